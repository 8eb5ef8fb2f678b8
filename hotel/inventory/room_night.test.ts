import fc from "fast-check";
import { expect, test } from "vitest";
import { counters } from "../testing/paper_house.ts";
import {
  forcedRooms,
  isOverbooked,
  physicalRooms,
  saleLimit,
  spareRooms,
  usedRooms,
  whyFull,
  type NightCounters,
} from "./room_night.ts";

const someCounters: fc.Arbitrary<NightCounters> = fc
  .record({
    rooms: fc.nat(20),
    outOfOrder: fc.nat(20),
    blocked: fc.nat(10),
    sold: fc.nat(20),
    held: fc.nat(10),
    allowance: fc.nat(5),
    closed: fc.boolean(),
  })
  .map((night) => counters({ ...night, outOfOrder: Math.min(night.outOfOrder, night.rooms) }));

test("sold, held and blocked use rooms; out of order takes them away; the allowance adds to the limit", () => {
  const night = counters({ rooms: 10, outOfOrder: 2, blocked: 1, sold: 4, held: 3, allowance: 1 });
  expect(usedRooms(night)).toBe(8);
  expect(physicalRooms(night)).toBe(8);
  expect(saleLimit(night)).toBe(9);
  expect(spareRooms(night)).toBe(1);
  expect(forcedRooms(night)).toBe(0);
});

test("overbooked is more than the rooms there are, within the allowance too", () => {
  const full = counters({ rooms: 3, sold: 3, allowance: 1 });
  expect(isOverbooked(full)).toBe(false);
  expect(isOverbooked({ ...full, sold: 4 })).toBe(true);
});

test("forced is exactly what the invariant lacks", () => {
  fc.assert(
    fc.property(someCounters, (night) => {
      const forced = forcedRooms(night);
      expect(usedRooms(night)).toBeLessThanOrEqual(saleLimit(night) + forced);
      expect(Math.max(usedRooms(night), saleLimit(night))).toBe(saleLimit(night) + forced);
    }),
  );
});

test.each<[string, NightCounters | undefined, string]>([
  ["a night outside the horizon", undefined, "not_on_sale"],
  ["a closed night, also when rooms are free", counters({ rooms: 2, closed: true }), "closed"],
  ["a hold whose end would help", counters({ rooms: 1, held: 1 }), "held"],
  ["a block whose release would help", counters({ rooms: 1, blocked: 1 }), "blocked"],
  ["a repair whose end would help", counters({ rooms: 2, outOfOrder: 1, sold: 1 }), "out_of_order"],
  ["sold out", counters({ rooms: 2, sold: 2 }), "sold"],
  ["nothing that can go away by itself would be enough", counters({ rooms: 2, sold: 2, allowance: 0 }), "sold"],
])("%s", (_, night, reason) => {
  expect(whyFull(night, 1)).toBe(reason);
});

test("the reason names a cause whose absence would have made room, and sold only when there is none", () => {
  fc.assert(
    fc.property(someCounters, fc.integer({ min: 1, max: 5 }), (night, wanted) => {
      fc.pre(!night.closed && spareRooms(night) < wanted);
      const without = {
        held: { ...night, held: 0 },
        blocked: { ...night, blocked: 0 },
        out_of_order: { ...night, outOfOrder: 0 },
      };
      const enough = Object.entries(without).filter(([, one]) => spareRooms(one) >= wanted);
      expect(enough.map(([reason]) => reason).at(0) ?? "sold").toBe(whyFull(night, wanted));
    }),
  );
});
