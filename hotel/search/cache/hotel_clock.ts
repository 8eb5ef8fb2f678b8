import { BriefMemory } from "../../access/brief_memory.ts";
import type { Queryable } from "../../database/database.ts";
import { readNow } from "../../events/clock.ts";

/** How often the database is asked how far its clock is from ours: a movable one may have been moved. */
const ASK_AGAIN_MS = 1_000;

/** The clock of the hotels without a statement for each look: right to the time that a statement takes. */
export class HotelClock {
  readonly #db: Queryable;
  readonly #ahead = new BriefMemory<"ahead", number>({ lifeMs: ASK_AGAIN_MS, maxEntries: 1 });

  constructor(db: Queryable) {
    this.#db = db;
  }

  /** Now, by the clock of the hotels. */
  async now(): Promise<Date> {
    const ahead = await this.#ahead.get("ahead", performance.now(), () => this.#askHowFarAhead());
    return new Date(Date.now() + ahead);
  }

  async #askHowFarAhead(): Promise<number> {
    return (await readNow(this.#db)).getTime() - Date.now();
  }
}
