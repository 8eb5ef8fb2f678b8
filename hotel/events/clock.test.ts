import { expect, test } from "vitest";
import type { Queryable } from "../database/database.ts";
import { inTransaction } from "../database/transaction.ts";
import { testDatabase } from "../testing/database.ts";
import { allowMovingClock, ClockNotMovable, moveClock, nowStatement, readNow, resetClock } from "./clock.ts";

const DAY_MS = 86_400_000;

test("the clock of a database that serves guests cannot be moved, by us or by SQL", async () => {
  const database = await testDatabase();
  await expect(moveClock(database, { by: DAY_MS })).rejects.toThrow(ClockNotMovable);
  await expect(database.pool.query("UPDATE clock SET shift = '1 day'")).rejects.toThrow("clock_moved_only_if_movable");
  expect(Math.abs((await readNow(database.pool)).getTime() - Date.now())).toBeLessThan(60_000);
});

test("a movable clock goes to an instant, on, back, and to real time again", async () => {
  const database = await testDatabase();
  await allowMovingClock(database);
  const target = new Date("2016-02-29T23:59:00Z");
  const moved = await moveClock(database, { to: target });
  expect(moved.getTime() - target.getTime()).toBeLessThan(60_000);
  expect((await readNow(database.pool)).getTime()).toBeGreaterThanOrEqual(moved.getTime());

  const later = await moveClock(database, { by: 2 * DAY_MS });
  expect(later.getTime() - moved.getTime() - 2 * DAY_MS).toBeLessThan(60_000);
  expect(later.getTime()).toBeGreaterThanOrEqual(moved.getTime() + 2 * DAY_MS);
  const back = await moveClock(database, { by: -DAY_MS });
  expect(back.getTime()).toBeLessThan(later.getTime());

  const real = await resetClock(database);
  expect(Math.abs(real.getTime() - Date.now())).toBeLessThan(60_000);
});

test.each(["SELECT hotel_now() AS now", nowStatement.text])("%s goes on within a transaction", async (text) => {
  const database = await testDatabase();
  const times = await inTransaction(database, async (tx) => {
    const first = await timeBy(tx, text);
    // So often a transaction's own time would be asked in vain.
    for (let look = 1; look <= 1_000; look += 1) {
      const later = await timeBy(tx, text);
      if (later > first) return { first, later };
    }
    return { first, later: first };
  });
  expect(times.later.getTime()).toBeGreaterThan(times.first.getTime());
});

async function timeBy(tx: Queryable, text: string): Promise<Date> {
  const { rows } = await tx.query<{ now: Date }>(text);
  return rows[0]?.now ?? new Date(Number.NaN);
}
