import { expect, test } from "vitest";
import type { Queryable } from "../database/database.ts";
import { ExchangeBoard } from "./exchange_board.ts";

const NOON = new Date("2027-06-01T12:00:00Z");
const A_SECOND_LATER = new Date(NOON.getTime() + 1_000);

test("rates are read again when somebody has entered some, and else not for half a minute", async () => {
  const { db, readings, answer } = ratesDatabase();
  const board = new ExchangeBoard();
  answer();
  await board.refresh(db, NOON);
  await board.refresh(db, A_SECOND_LATER);
  expect(readings()).toBe(1);
  board.doubt();
  await board.refresh(db, A_SECOND_LATER);
  expect(readings()).toBe(2);
  await board.refresh(db, new Date(NOON.getTime() + 32_000));
  expect(readings()).toBe(3);
});

test("what is told while they are read is read the next time", async () => {
  const { db, readings, answer } = ratesDatabase();
  const board = new ExchangeBoard();
  const reading = board.refresh(db, NOON);
  board.doubt();
  answer();
  await reading;
  await board.refresh(db, A_SECOND_LATER);
  expect(readings()).toBe(2);
});

test("a reading that fails is done again", async () => {
  const { db, readings, answer } = ratesDatabase();
  const board = new ExchangeBoard();
  answer(new Error("away"));
  await expect(board.refresh(db, NOON)).rejects.toThrow("away");
  await board.refresh(db, A_SECOND_LATER);
  expect(readings()).toBe(2);
});

test("of two readings the one that began later counts, whichever is answered first", async () => {
  const { db, answer } = ratesDatabase();
  const board = new ExchangeBoard();
  const early = board.refresh(db, NOON);
  board.doubt();
  await board.refresh(db, A_SECOND_LATER);
  const { table } = board;
  answer();
  await early;
  expect(board.table).toBe(table);
});

/** A database whose first reading is answered when told to, and every other at once. */
function ratesDatabase(): { db: Queryable; readings: () => number; answer: (failure?: Error) => void } {
  const first = Promise.withResolvers<{ rows: never[] }>();
  let readings = 0;
  const query = (): Promise<{ rows: never[] }> => {
    readings += 1;
    return readings === 1 ? first.promise : Promise.resolve({ rows: [] });
  };
  return {
    db: { query } as unknown as Queryable,
    readings: () => readings,
    answer: (failure) => (failure === undefined ? first.resolve({ rows: [] }) : first.reject(failure)),
  };
}
