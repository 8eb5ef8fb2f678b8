import { describe, expect, it } from "vitest";
import { testDatabase } from "../../hotel/testing/database.ts";
import { formatNight } from "../../hotel/vocabulary/night.ts";
import { judge, nightFaultsOf } from "../bench/verdict.ts";
import { conditionalUpdate, withOrderedLock } from "./conditional_update.ts";
import { databaseFunction, withFunctionLock } from "./database_function.ts";
import { rowLocks, withLock } from "./row_locks.ts";
import { buildOneType, CLIENTS, countBooked, openSeller, overlapping, ROOMS, sameNight, stay } from "./seller.ts";

describe.each([rowLocks, conditionalUpdate, databaseFunction])("$name", async (strategy) => {
  const database = await testDatabase({ poolSize: 2 });

  it("sells the last rooms exactly once, repeats answers, and names what is full", async () => {
    await buildOneType(database);
    const sells = await openSeller(database, strategy);
    try {
      const lastNight = sells.first + 20;
      const answers = await sells.askAll(sameNight(lastNight));
      expect(countBooked(answers)).toBe(ROOMS);
      const refusals = answers.filter(({ status }) => status === 409);
      expect(refusals).toHaveLength(CLIENTS - ROOMS);
      expect(refusals[0]?.body["nights"]).toEqual([{ room_type_id: 1, night: formatNight(lastNight) }]);

      const overlaps = await sells.askAll(overlapping(sells.first));
      expect(overlaps.filter(({ status }) => ![201, 409].includes(status))).toEqual([]);
      expect(countBooked(overlaps)).toBeGreaterThanOrEqual(ROOMS);

      const same = await sells.askAll(Array.from({ length: 20 }, () => stay(sells.first + 10, 2, "same")));
      expect(new Set(same.map(({ body }) => body["reservation_id"])).size).toBe(1);
      expect(same.filter(({ replayed }) => !replayed)).toHaveLength(1);
      expect((await sells.ask(stay(sells.first + 10, 3, "same"))).status).toBe(422);
      expect((await sells.ask({ ...stay(lastNight, 1, "red"), colour: "red" })).status).toBe(400);

      expect((await judge(database.pool, ROOMS + countBooked(overlaps) + 1, 0)).faults).toEqual([]);
    } finally {
      await sells.close();
    }
  });
});

// The guard of each strategy taken away, and the constraints that would still save it: the race must oversell, or it
// would not have shown anything above.
const unguarded = [withLock(""), withOrderedLock(""), withFunctionLock("")];

describe.each(unguarded)("control: $name without its guard", async (strategy) => {
  const database = await testDatabase({ poolSize: 2 });

  it("oversells", async () => {
    await buildOneType(database);
    await database.pool.query("UPDATE room_night SET seats = '\\x00'");
    const sells = await openSeller(database, { ...strategy, without: ["counter", "room_once"] });
    try {
      // Without its guard a contender may also fail, for example by a deadlock: only the rooms are judged. A race may also
      // go well by luck: then it is run again, on other nights.
      let faults: string[] = [];
      for (let races = 0; races < 6 && faults.length === 0; races += 1) {
        await sells.askAll(overlapping(sells.first + 6 * races));
        faults = await nightFaultsOf(database.pool);
      }
      expect(faults).not.toEqual([]);
    } finally {
      await sells.close();
    }
  });
});
