import type { TaxOrFee } from "../../../../hotel/rates/book/charge_rules.ts";
import type { RatePlanTerms } from "../../../../hotel/rates/book/rate_plan.ts";
import type { Night } from "../../../../hotel/vocabulary/night.ts";
import { WEEKEND } from "./counters.ts";
import { hasBook, mixed, type SearchWorldPlan } from "./plan.ts";

/**
 * What decides about the cheapest price of a stay in a hotel with a rate book. Such a hotel sells a flexible plan, a seventh dearer on
 * weekends, and the same cheaper without a refund, which is always the cheapest; a city tax comes on top.
 */
export interface PriceRule {
  readonly weekendBasisPoints: number;
  /** Off the flexible plan. */
  readonly saverBasisPoints: number;
  /** For each adult beyond two, a night. */
  readonly extraAdultMinor: number;
  /** A person and night. */
  readonly cityTaxMinor: number;
}

/** What was set for one night of a room type: a price of the flexible plan, or restrictions of every plan. */
export interface NightSetting {
  readonly priceMinor?: number;
  readonly closedToArrival?: boolean;
  readonly closedToDeparture?: boolean;
  readonly minStayArrival?: number;
}

/** Adults whom the price of a room is for in hotels with a rate book; in others it is for as many as may sleep there. */
export const INCLUDED_ADULTS = 2;

/** The rule of every hotel with a rate book. */
export const PRICE_RULE: PriceRule = {
  weekendBasisPoints: 1_500,
  saverBasisPoints: -1_000,
  extraAdultMinor: 2_000,
  cityTaxMinor: 200,
};

/** The plans are numbered through all hotels: the flexible one, and the one without a refund. */
export function planIdsOf(hotelId: number): { readonly flexible: number; readonly saver: number } {
  return { flexible: 2 * hotelId - 1, saver: 2 * hotelId };
}

/** Value added tax in the prices, and the city tax on top of them. */
export const TAXES: readonly TaxOrFee[] = [
  { kind: "vat", code: "vat", name: "VAT", basisPoints: 700, products: ["room"], included: true },
  {
    kind: "city_tax",
    code: "city_tax",
    name: "City tax",
    rate: { perPersonNightMinor: PRICE_RULE.cityTaxMinor },
    fromAge: 0,
  },
];

/** The terms of the flexible plan. */
export function flexibleTerms(): RatePlanTerms {
  const weekend = { weekdays: WEEKEND, basisPoints: PRICE_RULE.weekendBasisPoints };
  return { ...termsOf(), basis: { kind: "base" }, prices: [weekend] };
}

/** The terms of the plan without a refund. */
export function saverTerms(hotelId: number): RatePlanTerms {
  const adjustment = { basisPoints: PRICE_RULE.saverBasisPoints };
  return {
    ...termsOf(),
    basis: { kind: "derived", ratePlanId: planIdsOf(hotelId).flexible, adjustment, inheritsRestrictions: true },
    prices: [],
    cancellation: { kind: "non_refundable", fee: { kind: "full_stay" } },
    payment: { kind: "prepay" },
  };
}

function termsOf(): Omit<RatePlanTerms, "basis" | "prices"> {
  const { extraAdultMinor } = PRICE_RULE;
  return {
    mealPlan: "room_only",
    audience: { kind: "public" },
    occupancy: { includedAdults: INCLUDED_ADULTS, extraAdultMinor, children: [] },
    lengthDiscounts: [],
    leadDiscounts: [],
    dynamic: { rules: [] },
    extras: [],
    payment: { kind: "pay_at_hotel" },
    restrictions: [],
  };
}

/** What was set for the night; undefined on most nights, and always in hotels without a rate book. */
export function nightSetting(
  plan: SearchWorldPlan,
  hotelId: number,
  { roomTypeId, basePriceMinor }: { readonly roomTypeId: number; readonly basePriceMinor: number },
  night: Night,
): NightSetting | undefined {
  if (!hasBook(plan, hotelId)) return undefined;
  const bits = mixed(plan.seed, roomTypeId, night, 8);
  const priced = bits % 37 === 0;
  const [closedToArrival, closedToDeparture, minStay] = [bits % 61 === 1, bits % 97 === 2, bits % 41 === 3];
  if (!priced && !closedToArrival && !closedToDeparture && !minStay) return undefined;
  return {
    ...(priced ? { priceMinor: Math.round((basePriceMinor * (80 + ((bits >>> 8) % 90))) / 100) } : {}),
    ...(closedToArrival ? { closedToArrival } : {}),
    ...(closedToDeparture ? { closedToDeparture } : {}),
    ...(minStay ? { minStayArrival: 2 + ((bits >>> 16) & 1) } : {}),
  };
}
