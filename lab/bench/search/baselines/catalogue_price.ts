import { roundedShare } from "../../../../hotel/rates/rounding.ts";
import { weekdayOf } from "../../../../hotel/rates/book/scope.ts";
import type { Night } from "../../../../hotel/vocabulary/night.ts";
import { WEEKEND } from "../world/counters.ts";
import { INCLUDED_ADULTS } from "../world/rates.ts";
import type { CatalogueHotel, CatalogueType } from "./catalogue.ts";

/** What a stay in a room type costs, in minor units; undefined when it is restricted. */
export function catalogueTotal(
  hotel: CatalogueHotel,
  type: CatalogueType,
  stay: { readonly arrival: Night; readonly nights: number; readonly guests: number },
): number | undefined {
  const { rule } = hotel;
  if (rule === undefined) return type.basePriceMinor * stay.nights;
  const departure = stay.arrival + stay.nights;
  const first = type.own.get(stay.arrival);
  if (first !== undefined && (first.closedToArrival || first.minStayArrival > stay.nights)) return undefined;
  if (type.own.get(departure)?.closedToDeparture === true) return undefined;
  const persons = Math.max(0, stay.guests - INCLUDED_ADULTS) * rule.extraAdultMinor + stay.guests * rule.cityTaxMinor;
  let total = persons * stay.nights;
  for (let night = stay.arrival; night < departure; night += 1) {
    const usual = type.own.get(night)?.priceMinor ?? type.basePriceMinor;
    const isWeekend = (weekdayOf(night) & WEEKEND) !== 0;
    const flexible = usual + (isWeekend ? roundedShare(usual, rule.weekendBasisPoints) : 0);
    total += flexible + roundedShare(flexible, rule.saverBasisPoints);
  }
  return total;
}
