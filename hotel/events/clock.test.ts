import { expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { allowMovingClock, ClockNotMovable, moveClock, readNow, resetClock } from "./clock.ts";

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
