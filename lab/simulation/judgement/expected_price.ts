import { PLANS, SAVER_LESS } from "../rates/planned_rates.ts";
import { BASE_PRICE } from "../world.ts";
import type { RatePlanCells, StayCells } from "../store/tables.ts";
import type { CommittedState } from "./state.ts";

/** What a night of a stay costs one guest by the rates in a committed state, in minor units. */
export function expectedPrice(stay: StayCells, night: number, state: CommittedState): number {
  const setFor = (ratePlanId: number): number | undefined =>
    state.rateNights.find(
      (one) =>
        one.hotelId === stay.hotelId &&
        one.roomTypeId === stay.roomTypeId &&
        one.night === night &&
        one.ratePlanId === ratePlanId,
    )?.priceMinor ?? undefined;
  if (stay.ratePlanId === PLANS.standard) return setFor(PLANS.standard) ?? BASE_PRICE;
  const flexible = (setFor(PLANS.flexible) ?? BASE_PRICE) + surchargeOf(stay.hotelId, state);
  if (stay.ratePlanId === PLANS.flexible) return flexible;
  return flexible - Math.round((flexible * SAVER_LESS) / 10_000);
}

function surchargeOf(hotelId: number, { ratePlans }: CommittedState): number {
  const plan = ratePlans.find((one) => one.hotelId === hotelId && one.ratePlanId === PLANS.flexible);
  return (plan?.terms as TermsStored | undefined)?.prices[0]?.amountMinor ?? 0;
}

type TermsStored = RatePlanCells["terms"] & { readonly prices: readonly { readonly amountMinor: number }[] };
