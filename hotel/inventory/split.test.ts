import fc from "fast-check";
import { expect, test } from "vitest";
import { splitsInto } from "../testing/exact_seating.ts";
import { openHouse, PAPER_TYPE } from "../testing/paper_house.ts";
import { someHouse } from "../testing/random_house.ts";
import type { LedgerNight, LedgerType } from "./ledger.ts";
import type { RoomSegment } from "./occupancy.ts";
import { isTaken } from "./seat_map.ts";
import { splitStay } from "./split.ts";

const NIGHTS = 10;

test("as few rooms as possible, each free for its part, and nothing only when a night is full", () => {
  const wish = fc.tuple(fc.nat(NIGHTS - 1), fc.integer({ min: 1, max: NIGHTS }));
  let mostParts = 0;
  fc.assert(
    fc.property(someHouse({ nights: NIGHTS }), wish, (house, [from, length]) => {
      const to = Math.min(NIGHTS, from + length);
      const type = openHouse(house).ledger.type(PAPER_TYPE);
      const rows = [...type.nights.values()].filter(({ night }) => night >= from && night < to);
      const segments = splitStay(type, rows);
      expect(segments !== undefined).toBe(splitsInto(house, { from, to }, NIGHTS));
      if (segments === undefined) return;
      expectCover(segments, from, to);
      expect(segments.flatMap((segment) => takenIn(type, rows, segment))).toEqual([]);
      expect(splitsInto(house, { from, to }, segments.length - 1)).toBe(false);
      mostParts = Math.max(mostParts, segments.length);
    }),
    { numRuns: 300 },
  );
  expect(mostParts).toBeGreaterThan(1);
});

function expectCover(segments: readonly RoomSegment[], from: number, to: number): void {
  expect([from, ...segments.map((segment) => segment.to)]).toEqual([...segments.map((segment) => segment.from), to]);
}

function takenIn(type: LedgerType, rows: readonly LedgerNight[], { roomId, from, to }: RoomSegment): LedgerNight[] {
  const ordinal = type.rooms.ordinalOf(roomId) ?? -1;
  return rows.filter((row) => row.night >= from && row.night < to && isTaken(row.seats, ordinal));
}
