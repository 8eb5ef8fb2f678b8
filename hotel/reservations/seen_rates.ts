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
import { bookStampsStatement, KnownRateBooks, type BookStamp } from "../rates/known_rate_books.ts";
import type { RateFacts } from "../rates/stay_ask.ts";
import type { Night } from "../vocabulary/night.ts";
import { readRates } from "./admission/read_rates.ts";
import { countersIn, rateFactsOf } from "./rate_facts.ts";

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

const TYPES =
  "SELECT room_type_id FROM room_type WHERE hotel_id = $1 AND ($2::int[] IS NULL OR room_type_id = ANY ($2))";

/** Reads them in one snapshot, so that book, nights and counters belong together. */
export function seeRates(database: Database, asked: SightAsked): Promise<RatesSeen> {
  return inTransaction(database, (tx) => read(tx, asked), { snapshot: true });
}

async function read(tx: Queryable & Parameters<typeof readRates>[0], asked: SightAsked): Promise<RatesSeen> {
  const { hotelId, roomTypeIds, from, to } = asked;
  const { rows } = await tx.query<{ room_type_id: number }>(TYPES, [hotelId, roomTypeIds ?? null]);
  const touches = rows.map(({ room_type_id: roomTypeId }): Touch => ({ hotelId, roomTypeId, from, to }));
  const types = await loadCatalogue(tx, touches);
  const stamps = await tx.query<BookStamp>(bookStampsStatement([hotelId]));
  const rates = await readRates(
    tx,
    { touches },
    { bookStamps: stamps.rows, rateNights: [], withNights: new Set() },
    new KnownRateBooks(),
  );
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
