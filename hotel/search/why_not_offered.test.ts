import { expect, test } from "vitest";
import { nightOf } from "../vocabulary/night.ts";
import { fullNights, type ShownCounters } from "./why_not_offered.ts";

const DATES = { arrival: nightOf("2027-06-01"), departure: nightOf("2027-06-02") };
const EMPTY = { rooms: 4, out_of_order: 0, blocked: 0, sold: 0, held: 0, allowance: 0, forced: 0, closed: false };

test.each<readonly [string, Partial<ShownCounters>, number, object | undefined]>([
  ["enough rooms", { sold: 2 }, 2, undefined],
  ["an allowance that is enough", { sold: 4, allowance: 1 }, 1, undefined],
  ["rooms that are sold", { sold: 3 }, 2, { reason: "sold", available_rooms: 1 }],
  ["holds that may run out", { sold: 3, held: 1 }, 1, { reason: "held", available_rooms: 0 }],
  ["holds that are too few to matter", { sold: 3, held: 1 }, 2, { reason: "sold", available_rooms: 0 }],
  ["a group", { sold: 1, blocked: 3 }, 1, { reason: "blocked", available_rooms: 0 }],
  ["holds before a group", { sold: 1, held: 1, blocked: 2 }, 1, { reason: "held", available_rooms: 0 }],
  ["rooms out of order", { sold: 2, out_of_order: 2 }, 1, { reason: "out_of_order", available_rooms: 0 }],
  ["rooms sold by force", { sold: 5, forced: 1 }, 1, { reason: "sold", available_rooms: 0 }],
  ["a stop of sale", { closed: true }, 1, { reason: "closed" }],
])("%s", (_, counters, rooms, expected) => {
  const nights = [{ ...EMPTY, date: "2027-06-01", ...counters }];
  expect(fullNights(nights, DATES, rooms)).toEqual(expected === undefined ? [] : [{ date: "2027-06-01", ...expected }]);
});

test("a night that is not opened is not on sale, and each night of a stay tells for itself", () => {
  const dates = { arrival: DATES.arrival, departure: DATES.departure + 2 };
  const nights = [
    { ...EMPTY, date: "2027-06-01", sold: 4 },
    { ...EMPTY, date: "2027-06-02" },
  ];
  expect(fullNights(nights, dates, 1)).toEqual([
    { reason: "sold", date: "2027-06-01", available_rooms: 0 },
    { reason: "not_on_sale", date: "2027-06-03" },
  ]);
});
