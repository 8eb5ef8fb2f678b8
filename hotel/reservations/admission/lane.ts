import pg from "pg";
import { lockFreeTypes, type LockedType } from "../../inventory/admission_lock.ts";
import { refuse } from "../../vocabulary/refusal.ts";
import { CommitInDoubt, DecisionFailed, LostRace, runBatch, type Settled, type Unsettled } from "./batch.ts";
import type { Answer, Command } from "./command.ts";
import type { AdmissionObserver } from "./observer.ts";
import type { Outside } from "./outside.ts";
import { joinAllTouches, readTouches, type KnownTypes } from "./read.ts";
import { refuseBySight } from "./sight.ts";

/** A request in the queue of a lane. */
export interface Waiting {
  readonly command: Command;
  readonly arrivedAt: number;
  /** By the clock of {@link Outside}, after which nobody waits for the answer any more. */
  readonly deadline: number;
  readonly signal: { readonly aborted: boolean } | undefined;
  readonly answer: (answer: Answer) => void;
  readonly fail: (error: unknown) => void;
  /** How often it has failed with its batch or had to run again. Waiting for a lock does not count: its deadline ends it. */
  attempts: number;
  alone: boolean;
  /** The nights it wants were sold out when it came in: whether they still are is looked at before it gets a transaction. */
  readonly hopeless: boolean;
}

interface Answered {
  readonly waiting: Waiting;
  readonly answer: Answer;
}

/** How a lane works. */
export interface LaneOptions {
  readonly outside: Outside;
  readonly known: KnownTypes;
  readonly observer: AdmissionObserver;
  /** How long the lock statement waits before the lane goes on without the hotel that is locked. */
  readonly lockTimeoutMs: number;
  readonly longestBatch: number;
  readonly longestQueue: number;
  /**
   * Takes the requests of hotels that somebody else has locked. A lane without one is where they wait: it decides
   * hotel by hotel, and puts those that are still locked behind the others.
   */
  readonly setAside?: (waiting: readonly Waiting[]) => void;
}

const MOST_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 320;

/**
 * A queue that decides its requests in order of arrival: those that arrive while a transaction is in flight
 * wait and are decided together in the next one. Never waits to fill a batch.
 */
export class Lane {
  readonly #options: LaneOptions;
  #queue: Waiting[] = [];
  // A flag beside the promise: work that ends without a pause has ended before its promise is at hand.
  #working = false;
  #work: Promise<void> = Promise.resolve();
  #client: pg.Client | undefined;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** How many requests wait. */
  get length(): number {
    return this.#queue.length;
  }

  /** Whether nothing waits and nothing is being decided. */
  get isIdle(): boolean {
    return !this.#working && this.#queue.length === 0;
  }

