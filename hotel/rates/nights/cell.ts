import type { RateNight } from "../book/rate_night.ts";
import type { Restriction } from "../book/restriction.ts";
import type { MinorUnits } from "../../vocabulary/money.ts";
import { RULE_NAMES } from "../restrictions/rule_names.ts";

/** What may be set in one cell of the rate calendar: one night of a room type, of one plan or every, on one channel or every. */
export type CellValues = Restriction & { readonly priceMinor?: MinorUnits };

/** One thing of a cell. */
export type CellKey = keyof CellValues;

/** What each thing of a cell is called in the API, in the order in which they are shown. */
export const CELL_NAMES = { priceMinor: "price", ...RULE_NAMES } as const satisfies Record<CellKey, string>;

/** The column of `rate_night` that holds each thing of a cell. */
export const CELL_COLUMNS = { priceMinor: "price_minor", ...RULE_NAMES } as const satisfies Record<CellKey, string>;

/** Everything that may be set in a cell. */
export const CELL_KEYS = Object.keys(CELL_NAMES) as readonly CellKey[];

/** The name of a thing of a cell in the API. */
export type CellName = (typeof CELL_NAMES)[CellKey];

/** What a name of the API stands for. */
export const keyOfName: ReadonlyMap<CellName, CellKey> = new Map(CELL_KEYS.map((key) => [CELL_NAMES[key], key]));

/** Only what is set of a cell, without where it is. */
export function valuesOf(row: RateNight): CellValues {
  const { roomTypeId: _type, night: _night, ratePlanId: _plan, channel: _channel, ...values } = row;
  return values;
}

/** The things in which two cells differ. */
export function differences(one: CellValues, other: CellValues): CellKey[] {
  return CELL_KEYS.filter((key) => one[key] !== other[key]);
}
