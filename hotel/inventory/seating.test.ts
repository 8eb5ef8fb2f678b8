import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fewestMoves, splitsInto } from "../testing/exact_seating.ts";
import {
  occupancyIn,
  openHouse,
  PAPER_TYPE,
  paperRoom,
  stayName,
  terms,
  wishFor,
  type PaperHouse,
  type PaperStay,
} from "../testing/paper_house.ts";
import { someHouse } from "../testing/random_house.ts";
import { admit, type Admission } from "./admit.ts";
import type { Occupancy, Wish } from "./occupancy.ts";
import { MOST_MOVES } from "./reseating.ts";

const NIGHTS = 9;
const someNights = fc
  .tuple(fc.nat(NIGHTS - 1), fc.integer({ min: 1, max: 5 }))
  .map(([from, length]) => ({ from, to: Math.min(NIGHTS, from + length) }));

/** Asks a house that reads who sits where, as a request that runs alone does. */
function ask(
  house: PaperHouse,
  wishes: readonly Wish[],
  before: readonly Occupancy[] = [],
  reservationId = "asked",
): Admission {
  const { ledger, seated } = openHouse(house);
  return admit(ledger, before, wishes, terms({ seated, reservationId }));
}

const severalNights = fc.array(someNights, { minLength: 2, maxLength: 3 });

function askTogether(house: PaperHouse, wanted: readonly { from: number; to: number }[]): Admission {
  return ask(
    house,
    wanted.map(({ from, to }, index) => wishFor(from, to, { stayNo: index + 1 })),
  );
}