  /** Puts a request at the end of the queue; a full queue refuses at once. */
  enqueue(waiting: Waiting): void {
    if (this.#queue.length >= this.#options.longestQueue) return waiting.answer(tooBusy("The queue is full."));
    this.#queue.push(waiting);
    if (!this.#working) this.#work = this.#decideAll();
  }

  /** Waits for what is queued, then closes the connection. Nothing may be added any more. */
  async close(): Promise<void> {
    while (this.#working) await this.#work;
    await this.#client?.end();
    this.#client = undefined;
  }

  async #decideAll(): Promise<void> {
    this.#working = true;
    try {
      while (this.#queue.length > 0) {
        const batch = this.#next();
        const hopeful = batch.every(({ hopeless }) => hopeless) ? await this.#refuseBySight(batch) : batch;
        if (hopeful.length > 0) await this.#decide(hopeful);
      }
    } finally {
      this.#working = false;
    }
  }

  // One request that must run alone is a batch of its own; nobody overtakes it.
  #next(): Waiting[] {
    const { longestBatch, observer, outside, setAside } = this.#options;
    if (setAside === undefined) this.#queue = hotelByHotel(this.#queue);
    const hotelId = setAside === undefined ? this.#queue[0]?.command.hotelId : undefined;
    const now = outside.now();
    const batch: Waiting[] = [];
    let taken = 0;
    for (const waiting of this.#queue) {
      if (batch.length >= longestBatch || (waiting.alone && batch.length > 0)) break;
      if (hotelId !== undefined && waiting.command.hotelId !== hotelId) break;
      taken += 1;
      if (waiting.signal?.aborted === true) waiting.answer(tooBusy("The caller hung up."));
      else if (now > waiting.deadline) waiting.answer(tooBusy("The request waited too long."));
      else batch.push(waiting);
      if (waiting.alone && batch.length > 0) break;
    }
    this.#queue.splice(0, taken);
    observer.waited(
      batch.map((waiting) => now - waiting.arrivedAt),
      this.#queue.length,
    );
    return batch;
  }

  // Returns those that are to be decided. Where looking fails nothing was locked or written, and it is up to the
  // transaction to find out what is wrong.
  async #refuseBySight(batch: readonly Waiting[]): Promise<readonly Waiting[]> {
    const { known, observer } = this.#options;
    try {
      const client = (this.#client ??= await this.#open());
      const answers = await refuseBySight(
        client,
        batch.map(({ command }) => command),
        known,
      );
      const answered: Answered[] = [];
      const hopeful: Waiting[] = [];
      for (const [index, waiting] of batch.entries()) {
        const answer = answers[index];
        if (answer === undefined) hopeful.push(waiting);
        else answered.push({ waiting, answer });
      }
      observer.refusedBySight(answered.length);
      this.#answerAll(answered);
      return hopeful;
    } catch (error) {
      observer.failed("world", error);
      await this.#dropClient();
      return batch;
    }
  }

  async #decide(batch: readonly Waiting[], inDoubt?: Unsettled): Promise<void> {
    try {
      const result = await this.#run(batch, inDoubt);
      this.#options.observer.committed(batch.length, result.commitMs, result.lapsedHolds);
      this.#settle(batch, result.settled);
    } catch (error) {
      await this.#recover(batch, error, error instanceof CommitInDoubt ? error.unsettled : inDoubt);
    }
  }

  async #run(batch: readonly Waiting[], inDoubt: Unsettled | undefined): ReturnType<typeof runBatch> {
    const { known, outside } = this.#options;
    this.#client ??= await this.#open();
    return runBatch(
      this.#client,
      batch.map((waiting) => waiting.command),
      { known, outside, withSeats: batch[0]?.alone === true, ...(inDoubt === undefined ? {} : { inDoubt }) },
    );
  }

  #settle(batch: readonly Waiting[], settled: readonly Settled[]): void {
    const again: Waiting[] = [];
    const answered: Answered[] = [];
    for (const [index, waiting] of batch.entries()) {
      const outcome = settled[index];
      if (outcome?.kind === "answered") {
        answered.push({ waiting, answer: outcome.answer });
        continue;
      }
      waiting.alone ||= outcome?.kind === "alone";
      waiting.attempts += 1;
      if (waiting.attempts < MOST_ATTEMPTS) again.push(waiting);
      else waiting.answer(tooBusy("The room types changed again and again meanwhile."));
    }
    this.#queue = [...again, ...this.#queue];
    this.#answerAll(answered);
  }

  #answerAll(answered: readonly Answered[]): void {
    for (const { waiting, answer } of answered) this.#options.observer.decided(waiting.command.name, answer);
    // After the next batch has been sent: PostgreSQL works on it while the replies of this one are written.
    this.#options.outside.later(() => {
      for (const { waiting, answer } of answered) waiting.answer(answer);
    });
  }

  // Which failure is whose: a lock that somebody else holds, the world (a lost connection, a deadlock), or a
  // member that poisons its batch. While the batch is in doubt it stays together: one witness tells of all of it.
  async #recover(batch: readonly Waiting[], error: unknown, inDoubt: Unsettled | undefined): Promise<void> {
    const kind = failureOf(error);
    this.#options.observer.failed(kind, error);
    await this.#dropClient();
    if (kind === "locked" && inDoubt === undefined && (await this.#setAsideLocked(batch))) return;
    if (kind === "poisoned") return this.#isolate(batch, error);
    if (kind !== "locked") for (const waiting of batch) waiting.attempts += 1;
    const now = this.#options.outside.now();
    const rest =
      inDoubt === undefined ? withoutSpent(batch, now) : withoutHopeless(batch, now, new CommitInDoubt(inDoubt, error));
    if (rest.length === 0) return;
    await this.#options.outside.pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (rest[0]?.attempts ?? 0)));
    await this.#decide(rest, inDoubt);
  }

  // A failing member must not take its neighbours with it: each is tried alone, once.
  async #isolate(batch: readonly Waiting[], error: unknown): Promise<void> {
    if (batch.length === 1) return batch[0]?.fail(error instanceof DecisionFailed ? error.cause : error);
    for (const waiting of batch) await this.#decide([waiting]);
  }

  // The lane goes on without the hotels that somebody else has locked; false when none of them is locked now. What
  // waits behind goes with its hotel, or a later request would overtake it there.
  async #setAsideLocked(batch: readonly Waiting[]): Promise<boolean> {
    const { setAside = (waiting) => this.#queue.push(...waiting) } = this.#options;
    try {
      const locked = await this.#lockedHotels(batch);
      if (locked.size === 0) return false;
      const all = Map.groupBy([...batch, ...this.#queue], ({ command }) => locked.has(command.hotelId));
      this.#queue = all.get(false) ?? [];
      setAside(all.get(true) ?? []);
      return true;
    } catch (error) {
      this.#options.observer.failed("world", error);
      return false;
    }
  }

  async #lockedHotels(batch: readonly Waiting[]): Promise<Set<number>> {
    const client = (this.#client ??= await this.#open());
    const commands = batch.map((waiting) => waiting.command);
    const touches = joinAllTouches(commands, await readTouches(client, commands));
    const [, free] = await Promise.all([client.query("BEGIN"), client.query<LockedType>(lockFreeTypes(touches))]);
    await client.query("ROLLBACK");
    const names = new Set(free.rows.map((type) => type.room_type_id));
    return new Set(touches.filter((touch) => !names.has(touch.roomTypeId)).map((touch) => touch.hotelId));
  }

  #open(): Promise<pg.Client> {
    const { outside, lockTimeoutMs } = this.#options;
    return outside.open({ lockTimeoutMs, pipeline: true, byIndexOnly: true });
  }

  // A connection after an error is not used again; the server rolls back what it had begun.
  async #dropClient(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch((error: unknown) => this.#options.observer.failed("world", error));
  }
}

