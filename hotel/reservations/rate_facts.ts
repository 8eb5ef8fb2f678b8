import type { Ledger } from "../inventory/ledger.ts";
import { physicalRooms, usedRooms, type NightCounters } from "../inventory/room_night.ts";
import type { CatalogueEntry } from "../properties/facts.ts";
import type { RateBook } from "../rates/book/rate_book.ts";
import { emptyRateBook } from "../rates/book/rate_book.ts";
import type { RateNights } from "../rates/nights/rate_night_rows.ts";
import type { PickupCounts } from "../rates/pickup_counts.ts";
import type { NightDemand, RateFacts } from "../rates/stay_ask.ts";
import type { Night } from "../vocabulary/night.ts";
import type { SoldUnder } from "./admission/sold_under.ts";

/** The rates of one or several hotels, as they were read. */
export interface RatesRead {
  /** By hotel; a hotel that has none is not in it. */
  readonly books: ReadonlyMap<number, RateBook>;
  readonly nights: RateNights;
  readonly pickup: PickupCounts;
  readonly soldUnder: SoldUnder;
}

/** What else the rates of a hotel depend on. */
export interface RateScene {
  readonly hotelId: number;
  readonly now: Date;
  readonly counters: (roomTypeId: number, night: Night) => NightCounters | undefined;
  readonly roomType: (roomTypeId: number) => CatalogueEntry | undefined;
}

/** The facts for the rules of one hotel. */
export function rateFactsOf(rates: RatesRead, { hotelId, now, counters, roomType }: RateScene): RateFacts {
  return {
    book: rates.books.get(hotelId) ?? emptyRateBook({ hotelId }),
    now,
    roomType,
    nights: (roomTypeId, night) => rates.nights.of(roomTypeId, night),
    demand: (roomTypeId, night) => demandOf(counters(roomTypeId, night)),
    pickup: (roomTypeId, night, days) => rates.pickup.rooms(roomTypeId, night, days),
    soldUnder: (roomTypeId, night, plan, channel) => rates.soldUnder.rooms(roomTypeId, night, plan, channel),
  };
}

/** The counters of nights in the working copy that is under the lock; a type that was not locked has none. */
export function countersIn(ledger: Ledger): RateScene["counters"] {
  return (roomTypeId, night) => ledger.types.get(roomTypeId)?.nights.get(night);
}

function demandOf(counters: NightCounters | undefined): NightDemand | undefined {
  if (counters === undefined) return undefined;
  return { usedRooms: usedRooms(counters), physicalRooms: physicalRooms(counters) };
}
