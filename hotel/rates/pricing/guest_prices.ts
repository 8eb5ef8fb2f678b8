import type { MinorUnits } from "../../vocabulary/money.ts";
import type { ChildBand } from "../book/charge_rules.ts";
import type { Adjustment, OccupancyPrices } from "../book/rate_plan.ts";
import type { Party } from "../stay_ask.ts";
import { adjusted, adjustmentWords, amountWords, increased } from "./adjustment.ts";
import { counted } from "./lead_words.ts";
import type { PriceTrace } from "./price_trace.ts";

/** What the guests of a room change on every night of their stay. */
export interface GuestPrices {
  /** Undefined: more than one guest, or nothing is taken off for one. */
  readonly singleUse: Adjustment | undefined;
  /** Beyond those that the price is for, older children among them. */
  readonly extraAdults: number;
  readonly extraAdultsMinor: MinorUnits;
  /** In one of the hotel's age bands. */
  readonly children: number;
  readonly childrenMinor: MinorUnits;
}

/** What a party changes. A child whose age is in no band of the hotel counts as an adult. */
export function guestPrices(bands: readonly ChildBand[], prices: OccupancyPrices, party: Party): GuestPrices {
  let { adults } = party;
  let childrenMinor = 0;
  for (const age of party.childAges) {
    const band = bandOf(bands, age);
    if (band === undefined) adults += 1;
    else childrenMinor += priceOf(prices, band);
  }
  const guests = party.adults + party.childAges.length;
  const extraAdults = Math.max(0, adults - prices.includedAdults);
  return {
    singleUse: guests === 1 ? prices.singleUse : undefined,
    extraAdults,
    extraAdultsMinor: extraAdults * prices.extraAdultMinor,
    children: guests - adults,
    childrenMinor,
  };
}

/** The price of a night of the room with these guests in it. */
export function withGuests(room: MinorUnits, guests: GuestPrices, trace?: PriceTrace): MinorUnits {
  let price = room;
  if (guests.singleUse !== undefined) {
    price = adjusted(price, guests.singleUse);
    trace?.add("single_use", `single use ${adjustmentWords(guests.singleUse, trace)}`, price);
  }
  if (guests.extraAdults > 0) {
    price = increased(price, guests.extraAdultsMinor);
    trace?.add("extra_adults", extraAdultsWords(guests, trace), price);
  }
  if (guests.children > 0) {
    price = increased(price, guests.childrenMinor);
    trace?.add("children", `${childrenWords(guests.children)} ${amountWords(guests.childrenMinor, trace)}`, price);
  }
  return price;
}

function bandOf(bands: readonly ChildBand[], age: number): ChildBand | undefined {
  for (const band of bands) if (age >= band.minAge && age <= band.maxAge) return band;
  return undefined;
}

function priceOf({ children }: OccupancyPrices, { band }: ChildBand): MinorUnits {
  for (const one of children) if (one.band === band) return one.priceMinor;
  return 0;
}

function extraAdultsWords({ extraAdults, extraAdultsMinor }: GuestPrices, trace: PriceTrace): string {
  return `${counted(extraAdults, "extra adult")} ${amountWords(extraAdultsMinor, trace)}`;
}

function childrenWords(count: number): string {
  return count === 1 ? "1 child" : `${count} children`;
}
