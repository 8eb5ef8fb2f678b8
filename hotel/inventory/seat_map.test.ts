import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bestFit,
  countTaken,
  isTaken,
  randomFit,
  readSeatMap,
  withSeat,
  writeSeatMap,
  type SeatMap,
} from "./seat_map.ts";

/** A map in which the ordinals are taken. */
function mapOf(taken: readonly number[]): SeatMap {
  let map: SeatMap = new Uint32Array();
  for (const ordinal of taken) map = withSeat(map, ordinal, true);
  return map;
}

const rooms = fc.integer({ min: 1, max: 200 });
/** Some ordinals below a number of rooms, dense or thin. */
const takenOf = (count: number): fc.Arbitrary<number[]> =>
  fc.oneof(
    fc.uniqueArray(fc.integer({ min: 0, max: count - 1 }), { maxLength: count }),
    fc
      .uniqueArray(fc.integer({ min: 0, max: count - 1 }), { maxLength: 3 })
      .map((free) =>
        Array.from({ length: count }, (_, ordinal) => ordinal).filter((ordinal) => !free.includes(ordinal)),
      ),
  );
const house = rooms.chain((count) =>
  fc.record({
    count: fc.constant(count),
    nights: fc.array(takenOf(count), { minLength: 1, maxLength: 4 }),
    before: fc.option(takenOf(count), { nil: undefined }),
    after: fc.option(takenOf(count), { nil: undefined }),
  }),
);

describe("bits", () => {
  test("taking and freeing a seat concerns that seat alone", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(199), { minLength: 1 }), fc.nat(199), fc.boolean(), (taken, ordinal, take) => {
        const map = withSeat(mapOf(taken), ordinal, take);
        for (let seat = 0; seat < 200; seat += 1) {
          expect(isTaken(map, seat)).toBe(seat === ordinal ? take : taken.includes(seat));
        }
        expect(countTaken(map)).toBe(new Set([...taken, ordinal]).size - (take ? 0 : 1));
      }),
    );
  });

  test("what is written is read again, without trailing empty bytes", () => {
    fc.assert(
      // Small maps and big ones, which are read and written in other ways.
      fc.property(fc.oneof(fc.uniqueArray(fc.nat(199)), fc.uniqueArray(fc.nat(1_199))), (taken) => {
        const bytes = writeSeatMap(mapOf(taken));
        expect(bytes.length).toBe(taken.length === 0 ? 0 : (Math.max(...taken) >> 3) + 1);
        const again = readSeatMap(bytes);
        for (let seat = 0; seat < 1_200; seat += 1) expect(isTaken(again, seat)).toBe(taken.includes(seat));
      }),
    );
  });

  test("bit n is bit n & 7 of byte n >> 3", () => {
    expect([...writeSeatMap(mapOf([0, 9, 31]))]).toEqual([1, 2, 0, 128]);
  });

  test("reading copies: the buffer of the driver is not written to", () => {
    const bytes = Buffer.from([1]);
    withSeat(readSeatMap(bytes), 1, true);
    expect([...bytes]).toEqual([1]);
  });
});

describe("bestFit", () => {
  test("is what looking at every room finds", () => {
    fc.assert(
      fc.property(house, ({ count, nights, before, after }) => {
        const around = { nightBefore: before && mapOf(before), nightAfter: after && mapOf(after) };
        expect(bestFit(nights.map(mapOf), count, around)).toBe(naiveBestFit(count, nights, before ?? [], after ?? []));
      }),
      { numRuns: 500 },
    );
  });

  test("a gap of exactly the stay is filled first, then one side, then the first room", () => {
    const [night, before, after] = [mapOf([0]), mapOf([2, 3]), mapOf([3])];
    expect(bestFit([night], 5, { nightBefore: before, nightAfter: after })).toBe(3);
    expect(bestFit([night], 5, { nightBefore: before, nightAfter: undefined })).toBe(2);
    expect(bestFit([night], 5, { nightBefore: undefined, nightAfter: undefined })).toBe(1);
  });

  test("the last bit of a word is a room like any other", () => {
    const all = Array.from({ length: 32 }, (_, ordinal) => ordinal);
    const none = { nightBefore: undefined, nightAfter: undefined };
    expect(bestFit([mapOf(all.slice(0, 31))], 32, none)).toBe(31);
    expect(bestFit([mapOf(all)], 32, none)).toBeUndefined();
    expect(bestFit([mapOf(all)], 33, none)).toBe(32);
  });
});

describe("randomFit", () => {
  test("gives a free room, and none only when there is none", () => {
    fc.assert(
      fc.property(house, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), ({ count, nights }, chance) => {
        const free = freeRooms(count, nights);
        const room = randomFit(nights.map(mapOf), count, chance);
        expect(room === undefined ? free : [room].filter((one) => !free.includes(one))).toEqual([]);
      }),
    );
  });

  test("each free room has the same share of the chance", () => {
    const given = Array.from({ length: 300 }, (_, step) => randomFit([mapOf([1])], 4, step / 300));
    for (const room of [0, 2, 3]) expect(given.filter((one) => one === room)).toHaveLength(100);
  });
});

function naiveBestFit(
  count: number,
  nights: readonly (readonly number[])[],
  before: readonly number[],
  after: readonly number[],
): number | undefined {
  const free = freeRooms(count, nights);
  const both = free.find((room) => before.includes(room) && after.includes(room));
  return both ?? free.find((room) => before.includes(room) || after.includes(room)) ?? free[0];
}

function freeRooms(count: number, nights: readonly (readonly number[])[]): number[] {
  const all = Array.from({ length: count }, (_, ordinal) => ordinal);
  return all.filter((room) => nights.every((taken) => !taken.includes(room)));
}
