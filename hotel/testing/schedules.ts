/** What a step can do to others, or see of them. */
export type Effect =
  /** Reads without a lock: sees what is committed, and nobody notices. */
  | "read"
  /** Locks or writes: others wait for it, and see nothing of it yet. */
  | "write"
  /** Ends a transaction: from now on others see it, and have its locks. */
  | "commit";

/** The next step of an actor. */
export interface NextStep {
  readonly actor: number;
  readonly effect: Effect;
}

/** Says which of the actors that can make a step makes it; at least one can. */
export type Chooser = (ready: readonly NextStep[]) => NextStep;

/** What the enumeration came to. */
export interface Explored {
  readonly schedules: number;
  /** Schedules that had another number of choices at a place than the one they repeated: the run is not repeatable. */
  readonly diverged: number;
}

/** How {@link everySchedule} goes about it. */
export interface Exploration {
  /** More schedules than this are an error: the enumeration must have an end. */
  readonly most: number;
  /**
   * Also try orders that differ only in which of two neighbouring steps came first that cannot notice each other: a read and
   * anything that commits nothing. Without it one of them stands for both.
   */
  readonly alsoAlike?: boolean;
}

interface Choice {
  readonly taken: number;
  readonly options: number;
}

/**
 * Runs the work once for every order in which the steps of its actors can come, depth-first: each run begins from a fresh
 * state, repeats the choices of the one before up to the last that could have been another, and takes the next there.
 * Throws a RangeError when there are more than `most`.
 */
export async function everySchedule(
  { most, alsoAlike = false }: Exploration,
  run: (choose: Chooser) => Promise<void>,
): Promise<Explored> {
  let diverged = 0;
  let prefix: readonly Choice[] | undefined = [];
  for (let schedules = 1; ; schedules += 1) {
    if (schedules > most) throw new RangeError(`there are more than ${most} schedules`);
    const walk = new Walk(prefix, alsoAlike);
    await run((ready) => walk.choose(ready));
    if (walk.hasDiverged) diverged += 1;
    prefix = nextPrefix(walk.choices);
    if (prefix === undefined) return { schedules, diverged };
  }
}

/** Whether two steps of different actors come to the same in either order. */
export function areIndependent(one: NextStep, other: NextStep): boolean {
  if (one.actor === other.actor) return false;
  return (one.effect === "read" && other.effect !== "commit") || (other.effect === "read" && one.effect !== "commit");
}

/** The last choice that could have been another, made anew; undefined when all have been made. */
function nextPrefix(choices: readonly Choice[]): readonly Choice[] | undefined {
  const place = choices.findLastIndex(({ taken, options }) => taken + 1 < options);
  const last = choices[place];
  return last === undefined ? undefined : [...choices.slice(0, place), { ...last, taken: last.taken + 1 }];
}

/** One schedule: follows a prefix of choices, then takes the first of all. */
class Walk {
  readonly choices: Choice[] = [];
  readonly #prefix: readonly Choice[];
  readonly #alsoAlike: boolean;
  // Steps that another schedule has already made here, and that would come to the same later ("sleep sets", Godefroid 1996).
  #asleep: NextStep[] = [];
  hasDiverged = false;

  constructor(prefix: readonly Choice[], alsoAlike: boolean) {
    this.#prefix = prefix;
    this.#alsoAlike = alsoAlike;
  }

  choose(ready: readonly NextStep[]): NextStep {
    const options = this.#awake(ready);
    const taken = options.length === 1 ? 0 : this.#take(options.length);
    const step = options[taken];
    if (step === undefined) throw new Error("nobody can make a step");
    const earlier = [...this.#asleep, ...options.slice(0, taken)];
    this.#asleep = this.#alsoAlike ? [] : earlier.filter((other) => areIndependent(other, step));
    return step;
  }

  #awake(ready: readonly NextStep[]): readonly NextStep[] {
    const asleep = new Set(this.#asleep.map(({ actor }) => actor));
    const awake = ready.filter(({ actor }) => !asleep.has(actor));
    // Reads last: then the ways in which others came before them are the ones that have been taken already.
    return (awake.length === 0 ? ready : awake).toSorted((one, other) => rank(one) - rank(other));
  }

  #take(options: number): number {
    const before = this.#prefix[this.choices.length];
    if (before !== undefined && before.options !== options) this.hasDiverged = true;
    const taken = Math.min(before?.taken ?? 0, options - 1);
    this.choices.push({ taken, options });
    return taken;
  }
}

function rank({ effect }: NextStep): number {
  return effect === "read" ? 1 : 0;
}
