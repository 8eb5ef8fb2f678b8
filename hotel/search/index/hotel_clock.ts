import type { Queryable } from "../../database/database.ts";
import { nowStatement } from "../../events/clock.ts";

/** An answer that took longer says little about the time: the next one will do. Half of it is the greatest mistake. */
const SLOW_MS = 4_000;

/**
 * The clock of the hotels without asking the database each time: how far it is from this machine's is looked up now and then.
 */
export class HotelClock {
  readonly #db: Queryable;
  readonly #local: () => number;
  #shiftMs: number | undefined;

  /** @param local milliseconds since 1970 by this machine; its own clock unless told */
  constructor(db: Queryable, local: () => number = Date.now) {
    this.#db = db;
    this.#local = local;
  }

  /** Now, by the clock of the hotels, as of the last {@link refresh}. */
  now(): Date {
    return new Date(this.#local() + (this.#shiftMs ?? 0));
  }

  /** Looks it up, and returns by how many milliseconds the clock was set on (back when negative). */
  async refresh(): Promise<number> {
    const asked = this.#local();
    const { rows } = await this.#db.query<{ now: Date }>(nowStatement);
    const [row] = rows;
    if (row === undefined) throw new Error("the database has no clock row: its migrations are incomplete");
    const answered = this.#local();
    if (this.#shiftMs !== undefined && answered - asked > SLOW_MS) return 0;
    // The database looked at its clock between question and answer.
    const shiftMs = row.now.getTime() - (asked + answered) / 2;
    const moved = shiftMs - (this.#shiftMs ?? 0);
    this.#shiftMs = shiftMs;
    return moved;
  }
}
