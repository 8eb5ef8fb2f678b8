import { expect, test } from "vitest";
import { Ledger, ledgerNight, type LedgerType } from "./ledger.ts";
import type { NightCounters } from "./room_night.ts";
import { roomList } from "./room_list.ts";
import { isSoldOut, SoldOutNights } from "./sold_out_nights.ts";

const FREE: NightCounters = {
  rooms: 2,
  outOfOrder: 0,
  blocked: 0,
  sold: 1,
  held: 0,
  allowance: 0,
  forced: 0,
  closed: false,
};
const FULL: NightCounters = { ...FREE, sold: 2 };

test("a night is remembered when it was full, and forgotten when it was not", () => {
  const nights = new SoldOutNights();
  expect(nights.has([touch(7, 10, 12)])).toBe(false);
  nights.learn(ledgerOf(7, { 10: FREE, 11: FULL }));
  expect(nights.has([touch(7, 10, 12)])).toBe(true);
  expect(nights.has([touch(7, 11, 12)])).toBe(true);
  nights.learn(ledgerOf(7, { 11: FREE }));
  expect(nights.has([touch(7, 10, 12)])).toBe(false);
});

test("only the nights of the stay count, and only of its type", () => {
  const nights = new SoldOutNights();
  nights.learn(ledgerOf(7, { 11: FULL }));
  expect(nights.has([touch(7, 10, 11)])).toBe(false);
  expect(nights.has([touch(7, 12, 20)])).toBe(false);
  expect(nights.has([touch(8, 11, 12)])).toBe(false);
  expect(nights.has([touch(8, 11, 12), touch(7, 9, 12)])).toBe(true);
});

test("what is kept is bounded: at its limit all is forgotten but the newest", () => {
  const nights = new SoldOutNights();
  for (let roomTypeId = 1; roomTypeId <= 101; roomTypeId += 1) {
    nights.learn(ledgerOf(roomTypeId, Object.fromEntries(Array.from({ length: 1_000 }, (_, night) => [night, FULL]))));
  }
  expect(nights.has([touch(1, 0, 1_000)])).toBe(false);
  expect(nights.has([touch(101, 0, 1_000)])).toBe(true);
});

test.each([
  ["with a room left", FREE, false],
  ["with every room sold", FULL, true],
  ["with the last one held", { ...FREE, held: 1 }, true],
  ["with the last one blocked", { ...FREE, blocked: 1 }, true],
  ["with the last one out of order", { ...FREE, outOfOrder: 1 }, true],
  ["with one to be sold above the rooms", { ...FULL, allowance: 1 }, false],
  ["forced above its limit", { ...FULL, sold: 3, forced: 1 }, true],
  ["closed", { ...FREE, closed: true }, true],
  ["not on sale", undefined, true],
])("a night %s", (_, night, soldOut) => {
  expect(isSoldOut(night)).toBe(soldOut);
});

function touch(roomTypeId: number, from: number, to: number) {
  return { hotelId: 1, roomTypeId, from, to };
}

function ledgerOf(roomTypeId: number, nights: Readonly<Record<number, NightCounters>>): Ledger {
  const rows = Object.entries(nights).map(([night, counters]) =>
    ledgerNight(Number(night), counters, new Uint32Array()),
  );
  const type: LedgerType = {
    hotelId: 1,
    roomTypeId,
    rooms: roomList([]),
    nights: new Map(rows.map((row) => [row.night, row])),
  };
  return new Ledger(new Map([[roomTypeId, type]]));
}
