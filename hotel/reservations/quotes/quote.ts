import type { Buyer } from "../../rates/stay_ask.ts";
import type { Currency } from "../../vocabulary/money.ts";
import type { WantedStay } from "../decisions/book.ts";
import type { RatedStay, RatedWish } from "../decisions/rate_stay.ts";

/** One room of a quote: what was asked for and what it costs. */
export interface QuotedStay extends RatedStay {
  readonly wish: RatedWish;
}

/** A promise of prices, kept by whoever asked for it and by nobody else. */
export interface Quote {
  readonly hotelId: number;
  readonly currency: Currency;
  /** The last instant at which it can be booked. */
  readonly expiresAt: Date;
  /** For whom it was made: the plan may be for members only. */
  readonly buyer: Buyer;
  readonly stays: readonly QuotedStay[];
}

/** The stays that a quote promises, as a booking asks for them. */
export function quotedWishes(quote: Quote, allowSplit: boolean): WantedStay[] {
  return quote.stays.map(({ wish, rate }) => ({
    roomTypeId: wish.roomTypeId,
    dates: wish.dates,
    guests: wish.party.adults + wish.party.childAges.length,
    childAges: wish.party.childAges,
    ratePlanId: rate.ratePlanId,
    extras: wish.extras,
    allowSplit,
  }));
}

/** Whether a booking that names its stays asks for what was quoted, room by room. A plan that it leaves out is the quoted one. */
export function isQuotedFor(quote: Quote, stays: readonly WantedStay[]): boolean {
  if (quote.stays.length !== stays.length) return false;
  return stays.every((stay, index) => {
    const quoted = quote.stays[index];
    return quoted !== undefined && isSameStay(quoted, stay);
  });
}

function isSameStay({ wish, rate }: QuotedStay, stay: WantedStay): boolean {
  const { adults, childAges } = wish.party;
  const sorted = (ages: readonly number[]): string => ages.toSorted((one, other) => one - other).join();
  const extras = stay.extras ?? [];
  return (
    stay.roomTypeId === wish.roomTypeId &&
    stay.dates.arrival === wish.dates.arrival &&
    stay.dates.departure === wish.dates.departure &&
    stay.guests === adults + childAges.length &&
    sorted(stay.childAges ?? []) === sorted(childAges) &&
    (stay.ratePlanId === undefined || stay.ratePlanId === rate.ratePlanId) &&
    extras.length === wish.extras.length &&
    extras.every(({ code, quantity }) => wish.extras.some((one) => one.code === code && one.quantity === quantity))
  );
}
