import { EVERY_PLAN } from "../book/rate_night.ts";
import { weekdayNames } from "../book/weekday_names.ts";
import { namedRestriction } from "../restrictions/rule_names.ts";
import { CELL_NAMES } from "./cell.ts";
import type { NightEdit } from "./edit_rules.ts";

/** An edit as the ledger keeps it, so that whoever asks later sees what was written and under which plans. */
export function editOnRecord({ ratePlanIds, channel, weekdays, set, clear, change }: NightEdit): object {
  return {
    rate_plan_ids: ratePlanIds.includes(EVERY_PLAN) ? null : ratePlanIds,
    channel: channel === "" ? null : channel,
    weekdays: weekdayNames(weekdays),
    set: { ...(set.priceMinor === undefined ? {} : { price: set.priceMinor }), ...namedRestriction(set) },
    clear: clear.map((key) => CELL_NAMES[key]),
    change: onRecord(change),
  };
}

function onRecord(change: NightEdit["change"]): object | null {
  if (change === undefined) return null;
  return "basisPoints" in change ? { basis_points: change.basisPoints } : { amount: change.amountMinor };
}
