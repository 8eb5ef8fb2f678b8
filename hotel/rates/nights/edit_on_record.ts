import { EVERY_PLAN } from "../book/rate_night.ts";
import { weekdayNames } from "../book/weekday_names.ts";
import { CELL_KEYS, CELL_NAMES, type CellValues } from "./cell.ts";
import type { NightEdit } from "./edit_rules.ts";

/** An edit as the ledger keeps it, so that whoever asks later sees what was written and under which plans. */
export function editOnRecord({ ratePlanIds, channel, weekdays, set, clear, change }: NightEdit): object {
  return {
    rate_plan_ids: ratePlanIds.includes(EVERY_PLAN) ? null : ratePlanIds,
    channel: channel === "" ? null : channel,
    weekdays: weekdayNames(weekdays),
    set: inApiSpelling(set),
    clear: clear.map((key) => CELL_NAMES[key]),
    change: onRecord(change),
  };
}

function inApiSpelling(values: CellValues): object {
  const set = CELL_KEYS.filter((key) => values[key] !== undefined);
  return Object.fromEntries(set.map((key) => [CELL_NAMES[key], values[key]]));
}

function onRecord(change: NightEdit["change"]): object | null {
  if (change === undefined) return null;
  return "basisPoints" in change ? { basis_points: change.basisPoints } : { amount: change.amountMinor };
}
