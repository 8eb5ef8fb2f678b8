import type { RoomTypeFacts } from "../properties/facts.ts";
import type { MinorUnits } from "../vocabulary/money.ts";
import { nightsOf, type Night, type StayDates } from "../vocabulary/night.ts";

/** What one room of a type costs: the default plan asks the same price every night. */
export interface RatePlan {
  /** Price of one room for one night, in minor units of the hotel's currency. */
  readonly basePriceMinor: MinorUnits;
}

/** The price of one night of one room. Once booked it is frozen. */
export interface NightlyPrice {
  readonly night: Night;
  /** In minor units of the hotel's currency. */
  readonly priceMinor: MinorUnits;
}

/** What one room costs for a stay. */
export interface PricedStay {
  /** One entry for each night of the stay, in order. */
  readonly nightly: readonly NightlyPrice[];
  /** The sum of the nights, in minor units of the hotel's currency. */
  readonly totalMinor: MinorUnits;
}

/** The plan that every room type has: its base price. */
export function defaultRatePlan(roomType: Pick<RoomTypeFacts, "basePriceMinor">): RatePlan {
  return { basePriceMinor: roomType.basePriceMinor };
}

/** What one room costs on each night of a stay, and in all. */
export function priceStay(plan: RatePlan, dates: StayDates): PricedStay {
  return priced(nightsOf(dates).map((night) => ({ night, priceMinor: plan.basePriceMinor })));
}

/**
 * What a stay costs after its dates have changed: a night that was booked keeps the price it was booked at, a
 * new one takes today's. Nights that are given up no longer count.
 */
export function modifiedPrices(booked: readonly NightlyPrice[], dates: StayDates, plan: RatePlan): PricedStay {
  const frozen = new Map(booked.map(({ night, priceMinor }) => [night, priceMinor]));
  return priced(nightsOf(dates).map((night) => ({ night, priceMinor: frozen.get(night) ?? plan.basePriceMinor })));
}

function priced(nightly: readonly NightlyPrice[]): PricedStay {
  return { nightly, totalMinor: nightly.reduce((total, { priceMinor }) => total + priceMinor, 0) };
}
