import { expect, test } from "vitest";
import { HotelClock } from "./hotel_clock.ts";

/** A database whose clock is so far ahead, and whose answer takes so long; it looks at its clock at the end. */
function clockOf(answers: readonly { readonly aheadMs: number; readonly tookMs: number }[]) {
  let local = 1_000_000;
  const left = [...answers];
  const query = () => {
    const { aheadMs = 0, tookMs = 0 } = left.shift() ?? {};
    local += tookMs;
    return Promise.resolve({ rows: [{ now: new Date(local + aheadMs) }] });
  };
  return new HotelClock({ query } as never, () => local);
}

test("the clock of the hotels is followed, and by how much it was set is told", async () => {
  const clock = clockOf([
    { aheadMs: 5_000, tookMs: 0 },
    { aheadMs: 3_605_000, tookMs: 2 },
    { aheadMs: 5_000, tookMs: 2 },
  ]);
  await clock.refresh();
  expect(clock.now().getTime()).toBe(1_005_000);
  expect(await clock.refresh()).toBeCloseTo(3_600_000, -1);
  expect(await clock.refresh()).toBe(-3_600_000);
});

test("an answer that was long in coming does not look like a clock that was set back", async () => {
  const clock = clockOf([
    { aheadMs: 0, tookMs: 1 },
    { aheadMs: 0, tookMs: 14_000 },
    { aheadMs: 0, tookMs: 1 },
  ]);
  await clock.refresh();
  expect(Math.abs(await clock.refresh())).toBeLessThan(1_000);
  expect(Math.abs(await clock.refresh())).toBeLessThan(1_000);
});

test("the first answer counts however long it took: there is nothing better", async () => {
  const clock = clockOf([{ aheadMs: 60_000, tookMs: 8_000 }]);
  await clock.refresh();
  expect(clock.now().getTime()).toBe(1_000_000 + 8_000 + 64_000);
});
