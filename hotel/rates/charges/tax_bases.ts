import type { MinorUnits } from "../../vocabulary/money.ts";
import type { Product } from "../book/charge_rules.ts";
import type { Charge, NightlyPrice } from "../priced_stay.ts";
import { includedInRoom, priceOf, type ExtraLine } from "./extra_lines.ts";

/** What was sold of each product in a stay. */
export type TaxBases = Readonly<Record<Product, MinorUnits>>;

/**
 * The price of a stay by product. An extra that is in the price of the room is taxed as what it is, and the room as what is
 * left. City tax is no product: it is not taxed.
 */
export function taxBases(
  nightly: readonly NightlyPrice[],
  extras: readonly ExtraLine[],
  fees: readonly Charge[],
): TaxBases {
  const bases = { room: priceOf(nightly) - includedInRoom(extras), meal: 0, extra: 0, fee: 0 };
  for (const { product, charge } of extras) bases[product] += charge.amountMinor;
  for (const { amountMinor } of fees) bases.fee += amountMinor;
  return bases;
}
