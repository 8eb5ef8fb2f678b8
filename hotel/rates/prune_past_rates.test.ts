import { expect, test } from "vitest";
import type { PeriodicContext } from "../events/periodic.ts";
import { testDatabase } from "../testing/database.ts";
import { holdHotel } from "../testing/contention.ts";
import { openHotel, setNoon, TODAY, typeOf, type TestHotel } from "../testing/world.ts";
import { formatNight } from "../vocabulary/night.ts";
import { DAYS_KEPT, prunePastRates } from "./prune_past_rates.ts";

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

test("a run that is told to stop stops", async () => {
  await expect(prune({ signal: AbortSignal.abort(new Error("the program stops")) })).rejects.toThrow(
    "the program stops",
  );
});

async function prune(run: Partial<Parameters<typeof prunePastRates>[1]> = {}): Promise<string | null> {
  let kept: string | null = null;
  const keepCursor: PeriodicContext["keepCursor"] = (cursor) => {
    kept = cursor;
    return Promise.resolve();
  };
  await prunePastRates(database.pool, { signal: new AbortController().signal, cursor: null, ...run, keepCursor });
  return kept;
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