// The first one's hotel in front, each hotel's requests in their order.
function hotelByHotel(queue: readonly Waiting[]): Waiting[] {
  const first = queue[0]?.command.hotelId;
  const groups = Map.groupBy(queue, ({ command }) => command.hotelId === first);
  return [...(groups.get(true) ?? []), ...(groups.get(false) ?? [])];
}

// Whoever has tried often enough or waited long enough is told so: nothing of theirs was written.
function withoutSpent(batch: readonly Waiting[], now: number): readonly Waiting[] {
  return batch.filter((waiting) => {
    const spent = waiting.attempts >= MOST_ATTEMPTS || now > waiting.deadline;
    if (spent) waiting.answer(tooBusy("The database did not answer in time."));
    return !spent;
  });
}

// A COMMIT in doubt is asked for until nobody waits for the answer any more; "refused" would be a guess.
function withoutHopeless(batch: readonly Waiting[], now: number, doubt: CommitInDoubt): readonly Waiting[] {
  if (batch.some((waiting) => now <= waiting.deadline)) return batch;
  for (const waiting of batch) waiting.fail(doubt);
  return [];
}

/** Whose fault a failed batch is. */
export type FailureKind = "locked" | "in_doubt" | "world" | "poisoned";

function failureOf(error: unknown): FailureKind {
  if (error instanceof CommitInDoubt) return "in_doubt";
  if (error instanceof DecisionFailed) return "poisoned";
  if (error instanceof LostRace) return "world";
  if (!(error instanceof pg.DatabaseError))
    return error instanceof TypeError || error instanceof RangeError ? "poisoned" : "world";
  if (error.code === "55P03") return "locked";
  // Somebody else has claimed the same idempotency key meanwhile: the next attempt finds what they answered.
  if (error.constraint === "idempotency_key_pkey") return "world";
  return /^(40|53|57|58|08|25P03)/.test(error.code ?? "") ? "world" : "poisoned";
}

/** The answer to a request that could not be decided in time. Nothing was changed by it. */
export function tooBusy(message: string): Answer {
  return refuse("overloaded", message);
}
