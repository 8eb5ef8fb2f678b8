import { expect, test } from "vitest";
import type { Queryable } from "../database/database.ts";
import type { PeriodicContext } from "../events/periodic.ts";
import { testDatabase } from "../testing/database.ts";
import { holdHotel } from "../testing/contention.ts";
import { openHotel, setNoon, TODAY, typeOf, type TestHotel } from "../testing/world.ts";
import { formatNight } from "../vocabulary/night.ts";
import { DAYS_KEPT, prunePastRates, type PruneRun } from "./prune_past_rates.ts";

const database = await testDatabase();
await setNoon(database);
const OLDEST = TODAY - DAYS_KEPT;

test("what was set for nights that are long past goes, and the rest stays", async () => {
  const hotel = await openHotel(database, { rooms: [1, 1] });
  for (const place of [0, 1]) await setNights(hotel, [OLDEST - 900, OLDEST - 1, OLDEST, TODAY, TODAY + 1], place);
  await prune();
  expect(await nightsSet(hotel)).toEqual([OLDEST, OLDEST, TODAY, TODAY, TODAY + 1, TODAY + 1]);
});

test("a run takes away a part, and the next one goes on where it was", async () => {
  const hotels = [await openHotel(database), await openHotel(database)];
  const past = Array.from({ length: 30 }, (_, days) => OLDEST - 1 - days);
  for (const hotel of hotels) await setNights(hotel, past);
  const left: number[] = [];
  let cursor: string | null = null;
  do {
    cursor = await prune({ cursor, steps: { types: 1, rows: 20, statements: 2 } });
    left.push((await Promise.all(hotels.map(nightsSet))).flat().length);
  } while (cursor !== null);
  expect(left.slice(0, 2).every((nights) => nights > 0)).toBe(true);
  expect(left.at(-1)).toBe(0);
});

test("nobody waits for it: it needs no lock of an admission, and holds none", async () => {
  const hotel = await openHotel(database);
  await setNights(hotel, [OLDEST - 1, TODAY]);
  const locks = await holdHotel(database, hotel);
  await prune();
  await locks.release();
  expect(await nightsSet(hotel)).toEqual([TODAY]);
});

test("of exchange rates those stay that were in force on a day that is kept, and those without a later one", async () => {
  const kept = [OLDEST - 10, OLDEST + 5, TODAY + 3];
  await exchangeRates("EUR", "USD", [OLDEST - 500, OLDEST - 11, ...kept]);
  await exchangeRates("EUR", "GBP", [OLDEST - 30, OLDEST]);
  await exchangeRates("USD", "JPY", [OLDEST - 900]);
  await prune();
  const { rows } = await database.pool.query<{ pair: string; day: number }>(
    "SELECT base || currency AS pair, valid_from - $1::date AS day FROM exchange_rate ORDER BY pair, day",
    [formatNight(OLDEST)],
  );
  expect(rows.map(({ pair, day }) => [pair, day])).toEqual([
    ["EURGBP", 0],
    ...kept.map((day) => ["EURUSD", day - OLDEST]),
    ["USDJPY", -900],
  ]);
});

test("of exchange rates a statement takes away so many and no more, and a run all of them", async () => {
  await exchangeRates(
    "CHF",
    "SEK",
    [-5, -4, -3, -2, -1].map((days) => OLDEST + days),
  );
  await exchangeRates("CHF", "NOK", [OLDEST - 2, OLDEST - 1]);
  const { db, statements } = watched();
  await prune({ db, steps: { types: 500, rows: 2, statements: 10 } });
  const deleted = statements.filter(({ text }) => text.includes("DELETE FROM exchange_rate")).map(({ rows }) => rows);
  expect(deleted).toEqual([2, 2, 1]);
  const left = await database.pool.query("SELECT FROM exchange_rate WHERE base = 'CHF'");
  expect(left.rowCount).toBe(2);
});

test("an exchange rate that somebody writes over is not waited for: it goes the next time", async () => {
  await exchangeRates("CZK", "HUF", [OLDEST - 3, OLDEST - 2, OLDEST - 1]);
  const days = async (): Promise<number | null> =>
    (await database.pool.query("SELECT FROM exchange_rate WHERE base = 'CZK'")).rowCount;
  const writing = await database.pool.connect();
  try {
    await writing.query("BEGIN");
    const day = formatNight(OLDEST - 3);
    await writing.query("UPDATE exchange_rate SET rate = 2 WHERE base = 'CZK' AND valid_from = $1", [day]);
    await prune();
    expect(await days()).toBe(2);
    await writing.query("COMMIT");
  } finally {
    writing.release();
  }
  await prune();
  expect(await days()).toBe(1);
});

test("the time is asked once for a statement: asked for every night, it would have to read them all", async () => {
  const { db, statements } = watched();
  await prune({ db });
  expect(statements).toHaveLength(2);
  for (const { text, values } of statements) {
    const { rows } = await database.pool.query<Record<"QUERY PLAN", string>>(`EXPLAIN ${text}`, values);
    expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).not.toContain("hotel_now");
  }
});

test("a run that is told to stop stops", async () => {
  await expect(prune({ signal: AbortSignal.abort(new Error("the program stops")) })).rejects.toThrow(
    "the program stops",
  );
});

async function prune({ db = database.pool, ...run }: Partial<PruneRun & { db: Queryable }> = {}): Promise<
  string | null
> {
  let kept: string | null = null;
  const keepCursor: PeriodicContext["keepCursor"] = (cursor) => {
    kept = cursor;
    return Promise.resolve();
  };
  await prunePastRates(db, { signal: new AbortController().signal, cursor: null, ...run, keepCursor });
  return kept;
}

interface Sent {
  readonly text: string;
  readonly values: unknown[];
  readonly rows: number | null;
}

/** The database, and what it was sent. */
function watched(): { readonly db: Queryable; readonly statements: Sent[] } {
  const statements: Sent[] = [];
  const query = async (text: string, values: unknown[]): Promise<unknown> => {
    const result = await database.pool.query(text, values);
    statements.push({ text, values, rows: result.rowCount });
    return result;
  };
  return { db: { query } as unknown as Queryable, statements };
}

async function setNights(hotel: TestHotel, nights: readonly number[], place = 0): Promise<void> {
  await database.pool.query(
    `INSERT INTO rate_night (hotel_id, room_type_id, night, rate_plan_id, closed)
     SELECT $1, $2, night, -1, true FROM unnest($3::date[]) AS t (night)`,
    [hotel.hotelId, typeOf(hotel, place).roomTypeId, nights.map(formatNight)],
  );
}

async function nightsSet({ hotelId }: TestHotel): Promise<number[]> {
  const { rows } = await database.pool.query<{ day: number }>(
    "SELECT night - $2::date AS day FROM rate_night WHERE hotel_id = $1 ORDER BY night",
    [hotelId, formatNight(TODAY)],
  );
  return rows.map(({ day }) => TODAY + day);
}

async function exchangeRates(base: string, currency: string, days: readonly number[]): Promise<void> {
  await database.pool.query(
    "INSERT INTO exchange_rate (base, currency, valid_from, rate) SELECT $1, $2, day, 1.5 FROM unnest($3::date[]) AS t (day)",
    [base, currency, days.map(formatNight)],
  );
}