describe("against an exact solver", () => {
  test.each([0, 3, 6])("a stay is seated exactly when three moves suffice, %i of 10 others pinned", (pinned) => {
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(someHouse({ nights: NIGHTS, pinned }), someNights, (house, { from, to }) => {
        const answer = ask(house, [wishFor(from, to)]);
        outcomes.add(answer.outcome);
        const possible = fewestMoves(house, { from, to }, MOST_MOVES) !== undefined;
        const expected = isFull(house, { from, to }) ? "full" : possible ? "admitted" : "no_single_room";
        expect(answer.outcome).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
    expect([...outcomes].toSorted()).toEqual(
      ["admitted", "full", "no_single_room"].filter((one) => pinned > 0 || outcomes.has(one)),
    );
  });

  test("nobody is moved for a stay that has a free room", () => {
    fc.assert(
      fc.property(someHouse({ nights: NIGHTS, pinned: 2 }), someNights, (house, { from, to }) => {
        fc.pre(fewestMoves(house, { from, to }, 0) === 0);
        expect(ask(house, [wishFor(from, to)])).toMatchObject({ outcome: "admitted", moves: [] });
      }),
    );
  });

  test("a guest who accepts several rooms is refused only when a night is full", () => {
    fc.assert(
      fc.property(someHouse({ nights: NIGHTS, pinned: 5 }), someNights, (house, { from, to }) => {
        const answer = ask(house, [wishFor(from, to, { allowSplit: true })]);
        expect(answer.outcome).toBe(splitsInto(house, { from, to }, NIGHTS) ? "admitted" : "full");
      }),
    );
  });

  test("several stays of one request: with nobody pinned never refused for want of a single room", () => {
    fc.assert(
      fc.property(someHouse({ nights: NIGHTS }), severalNights, (house, wanted) => {
        expect(askTogether(house, wanted).outcome).toMatch(/^(admitted|full)$/);
      }),
      { numRuns: 1_000 },
    );
  });

  test("several stays of one request: not refused when there are rooms for all without a move", () => {
    let together = 0;
    fc.assert(
      fc.property(someHouse({ nights: NIGHTS, pinned: 9 }), severalNights, (house, wanted) => {
        fc.pre(canSeatAll(house, wanted));
        together += 1;
        expect(askTogether(house, wanted).outcome).toBe("admitted");
      }),
      { numRuns: 500 },
    );
    expect(together).toBeGreaterThan(0);
  });
});

describe("without knowing who sits where", () => {
  test("asks for it only when nothing is simply free", () => {
    const house = { rooms: 2, nights: 4, stays: [stay(0, 2, 0), stay(2, 4, 1)] };
    const { ledger } = openHouse(house);
    expect(admit(ledger, [], [wishFor(0, 4)], terms()).outcome).toBe("seats_needed");
    expect(admit(ledger, [], [wishFor(0, 2)], terms()).outcome).toBe("admitted");
  });
});

describe("the stays of one request", () => {
  test("one that changes does not take the room of one that stays as it is", () => {
    const house = { rooms: 2, nights: 6, stays: [stay(0, 2, 1), stay(2, 4, 0)] };
    const before = [occupancyIn(house, 0, 1), occupancyIn(house, 1, 2)];
    const wishes = [wishFor(1, 4), wishFor(2, 4, { stayNo: 2, settledUntil: 99 })];
    expect(ask(house, wishes, before)).toMatchObject({
      outcome: "admitted",
      rooms: [
        [101, 101, 101],
        [100, 100],
      ],
    });
  });

  test("one that asks for a room gets it before the others choose", () => {
    const house = { rooms: 2, nights: 2, stays: [] };
    const wishes = [wishFor(0, 2), wishFor(0, 2, { stayNo: 2, room: { roomId: paperRoom(0), from: 0 } })];
    expect(ask(house, wishes)).toMatchObject({
      outcome: "admitted",
      rooms: [
        [101, 101],
        [100, 100],
      ],
    });
  });

  test("one that came too late for its only room chooses first", () => {
    // The short stay fits best next to the night before; the long one has only that room.
    const house = { rooms: 2, nights: 4, stays: [stay(0, 1, 1, true), stay(3, 4, 0, true)] };
    const wishes = [wishFor(1, 2), wishFor(1, 4, { stayNo: 2 })];
    expect(ask(house, wishes)).toMatchObject({ outcome: "admitted", rooms: [[100], [101, 101, 101]] });
  });
});

test("a stay that makes place for two stays of one request moves once, to where it ends", () => {
  const told = [stay(4, 5, 1, true), stay(1, 2, 2, true), stay(4, 5, 2, true)];
  const house = { rooms: 3, nights: 6, stays: [stay(2, 4, 0), ...told] };
  const answer = ask(house, [wishFor(2, 6), wishFor(1, 4, { stayNo: 2 })]);
  expect(answer).toMatchObject({
    outcome: "admitted",
    rooms: [
      [100, 100, 100, 100],
      [101, 101, 101],
    ],
    moves: [{ reservationId: stayName(0), fromRoomId: 100, toRoomId: 102 }],
  });
  expect(answer.outcome === "admitted" ? answer.moves : []).toHaveLength(1);
});

describe("a stay that changes", () => {
  const split = { rooms: 2, nights: 4, stays: [stay(0, 1, 1, true), stay(2, 3, 0, true)] };
  const inBoth: Occupancy = {
    stayNo: 1,
    nights: [
      { night: 1, roomTypeId: PAPER_TYPE, roomId: 100, use: "held", pinned: false },
      { night: 2, roomTypeId: PAPER_TYPE, roomId: 101, use: "held", pinned: false },
    ],
  };
  const withGuest = { ...split, stays: [...split.stays, stay(1, 2, 0), stay(2, 3, 1)] };
  const other = { ...withGuest, stays: [...withGuest.stays, stay(1, 2, 1, true)] };

  test("keeps several rooms when no single one is free: a split hold can be confirmed", () => {
    expect(ask(other, [wishFor(1, 3)], [inBoth])).toMatchObject({
      outcome: "admitted",
      rooms: [[100, 101]],
      moves: [],
    });
  });

  test("keeps its room where that is free, and takes one for all its nights else", () => {
    const house = { rooms: 3, nights: 6, stays: [stay(0, 2, 1), stay(2, 3, 1, true)] };
    const before = [occupancyIn(house, 0)];
    expect(ask(house, [wishFor(1, 2)], before)).toMatchObject({ rooms: [[101]] });
    expect(ask(house, [wishFor(1, 4)], before)).toMatchObject({ rooms: [[100, 100, 100]] });
  });

  test("does not leave the room it was told, and is not split unasked, neither forwards nor backwards", () => {
    const house = { rooms: 2, nights: 6, stays: [stay(2, 4, 0, true), stay(1, 2, 0, true), stay(4, 5, 0, true)] };
    const before = [occupancyIn(house, 0)];
    for (const [from, to] of [
      [1, 3],
      [3, 5],
    ] as const) {
      expect(ask(house, [wishFor(from, to)], before)).toMatchObject({ outcome: "no_single_room", stayNo: 1 });
      const answer = ask(house, [wishFor(from, to, { allowSplit: true })], before);
      expect(answer.outcome === "admitted" ? answer.rooms[0]?.toSorted() : []).toEqual([100, 101]);
    }
  });

  test("makes others move rather than leave the room it was told", () => {
    const house = { rooms: 2, nights: 6, stays: [stay(2, 4, 0, true), stay(1, 2, 0), stay(4, 5, 0)] };
    for (const [from, to] of [
      [1, 3],
      [3, 5],
    ] as const) {
      expect(ask(house, [wishFor(from, to)], [occupancyIn(house, 0)], stayName(0))).toMatchObject({
        rooms: [[100, 100]],
      });
    }
  });

  test("keeps waiting for a room when there is still none, and is not refused", () => {
    const house = { rooms: 2, nights: 2, stays: [stay(0, 2, null), stay(0, 1, 0, true), stay(1, 2, 1, true)] };
    expect(ask(house, [wishFor(0, 2)], [occupancyIn(house, 0)])).toMatchObject({ rooms: [[null, null]] });
    const free = { ...house, stays: house.stays.slice(0, 2) };
    expect(ask(free, [wishFor(0, 2)], [occupancyIn(free, 0)])).toMatchObject({ rooms: [[101, 101]] });
  });

  test("nights that have passed keep their rooms, also none", () => {
    const house = { rooms: 1, nights: 3, stays: [stay(0, 2, null)] };
    const answer = ask(house, [wishFor(0, 3, { settledUntil: 1 })], [occupancyIn(house, 0)]);
    expect(answer).toMatchObject({ outcome: "admitted", rooms: [[null, 100, 100]] });
  });
});

describe("a room that is asked for", () => {
  const house = { rooms: 2, nights: 3, stays: [stay(0, 2, 0), stay(2, 3, 1, true)] };
  const wish = (room: number): Wish => wishFor(0, 3, { room: { roomId: paperRoom(room), from: 0 } });

  test("is made free by moving whoever was not told it", () => {
    expect(ask(house, [wish(0)])).toMatchObject({ rooms: [[100, 100, 100]], moves: [{ reservationId: stayName(0) }] });
  });

  test("is refused with the nights on which it is not free", () => {
    expect(ask(house, [wish(1)])).toEqual({ outcome: "room_not_free", stayNo: 1, nights: [2] });
  });
});

describe("the overbooking allowance", () => {
  test("is sold without a room and moves nobody", () => {
    fc.assert(
      fc.property(someHouse({ nights: NIGHTS, pinned: 2 }), someNights, (house, { from, to }) => {
        fc.pre(isFull(house, { from, to }));
        const answer = ask({ ...house, allowance: 1 }, [wishFor(from, to)]);
        expect(answer).toMatchObject({ outcome: "admitted", moves: [] });
        expect(answer.outcome === "admitted" ? new Set(answer.rooms[0]) : undefined).toEqual(new Set([null]));
      }),
    );
  });
});

function stay(from: number, to: number, room: number | null, pinned = false): PaperStay {
  return { from, to, room, pinned };
}

function isFull({ rooms, stays }: PaperHouse, { from, to }: { from: number; to: number }): boolean {
  for (let night = from; night < to; night += 1) {
    if (stays.filter((other) => other.from <= night && night < other.to).length >= rooms) return true;
  }
  return false;
}

/** Whether there are rooms for all the stays as the house is. */
function canSeatAll(house: PaperHouse, wanted: readonly { from: number; to: number }[]): boolean {
  const [first, ...rest] = wanted;
  if (first === undefined) return true;
  return Array.from({ length: house.rooms }, (_, room) => room).some((room) => {
    const free = house.stays.every((other) => other.room !== room || other.to <= first.from || first.to <= other.from);
    return free && canSeatAll({ ...house, stays: [...house.stays, { ...first, room, pinned: true }] }, rest);
  });
}
