import { describe, expect, it } from "vitest";
import { testDatabase } from "../../hotel/testing/database.ts";
import type { Database } from "../../hotel/database/database.ts";
import { judge, nightFaultsOf } from "../bench/verdict.ts";
import { insertWhereNotExists } from "./insert_where_not_exists.ts";
import { insertWithConstraint } from "./insert_with_constraint.ts";
import { optimistic } from "./optimistic.ts";
import { randomRoom } from "./random_room.ts";
import { readThenWrite } from "./read_then_write.ts";
import { rowLocks } from "./row_locks.ts";
import { rowLocksAsAsked } from "./row_locks_as_asked.ts";
import { buildOneType, countBooked, openSeller, overlapping, ROOMS, sameNight, stay } from "./seller.ts";
import type { Answer, Seller } from "./seller.ts";
import { serializable } from "./serializable.ts";
import { skipLocked } from "./skip_locked.ts";
import type { Strategy } from "./strategy.ts";

/** So often a race is run, on other nights each time, until it shows what it is to show. */
const MOST_RACES = 20;

const OVERSOLD = "nights are oversold";

/** The same without the constraints that would save it: is it right by itself? */
const alone = (strategy: Strategy): Strategy => ({
  ...strategy,
  name: `${strategy.name}, alone`,
  without: ["counter", "room_once"],
});

// These may answer with an error: by one deadlock after another, or when they have given up. The optimistic one does not:
// it loses to a sale each time, and three rooms on six nights are never sold twenty times.
const maySellLess = [rowLocksAsAsked, alone(rowLocksAsAsked), serializable, alone(serializable)];
const neverFail = [insertWithConstraint, optimistic, alone(optimistic), skipLocked];

describe.each([...neverFail, ...maySellLess])("$name", async (strategy) => {
  const database = await testDatabase({ poolSize: 2 });

  it("never sells a room twice, and repeats answers", async () => {
    const sells = await sellerOn(database, strategy);
    try {
      const night = await sells.askAll(sameNight(sells.first + 20));
      const overlaps = await sells.askAll(overlapping(sells.first));
      expect(neverFail.includes(strategy) ? failuresOf([...night, ...overlaps]) : []).toEqual([]);
      expect(countBooked(night)).toBeGreaterThan(0);
      expect(countBooked(night)).toBeLessThanOrEqual(ROOMS);
      expect(countBooked(overlaps)).toBeGreaterThan(0);

      const same = await sells.askAll(Array.from({ length: 20 }, () => stay(sells.first + 10, 1, "same")));
      expect(failuresOf(same)).toEqual([]);
      expect(new Set(same.map(({ body }) => body["reservation_id"])).size).toBe(1);
      expect(same.filter(({ replayed }) => !replayed)).toHaveLength(1);

      const booked = countBooked(night) + countBooked(overlaps) + 1;
      expect((await judge(database.pool, booked, 0)).faults).toEqual([]);
    } finally {
      await sells.close();
    }
  });
});

describe.each([readThenWrite, randomRoom, insertWhereNotExists])("$name", async (strategy) => {
  const database = await testDatabase({ poolSize: 2 });

  it("sells rooms that are not there", async () => {
    const sells = await sellerOn(database, strategy);
    try {
      let faults = "";
      for (let races = 0; races < MOST_RACES && !faults.includes(OVERSOLD); races += 1) {
        await sells.askAll(sameNight(sells.first + races));
        faults = (await nightFaultsOf(database.pool)).join("; ");
      }
      expect(faults).toContain(OVERSOLD);
    } finally {
      await sells.close();
    }
  });
});

// The control is the baseline, which locks the same nights in their order.
describe.each([
  { strategy: rowLocksAsAsked, waitsInCircles: true },
  { strategy: rowLocks, waitsInCircles: false },
])("the locks of $strategy.name", async ({ strategy, waitsInCircles }) => {
  const database = await testDatabase({ poolSize: 2 });

  it(`${waitsInCircles ? "are" : "are not"} waited for in circles`, async () => {
    const sells = await sellerOn(database, strategy);
    try {
      for (let races = 0; races < 6 && (await sells.tally()).deadlocks === 0; races += 1) {
        await sells.askAll(overlapping(sells.first + 6 * races));
      }
      expect((await sells.tally()).deadlocks > 0).toBe(waitsInCircles);
    } finally {
      await sells.close();
    }
  });
});

describe("skip_locked", async () => {
  const database = await testDatabase({ poolSize: 2 });

  it("takes a room that is locked for one that is sold", async () => {
    const sells = await sellerOn(database, skipLocked);
    const other = await database.pool.connect();
    try {
      await other.query("BEGIN");
      await other.query("SELECT room_id FROM room FOR NO KEY UPDATE");
      const refused = await sells.ask(stay(sells.first, 1, "while-others-decide"));
      expect(refused).toMatchObject({ status: 409, body: { error: "no_availability" } });
      await other.query("ROLLBACK");
      expect((await sells.ask(stay(sells.first, 1, "when-they-have-left"))).status).toBe(201);
    } finally {
      other.release(true);
      await sells.close();
    }
  });
});

// PostgreSQL looks for a circle when somebody has waited for a second; here it looks sooner, or the races took a minute.
const LOOK_FOR_CIRCLES_SOON = `
  DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = 20', current_database()); END $$`;

async function sellerOn(database: Database, strategy: Strategy): Promise<Seller> {
  await buildOneType(database);
  await database.pool.query(LOOK_FOR_CIRCLES_SOON);
  return openSeller(database, strategy);
}

function failuresOf(answers: readonly Answer[]): Answer[] {
  return answers.filter(({ status }) => ![201, 409].includes(status));
}
