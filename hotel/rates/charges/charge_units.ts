import { lengthOfStay, type StayDates } from "../../vocabulary/night.ts";
import type { ChargeBasis } from "../book/charge_rules.ts";
import type { Party } from "../stay_ask.ts";

/** How often an amount is charged for a stay. Children count as persons, whatever their age. */
export function chargeUnits(
  basis: ChargeBasis,
  { dates, party }: { readonly dates: StayDates; readonly party: Party },
): number {
  switch (basis) {
    case "stay":
      return 1;
    case "night":
      return lengthOfStay(dates);
    case "person":
      return personsOf(party);
    case "person_night":
      return personsOf(party) * lengthOfStay(dates);
  }
}

function personsOf({ adults, childAges }: Party): number {
  return adults + childAges.length;
}
