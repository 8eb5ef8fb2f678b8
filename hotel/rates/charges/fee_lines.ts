import type { StayDates } from "../../vocabulary/night.ts";
import type { TaxOrFee } from "../book/charge_rules.ts";
import type { Charge } from "../priced_stay.ts";
import type { Party } from "../stay_ask.ts";
import { chargeUnits } from "./charge_units.ts";

/** The fees that everybody pays, in the order of the book; never included in another line. */
export function feeLines(
  rules: readonly TaxOrFee[],
  stay: { readonly dates: StayDates; readonly party: Party },
): Charge[] {
  const lines: Charge[] = [];
  for (const rule of rules) {
    if (rule.kind !== "fee") continue;
    const { code, name } = rule;
    const amountMinor = rule.amountMinor * chargeUnits(rule.per, stay);
    if (amountMinor !== 0) lines.push({ kind: "fee", code, name, quantity: 1, amountMinor, included: false });
  }
  return lines;
}
