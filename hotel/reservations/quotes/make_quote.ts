import type { Database } from "../../database/database.ts";
import { spareRooms, whyFull, type FullNight } from "../../inventory/room_night.ts";
import { full } from "../../inventory/refusals.ts";
import type { CatalogueEntry } from "../../properties/facts.ts";
import type { Buyer } from "../../rates/stay_ask.ts";
import { explainStay, type ExplainedNight } from "../../rates/price_stay.ts";
import { accept, refuse, type Decision } from "../../vocabulary/refusal.ts";
import type { WantedStay } from "../decisions/book.ts";
import { bookable } from "../decisions/bookable.ts";
import { askOf, withOneDeadline, rateStay, wishOf } from "../decisions/rate_stay.ts";
import { countedAs, withSold, type CountedStay } from "../decisions/sold_beside.ts";
import { nightsOf } from "../../vocabulary/night.ts";
import { seeRates, type RatesSeen } from "../seen_rates.ts";
import type { Quote, QuotedStay } from "./quote.ts";

/** What somebody wants to know the price of. */
export interface QuoteRequest {
  readonly hotelId: number;
  readonly stays: readonly WantedStay[];
  readonly buyer: Buyer;
  readonly ignoreRestrictions: boolean;
  readonly horizonDays: number;
  /** How long it is honoured. */
  readonly minutes: number;
  /** Tell how each night came to its price. */
  readonly explain: boolean;
}

/** A quote, and what it was made of. */
export interface QuoteMade {
  readonly quote: Quote;
  readonly timeZone: string;
  /** For each stay, when it was asked for. */
  readonly explained: readonly (readonly ExplainedNight[])[] | undefined;
}

/**
 * What stays cost now, as a promise. Refuses what a booking would refuse now: room types that are not sold, nights beyond
 * the horizon, restrictions, rooms that are not there. Takes no room and writes nothing.
 */
export async function makeQuote(database: Database, request: QuoteRequest): Promise<Decision<QuoteMade>> {
  const { hotelId, stays } = request;
  const seen = await seeRates(database, {
    hotelId,
    roomTypeIds: stays.map(({ roomTypeId }) => roomTypeId),
    from: Math.min(...stays.map(({ dates }) => dates.arrival)),
    to: Math.max(...stays.map(({ dates }) => dates.departure)),
  });
  const quoted = quoteStays(seen, request);
  if (!quoted.accepted) return quoted;
  const lacking = lackingNights(seen, stays);
  if (lacking.length > 0) return full(lacking);
  const hotel = seen.types[0]?.hotel;
  if (hotel === undefined) return refuse("not_found", "There is no such hotel.");
  const { buyer, minutes } = request;
  const expiresAt = new Date(seen.now.getTime() + minutes * 60_000);
  const quote = { hotelId, currency: hotel.currency, expiresAt, buyer, stays: quoted.value };
  const explained = request.explain ? stays.map((stay) => explainedNights(seen, stay, buyer)) : undefined;
  return accept({ quote, timeZone: hotel.timeZone, explained });
}

// In the order of a booking: it refuses the first room that is not sold at all before it asks for prices.
function quoteStays({ facts, now }: RatesSeen, request: QuoteRequest): Decision<readonly QuotedStay[]> {
  const { stays, buyer, horizonDays } = request;
  const known = { now, roomType: (roomTypeId: number) => facts.roomType(roomTypeId) };
  const entries: CatalogueEntry[] = [];
  for (const stay of stays) {
    const entry = bookable(known, { ...stay, nights: nightsOf(stay.dates) }, horizonDays);
    if (!entry.accepted) return entry;
    entries.push(entry.value);
  }
  const quoted: QuotedStay[] = [];
  const sold: CountedStay[] = [];
  for (const [index, entry] of entries.entries()) {
    const stay = stays[index];
    if (stay === undefined) throw new RangeError("every stay has its room type");
    const wish = wishOf(stay);
    const rated = rateStay(withSold(facts, sold), entry, wish, request);
    if (!rated.accepted) return rated;
    quoted.push({ wish, ...rated.value });
    sold.push(countedAs(stay.roomTypeId, stay.dates, rated.value.rate.ratePlanId, buyer.channel));
  }
  return accept(withOneDeadline(quoted));
}

// Which rooms, and whether one is free for all nights, is the booking's to decide.
function lackingNights({ ledger }: RatesSeen, stays: readonly WantedStay[]): FullNight[] {
  const wanted = new Map<string, { roomTypeId: number; night: number; rooms: number }>();
  for (const { roomTypeId, dates } of stays) {
    for (const night of nightsOf(dates)) {
      const known = wanted.get(`${roomTypeId}/${night}`);
      wanted.set(`${roomTypeId}/${night}`, { roomTypeId, night, rooms: (known?.rooms ?? 0) + 1 });
    }
  }
  return [...wanted.values()].flatMap(({ roomTypeId, night, rooms }) => {
    const row = ledger.night(roomTypeId, night);
    const available = row === undefined || row.closed ? 0 : Math.max(0, spareRooms(row));
    return available >= rooms ? [] : [{ roomTypeId, night, reason: whyFull(row, rooms), available, wanted: rooms }];
  });
}

function explainedNights({ facts }: RatesSeen, stay: WantedStay, buyer: Buyer): readonly ExplainedNight[] {
  const explained = explainStay(facts, askOf(facts, wishOf(stay)), buyer);
  return explained.accepted ? explained.value.steps : [];
}
