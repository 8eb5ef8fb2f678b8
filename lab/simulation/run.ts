import { Coverage } from "./coverage.ts";
import { finalFaults } from "./judgement/final_faults.ts";
import { Schedule, type SchedulePlan } from "./schedule.ts";
import { NOTHING, withSchedule, type TraceHash } from "./trace.ts";

/** A schedule to run. */
export interface Planned {
  readonly number: number;
  /** What somebody needs to know to repeat it. */
  readonly name: string;
  readonly plan: SchedulePlan;
}

/** A schedule in which something was wrong. */
export interface WrongSchedule {
  readonly name: string;
  readonly faults: readonly string[];
}

/** What schedules came to. */
export interface RunResult {
  readonly schedules: number;
  readonly hash: TraceHash;
  readonly coverage: Coverage;
  readonly wrong: readonly WrongSchedule[];
  /** The lines of the schedule that ended last, where they were kept. */
  readonly lines: readonly string[];
}

// The end of a turn, in which all that was woken comes to rest, costs as much for several as for one. With more of them than this
// the processor's caches lose one schedule while they hold another.
const AT_ONCE = 4;

/**
 * Runs schedules, many beside each other; each knows nothing of the others.
 *
 * @param mostWrong begins no more once so many were wrong
 */
export async function runSchedules(planned: Iterable<Planned>, mostWrong = 20): Promise<RunResult> {
  const run = new Run(planned[Symbol.iterator](), mostWrong);
  while (run.advance()) await endOfTurn();
  return run;
}

class Run implements RunResult {
  readonly coverage = new Coverage();
  readonly wrong: WrongSchedule[] = [];
  hash = NOTHING;
  schedules = 0;
  lines: readonly string[] = [];
  readonly #planned: Iterator<Planned>;
  readonly #mostWrong: number;
  readonly #active: { readonly planned: Planned; readonly schedule: Schedule }[] = [];
  #isExhausted = false;

  constructor(planned: Iterator<Planned>, mostWrong: number) {
    this.#planned = planned;
    this.#mostWrong = mostWrong;
  }

  /** One turn of each; false when all have ended. */
  advance(): boolean {
    while (this.#active.length < AT_ONCE && !this.#isExhausted) this.#begin();
    for (let index = this.#active.length - 1; index >= 0; index -= 1) {
      const active = this.#active[index];
      if (active === undefined || !active.schedule.advance()) continue;
      this.#active.splice(index, 1);
      this.#ended(active.planned, active.schedule);
    }
    return this.#active.length > 0 || !this.#isExhausted;
  }

  #begin(): void {
    const next = this.wrong.length < this.#mostWrong ? this.#planned.next() : undefined;
    if (next === undefined || next.done === true) this.#isExhausted = true;
    else this.#active.push({ planned: next.value, schedule: new Schedule(next.value.plan, this.coverage) });
  }

  #ended({ number, name }: Planned, schedule: Schedule): void {
    const { witness, trace, store, steps } = schedule;
    const faults = [...witness.faultsFound, ...finalFaults(schedule)];
    if (faults.length > 0) this.wrong.push({ name, faults });
    this.schedules += 1;
    this.hash = withSchedule(this.hash, number, trace.hash);
    this.lines = trace.lines ?? [];
    for (const fault of witness.faults) this.coverage.add(`schedules with ${fault}`);
    if (witness.faults.size === 0) this.coverage.add("schedules without a fault");
    if (witness.waited) this.coverage.add("schedules with a lock wait");
    if (witness.retried) this.coverage.add("schedules with a retry");
    this.coverage.add("commits", store.commits);
    this.coverage.add("steps", steps);
  }
}

function endOfTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
