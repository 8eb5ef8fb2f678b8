import type { MinorUnits } from "../../vocabulary/money.ts";
import type { CityTax } from "../book/charge_rules.ts";
import { isInScope } from "../book/scope.ts";
import type { NightlyPrice } from "../priced_stay.ts";
import { roundedPart, roundedShare } from "../rounding.ts";
import type { Party } from "../stay_ask.ts";
import { priceOf } from "./extra_lines.ts";

/** The part of a stay that city tax depends on. */
export interface TaxedNights {
  readonly roomTypeId: number;
  readonly party: Party;
  readonly nightly: readonly NightlyPrice[];
}

/**
 * The city tax of a stay: for each night in its scope, at most the first so many of them, an amount for each person who is not
 * exempt, or a share of the price of the room. The share is of the room alone, without the extras that are in its price, for
 * everybody in it; it is rounded once.
 *
 * @param inRoom how much of the price of the nights is for extras
 */
export function cityTaxOf(tax: CityTax, stay: TaxedNights, inRoom: MinorUnits): MinorUnits {
  const nights = taxedNights(tax, stay);
  if ("perPersonNightMinor" in tax.rate) {
    return tax.rate.perPersonNightMinor * liablePersons(tax, stay.party) * nights.length;
  }
  return roundedShare(roomPrice(nights, stay.nightly, inRoom), tax.rate.basisPoints);
}

function taxedNights({ scope, mostNights }: CityTax, { nightly, roomTypeId }: TaxedNights): readonly NightlyPrice[] {
  const inScope = scope === undefined ? nightly : nightly.filter(({ night }) => isInScope(scope, roomTypeId, night));
  return mostNights === undefined ? inScope : inScope.slice(0, mostNights);
}

function liablePersons({ fromAge }: CityTax, { adults, childAges }: Party): number {
  let persons = adults;
  for (const age of childAges) if (age >= fromAge) persons += 1;
  return persons;
}

// Extras are in the price of the stay and of no single night: they weigh on each night by its price.
function roomPrice(taxed: readonly NightlyPrice[], nightly: readonly NightlyPrice[], inRoom: MinorUnits): MinorUnits {
  const whole = priceOf(nightly);
  return inRoom === 0 ? priceOf(taxed) : roundedPart(whole - inRoom, priceOf(taxed), whole);
}
