import { expect, test } from "vitest";
import { EVERY_PLAN } from "../../rates/book/rate_night.ts";
import { paperBook, paperPlan } from "../../testing/paper_rates.ts";
import { limitedNights, limitedRange } from "./limited_nights.ts";
import { SoldCounts, type SoldRooms } from "./sold_counts.ts";

const NOW = new Date("2027-06-01T12:00:00Z");
const MINUTE_MS = 60_000;

function sold(night: number, some: Partial<SoldRooms> = {}): SoldRooms {
  return { night, ratePlanId: 7, channel: "web", rooms: 1, expiresAt: undefined, ...some };
}

test("counts by plan and channel, and knows nothing of nights without a limit", () => {
  const counts = new SoldCounts();
  const rows = [sold(10), sold(10, { ratePlanId: 8, rooms: 2 }), sold(10, { channel: "desk", rooms: 4 }), sold(11)];
  counts.replace(10, 20, [10, 12], rows);
  const asked = [
    [10, 7, "web"],
    [10, 7, ""],
    [10, EVERY_PLAN, "web"],
    [10, EVERY_PLAN, ""],
    [12, EVERY_PLAN, ""],
    [11, EVERY_PLAN, ""],
  ] as const;
  expect(asked.map(([night, plan, channel]) => counts.rooms(night, plan, channel, NOW))).toEqual([
    1,
    5,
    3,
    7,
    0,
    undefined,
  ]);
});

test("a hold counts until it runs out, and not at that instant", () => {
  const counts = new SoldCounts();
  const end = NOW.getTime() + MINUTE_MS;
  counts.replace(10, 11, [10], [sold(10, { expiresAt: end }), sold(10)]);
  const at = (ms: number): number | undefined => counts.rooms(10, 7, "web", new Date(ms));
  expect([at(end - 1), at(end), at(end + 1)]).toEqual([2, 1, 1]);
});

test("what is read again replaces, and nights that passed are forgotten", () => {
  const counts = new SoldCounts();
  counts.replace(10, 14, [10, 11, 13], [sold(10), sold(11), sold(13)]);
  counts.replace(11, 13, [12], []);
  expect(counts.all).toEqual([
    [10, [sold(10)]],
    [12, []],
    [13, [sold(13)]],
  ]);
  counts.forgetBefore(13);
  expect(counts.all.map(([night]) => night)).toEqual([13]);
  counts.replace(0, 99, [], []);
  expect(counts.isEmpty).toBe(true);
});

test("a limit stands on the nights of its season and weekdays, of its types and of what was set", () => {
  // 2027-06-01 is a Tuesday: 20,970.
  const weekend = { from: 20_970, until: 20_983, weekdays: 96, roomTypeIds: [1], sellLimit: 3 };
  const book = paperBook({ restrictions: [weekend], plans: new Map([[1, paperPlan()]]) });
  const isSet = (night: number): boolean => night === 20_971;
  const of = (roomTypeId: number, set?: typeof isSet): readonly number[] =>
    limitedNights({ book, roomTypeId, isSet: set }, { from: 20_969, to: 21_000 });
  expect(of(1)).toEqual([20_974, 20_975, 20_981, 20_982]);
  expect(of(2)).toEqual([]);
  expect(of(2, isSet)).toEqual([20_971]);
  expect(limitedRange([of(2), of(1), of(2, isSet)])).toEqual({ from: 20_971, to: 20_983 });
  expect(limitedRange([of(2)])).toBeUndefined();
});
