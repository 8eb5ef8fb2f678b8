import type { Database, Queryable } from "../database/database.ts";
import { inTransaction } from "../database/transaction.ts";
import { nowStatement } from "../events/clock.ts";
import type { Touch } from "../inventory/admission_lock.ts";
import type { Ledger } from "../inventory/ledger.ts";
import {
  hadLapsedHolds,
  ledgerBySight,
  seeLapsedHolds,
  seeNights,
  withoutLapsed,
  type LapsedNightRow,
  type SeenNightRow,
} from "../inventory/seen_nights.ts";
import { loadCatalogue, type CatalogueEntry } from "../properties/facts.ts";
import { roomTypeIdsOf } from "../properties/find_room_types.ts";
import { rateNightsStatement, type RateNightRow } from "../rates/nights/rate_night_rows.ts";
import { loadRateBooks } from "../rates/plans/rate_book_rows.ts";
import type { RateFacts } from "../rates/stay_ask.ts";
import type { Night } from "../vocabulary/night.ts";
import { NO_RATES, readRatesOf } from "./admission/read_rates.ts";
import { countersIn, rateFactsOf, type RatesRead } from "./rate_facts.ts";

/** What to look at: nights `[from, to)` of a hotel. */
export interface SightAsked {
  readonly hotelId: number;
  /** Undefined: every room type of the hotel. */
  readonly roomTypeIds?: readonly number[];
  readonly from: Night;
  readonly to: Night;
}

/** Rates and counters of some nights as they were at one moment, read without a lock: for telling, not for deciding. */
export interface RatesSeen {
  readonly now: Date;
  readonly facts: RateFacts;
  /** In order of id. */
  readonly types: readonly CatalogueEntry[];
  /** Without the rooms of holds that had run out: whoever books finds them free. */
  readonly ledger: Ledger;
}

/** Reads them in one snapshot, so that book, nights and counters belong together. */
export function seeRates(database: Database, asked: SightAsked): Promise<RatesSeen> {
  return inTransaction(database, (tx) => read(tx, asked), { snapshot: true });
}

async function read(tx: Queryable, { hotelId, roomTypeIds, from, to }: SightAsked): Promise<RatesSeen> {
  const ids = roomTypeIds === undefined ? await roomTypeIdsOf(tx, hotelId) : [...new Set(roomTypeIds)];
  const types = await loadCatalogue(
    tx,
    ids.map((roomTypeId) => ({ hotelId, roomTypeId })),
  );
  const touches = types.map(({ roomType: { roomTypeId } }): Touch => ({ hotelId, roomTypeId, from, to }));
  const rates = await readRates(tx, hotelId, touches);
  const nights = await tx.query<SeenNightRow>(seeNights(touches));
  const now = (await tx.query<{ now: Date }>(nowStatement)).rows[0]?.now ?? new Date(Number.NaN);
  const ledger = ledgerBySight(touches, nights.rows);
  if (hadLapsedHolds(nights.rows, now)) {
    withoutLapsed(ledger, (await tx.query<LapsedNightRow>(seeLapsedHolds(touches, now))).rows);
  }
  const byId = new Map(types.map((entry) => [entry.roomType.roomTypeId, entry]));
  const roomType = (roomTypeId: number): CatalogueEntry | undefined => byId.get(roomTypeId);
  return {
    now,
    facts: rateFactsOf(rates, { hotelId, now, counters: countersIn(ledger), roomType }),
    types: types.toSorted((one, other) => one.roomType.roomTypeId - other.roomType.roomTypeId),
    ledger,
  };
}

async function readRates(tx: Queryable, hotelId: number, touches: readonly Touch[]): Promise<RatesRead> {
  const books = await loadRateBooks(tx, [hotelId]);
  if (books.size === 0 || touches.length === 0) return NO_RATES;
  const nights = await tx.query<RateNightRow>(rateNightsStatement(touches));
  return readRatesOf(tx, touches, books, nights.rows);
}
