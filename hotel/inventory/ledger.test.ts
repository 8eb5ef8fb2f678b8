import fc from "fast-check";
import { expect, test } from "vitest";
import { counters, openHouse, PAPER_TYPE, snapshot } from "../testing/paper_house.ts";
import { Ledger, ledgerNight, type LedgerNight } from "./ledger.ts";
import { isTaken } from "./seat_map.ts";

type Step = (ledger: Ledger, row: LedgerNight) => void;

const small = fc.integer({ min: -3, max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ held: small, sold: small }).map(
    (change): Step =>
      (ledger, row) =>
        ledger.use(row, change),
  ),
  fc.record({ rooms: small, outOfOrder: small, blocked: small, allowance: small, closed: fc.boolean() }).map(
    (change): Step =>
      (ledger, row) =>
        ledger.change(row, change),
  ),
  fc.constant<Step>((ledger, row) => ledger.force(row)),
  fc.nat(70).map((ordinal): Step => (ledger, row) => {
    if (isTaken(row.seats, ordinal)) ledger.freeSeat(row, ordinal);
    else ledger.takeSeat(row, ordinal);
  }),
);
const walk = fc.array(fc.tuple(fc.nat(3), step), { maxLength: 30 });
const house = {
  rooms: 71,
  nights: 4,
  stays: [
    { from: 0, to: 3, room: 2 },
    { from: 1, to: 4, room: 65 },
  ],
};

test("taking steps back leaves no trace, from any point", () => {
  fc.assert(
    fc.property(walk, walk, (kept, undone) => {
      const { ledger } = openHouse(house);
      play(ledger, kept);
      const before = snapshot(ledger);
      const mark = ledger.mark();
      play(ledger, undone);
      ledger.takeBack(mark);
      expect(snapshot(ledger)).toEqual(before);
      ledger.takeBack(0);
      expect(snapshot(ledger)).toEqual(snapshot(openHouse(house).ledger));
      expect([...ledger.changed()]).toEqual([]);
    }),
  );
});

test("what changed and was not taken back is what is written", () => {
  const { ledger } = openHouse(house);
  const [one, other] = [rowOf(ledger, 1), rowOf(ledger, 3)];
  ledger.use(one, { held: 1, sold: 0 });
  const mark = ledger.mark();
  ledger.takeSeat(other, 5);
  ledger.takeBack(mark);
  expect([...ledger.changed()].map(({ row }) => row.night)).toEqual([1]);
});

test("forced falls with the use and never rises by it", () => {
  const row = ledgerNight(0, counters({ rooms: 2, sold: 5, forced: 3 }), new Uint32Array());
  const ledger = new Ledger(new Map());
  ledger.use(row, { held: 0, sold: -1 });
  expect(row.forced).toBe(2);
  ledger.use(row, { held: 0, sold: 1 });
  expect(row.forced).toBe(2);
  ledger.force(row);
  expect(row.forced).toBe(3);
  ledger.change(row, { rooms: 1 });
  expect(row.forced).toBe(2);
});

test("a seat is taken once and freed once", () => {
  const { ledger } = openHouse(house);
  const row = rowOf(ledger, 0);
  expect(ledger.takeSeat(row, 2)).toBe(false);
  expect(ledger.takeSeat(row, 3)).toBe(true);
  ledger.freeSeat(row, 3);
  expect(() => ledger.freeSeat(row, 3)).toThrow("is free already");
});

test("a type that was not locked is a bug, a night that is not on sale is not", () => {
  const { ledger } = openHouse(house);
  expect(() => ledger.type(2)).toThrow("without its admission lock");
  expect(ledger.night(PAPER_TYPE, 4)).toBeUndefined();
});

function play(ledger: Ledger, steps: readonly (readonly [number, Step])[]): void {
  for (const [night, one] of steps) one(ledger, rowOf(ledger, night));
}

function rowOf(ledger: Ledger, night: number): LedgerNight {
  const row = ledger.night(PAPER_TYPE, night);
  if (row === undefined) throw new RangeError(`no night ${night}`);
  return row;
}
