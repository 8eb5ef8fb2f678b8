/** What one contender did in one scenario. */
export interface Showing {
  /** Its name: `read_then_write`, `mutex, two processes`, `engine`. */
  readonly contender: string;
  /** Why it was not run (`needs redis-server`); the numbers are absent then. */
  readonly notRun?: string;
  readonly numbers?: ShowingNumbers;
}

/** What was counted and timed of one contender, over all rounds of a scenario. */
export interface ShowingNumbers {
  readonly requests: number;
  readonly accepted: number;
  readonly refused: number;
  /** Answers that are neither, and requests without an answer. */
  readonly failed: number;
  /** Guests who find somebody else in their room, or whose night was sold above the rooms there are; one for each surplus night. */
  readonly doubleBookings: number;
  /** Guests who were told "sold out" though a room they could have had was left at the end. */
  readonly falseSoldOuts: number;
  /** Bookings that were acknowledged and are not in the database. */
  readonly lost: number;
  readonly deadlocks: number;
  /** Bookings (of the engine: batches) that were tried again. */
  readonly retries: number;
  readonly bookingsPerSecond: number;
  /** Milliseconds over all answers. */
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds from the start of a round until the last loser knew; median over the rounds. Undefined where nobody loses. */
  readonly losersKnow: number | undefined;
  /** Share of the pairs (earlier refused, later accepted) among all such pairs that could be, in [0, 1]; undefined where nobody loses. */
  readonly outOfOrder: number | undefined;
}

/** One scenario and all who ran in it. */
export interface ScenarioShowing {
  readonly name: string;
  /** What happens in it, in a sentence. */
  readonly about: string;
  readonly showings: readonly Showing[];
}

/** Everything a contest found. */
export interface ContestResult {
  /** Processor, cores and memory, as one line. */
  readonly machine: string;
  /** Version and settings of the database server, as one line. */
  readonly postgres: string;
  /** When it was made, as an ISO instant. */
  readonly madeAt: string;
  readonly scenarios: readonly ScenarioShowing[];
}
