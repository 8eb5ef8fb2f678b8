import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fewestMoves } from "../testing/exact_seating.ts";
import { openHouse, PAPER_TYPE, paperRoom, snapshot, stayName, type PaperHouse } from "../testing/paper_house.ts";
import { someHouse } from "../testing/random_house.ts";
import type { Ledger, LedgerNight } from "./ledger.ts";
import { makePlace, type Place } from "./reseating.ts";
import { isTaken } from "./seat_map.ts";

// The promise, and so not the constant of the code.
const MOST_MOVES = 3;
const NIGHTS = 9;
const wishes = fc
  .tuple(fc.nat(NIGHTS - 1), fc.integer({ min: 1, max: 5 }))
  .map(([from, length]) => ({ from, to: Math.min(NIGHTS, from + length) }));

interface Wish {
  readonly from: number;
  readonly to: number;
}

describe("against an exact solver", () => {
  test.each([0, 3, 6])("a room is made free whenever three moves suffice, %i of 10 stays pinned", (pinned) => {
    const made = { places: 0, refusals: 0, moves: 0 };
    fc.assert(
      fc.property(someHouse({ nights: NIGHTS, pinned }), wishes, (house, wish) => {
        const { place } = ask(house, wish);
        const fewest = fewestMoves(house, wish, MOST_MOVES);
        expect(place === undefined).toBe(fewest === undefined);
        if (place === undefined) made.refusals += 1;
        else made.places += 1;
        made.moves = Math.max(made.moves, place?.moves.length ?? 0);
      }),
      { numRuns: 1_500 },
    );
    expect(made.places).toBeGreaterThan(0);
    expect(made.refusals).toBeGreaterThan(0);
    expect(made.moves).toBeGreaterThan(1);
  });

  test("one particular room is made free whenever three moves suffice", () => {
    fc.assert(
      fc.property(someHouse({ nights: NIGHTS, pinned: 2 }), wishes, fc.nat(4), (house, wish, room) => {
        const only = room % house.rooms;
        const { place } = ask(house, wish, only);
        expect(place === undefined).toBe(fewestMoves(house, wish, MOST_MOVES, only) === undefined);
        expect(place?.ordinal ?? only).toBe(only);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("what it does", () => {
  test("nobody pinned moves, at most three do, once each, and they end in rooms that were free for them", () => {
    fc.assert(
      fc.property(someHouse({ nights: NIGHTS, pinned: 3 }), wishes, (house, wish) => {
        const { ledger, place } = ask(house, wish);
        const moves = place?.moves ?? [];
        expect(moves.length).toBeLessThanOrEqual(MOST_MOVES);
        expect(new Set(moves.map((move) => move.reservationId)).size).toBe(moves.length);
        expectSeats(ledger, afterMoves(house, moves));
        expect(rowsOf(ledger, wish).filter((row) => isTaken(row.seats, place?.ordinal ?? house.rooms))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  test("whoever finds nothing leaves the ledger and the list of who sits where as they were", () => {
    let refusals = 0;
    fc.assert(
      fc.property(someHouse({ nights: NIGHTS, pinned: 5 }), wishes, (house, wish) => {
        const { ledger, place, seated } = ask(house, wish);
        fc.pre(place === undefined);
        refusals += 1;
        const untouched = openHouse(house);
        expect(snapshot(ledger)).toEqual(snapshot(untouched.ledger));
        expect(seated).toEqual(untouched.seated.get(PAPER_TYPE));
      }),
    );
    expect(refusals).toBeGreaterThan(0);
  });

  test("who sits where follows the moves, so that a second stay can be seated after the first", () => {
    const house = {
      rooms: 2,
      nights: 4,
      stays: [
        { from: 0, to: 2, room: 0 },
        { from: 2, to: 4, room: 1 },
      ],
    };
    const { seated, place } = ask(house, { from: 0, to: 4 });
    expect(place?.moves).toHaveLength(1);
    const rooms = [...seated].flatMap(([ordinal, stays]) => stays.map(() => ordinal));
    expect(new Set(rooms).size).toBe(1);
  });

  test("the stays of the same reservation are neither moved nor counted as moves", () => {
    const house = { rooms: 1, nights: 2, stays: [{ from: 0, to: 2, room: 0 }] };
    const { ledger, seated } = openHouse(house);
    const type = ledger.type(PAPER_TYPE);
    const place = makePlace(
      ledger,
      type,
      rowsOf(ledger, { from: 0, to: 2 }),
      seated.get(PAPER_TYPE) ?? new Map(),
      stayName(0),
    );
    expect(place).toBeUndefined();
  });
});

test("a displaced stay may sit down in the room that was made free, before or after the guest", () => {
  const house = {
    rooms: 2,
    nights: 9,
    stays: [
      { from: 3, to: 6, room: 0 },
      { from: 2, to: 3, room: 1, pinned: true },
      { from: 5, to: 8, room: 1 },
    ],
  };
  expect(fewestMoves(house, { from: 2, to: 4 }, MOST_MOVES)).toBe(2);
  expect(ask(house, { from: 2, to: 4 }).place?.moves).toHaveLength(2);
});

function ask(house: PaperHouse, wish: Wish, only?: number) {
  const { ledger, seated } = openHouse(house);
  const byRoom = seated.get(PAPER_TYPE) ?? new Map();
  const place = makePlace(ledger, ledger.type(PAPER_TYPE), rowsOf(ledger, wish), byRoom, "asked", only);
  return { ledger, place, seated: byRoom };
}

function rowsOf(ledger: Ledger, { from, to }: Wish): LedgerNight[] {
  return [...ledger.type(PAPER_TYPE).nights.values()].filter(({ night }) => night >= from && night < to);
}

function afterMoves(house: PaperHouse, moves: Place["moves"]): PaperHouse {
  const stays = house.stays.map((stay, index) => {
    const move = moves.find((one) => one.reservationId === stayName(index));
    if (move === undefined) return stay;
    expect(stay.pinned).toBe(false);
    expect(move).toMatchObject({ from: stay.from, to: stay.to, fromRoomId: paperRoom(stay.room ?? -1) });
    return { ...stay, room: move.toRoomId - paperRoom(0) };
  });
  return { ...house, stays };
}

function expectSeats(ledger: Ledger, house: PaperHouse): void {
  for (const row of ledger.type(PAPER_TYPE).nights.values()) {
    for (let room = 0; room < house.rooms; room += 1) {
      const here = house.stays.filter((stay) => stay.room === room && stay.from <= row.night && row.night < stay.to);
      expect(here.length).toBeLessThanOrEqual(1);
      expect(isTaken(row.seats, room)).toBe(here.length === 1);
    }
  }
}
