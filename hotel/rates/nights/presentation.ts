import { toDecimal, type Currency } from "../../vocabulary/money.ts";
import { formatNight } from "../../vocabulary/night.ts";
import { EVERY_PLAN, type RateNight } from "../book/rate_night.ts";
import { namedRestriction } from "../restrictions/rule_names.ts";
import { valuesOf, type CellValues } from "./cell.ts";
import type { CellChange } from "./edit_rules.ts";
import type { CellPlace } from "./list_cells.ts";
import type { CellBody } from "./schemas.ts";

/** Where a cell lies, as the API shows it. */
interface ShownPlace {
  readonly room_type_id: number;
  readonly date: string;
  readonly rate_plan_id: number | null;
  readonly channel: string | null;
}

/** A cell as the API shows it: what is not set is left out. */
export function showCell(cell: RateNight, currency: Currency): ShownPlace & CellBody {
  return { ...showPlace(cell, cell.channel), ...showValues(valuesOf(cell), currency) };
}

/** What happens to a cell, as the API shows it. */
export function showChange(
  change: CellChange,
  channel: string,
  currency: Currency,
): ShownPlace & { readonly before: CellBody; readonly after: CellBody } {
  const { before, after } = change;
  return {
    ...showPlace(change, channel),
    before: showValues(before, currency),
    after: showValues(after, currency),
  };
}

/** A place as a cursor. */
export function showCellCursor(place: CellPlace): string {
  return [place.roomTypeId, place.date, place.ratePlanId, place.channel].join(".");
}

function showPlace(cell: Pick<RateNight, "roomTypeId" | "night" | "ratePlanId">, channel: string): ShownPlace {
  return {
    room_type_id: cell.roomTypeId,
    date: formatNight(cell.night),
    rate_plan_id: cell.ratePlanId === EVERY_PLAN ? null : cell.ratePlanId,
    channel: channel === "" ? null : channel,
  };
}

function showValues(values: CellValues, currency: Currency): CellBody {
  const { priceMinor } = values;
  const price = priceMinor === undefined ? {} : { price: toDecimal(priceMinor, currency) };
  return { ...price, ...namedRestriction(values) };
}
