import { invalidField } from "../../properties/field_error.ts";
import { MAX_PRICE_MINOR } from "../../properties/room_type_rules.ts";
import { formatNight, type Night, type StayDates } from "../../vocabulary/night.ts";
import { accept, type Decision } from "../../vocabulary/refusal.ts";
import type { Adjustment } from "../book/rate_plan.ts";
import { weekdayOf, type Weekdays } from "../book/scope.ts";
import { changeOf } from "../pricing/adjustment.ts";
import { LEAST_AND_MOST } from "../restrictions/rule_names.ts";
import { CELL_NAMES, differences, type CellKey, type CellValues } from "./cell.ts";

/** One change of many cells: every night, room type and plan that it names. */
export interface NightEdit {
  readonly nights: StayDates;
  readonly weekdays: Weekdays;
  /** Each once. */
  readonly roomTypeIds: readonly number[];
  /** Each once; `EVERY_PLAN` stands for the cell of every plan. */
  readonly ratePlanIds: readonly number[];
  /** Empty: every channel. */
  readonly channel: string;
  /** What to write. */
  readonly set: CellValues;
  /** What to take away. */
  readonly clear: readonly CellKey[];
  /** How to change the prices that are set. */
  readonly change?: Adjustment;
}

/** One cell that becomes another. */
export interface CellChange {
  readonly roomTypeId: number;
  readonly night: Night;
  readonly ratePlanId: number;
  readonly before: CellValues;
  /** Without anything set: the cell is no more. */
  readonly after: CellValues;
}

/** A part of an edit that is worked out at once. */
export interface EditPart {
  readonly roomTypeId: number;
  readonly nights: StayDates;
}

/** What is set in a cell of the part now. */
export type CellLookup = (night: Night, ratePlanId: number) => CellValues | undefined;

/** How many cells an edit is about, whether they change or not. */
export function cellsOf(edit: NightEdit): number {
  let nights = 0;
  for (let night = edit.nights.arrival; night < edit.nights.departure; night += 1) {
    if (isMeant(edit, night)) nights += 1;
  }
  return nights * edit.roomTypeIds.length * edit.ratePlanIds.length;
}

/** An edit in parts of at most so many cells, in the order of room type and night: nothing else waits long for one of them. */
export function partsOf(edit: NightEdit, mostCells: number): EditPart[] {
  const { arrival, departure } = edit.nights;
  const step = Math.max(1, Math.floor(mostCells / edit.ratePlanIds.length));
  return edit.roomTypeIds.flatMap((roomTypeId) =>
    Array.from({ length: Math.ceil((departure - arrival) / step) }, (_, index) => {
      const from = arrival + index * step;
      return { roomTypeId, nights: { arrival: from, departure: Math.min(departure, from + step) } };
    }),
  );
}

/**
 * What an edit changes in one of its parts: only cells that become different, in the order of night and plan. Refuses with
 * `invalid_request` when a price would leave its bounds or a cell would ask for more nights or days than it allows.
 */
export function changesIn(edit: NightEdit, { roomTypeId, nights }: EditPart, now: CellLookup): Decision<CellChange[]> {
  const changes: CellChange[] = [];
  for (let night = nights.arrival; night < nights.departure; night += 1) {
    if (!isMeant(edit, night)) continue;
    for (const ratePlanId of edit.ratePlanIds) {
      const before = now(night, ratePlanId) ?? EMPTY;
      const after = edited(edit, before);
      if (differences(before, after).length === 0) continue;
      const problem = problemOf(after);
      if (problem !== undefined) return impossible(problem, roomTypeId, night);
      changes.push({ roomTypeId, night, ratePlanId, before, after });
    }
  }
  return accept(changes);
}

const EMPTY: CellValues = {};

function isMeant(edit: NightEdit, night: Night): boolean {
  return (edit.weekdays & weekdayOf(night)) !== 0;
}

function edited(edit: NightEdit, before: CellValues): CellValues {
  const after: { -readonly [Key in CellKey]?: CellValues[Key] } = { ...before, ...edit.set };
  for (const key of edit.clear) delete after[key];
  if (edit.change !== undefined && after.priceMinor !== undefined) {
    after.priceMinor += changeOf(after.priceMinor, edit.change);
  }
  return after;
}

interface Problem {
  readonly field: string;
  readonly rule: string;
  readonly words: string;
}

function problemOf(cell: CellValues): Problem | undefined {
  if (cell.priceMinor !== undefined && (cell.priceMinor < 0 || cell.priceMinor > MAX_PRICE_MINOR)) {
    const words = cell.priceMinor < 0 ? "the price would be below 0" : "the price would be too high";
    return { field: "/change", rule: "price", words };
  }
  for (const [least, most] of LEAST_AND_MOST) {
    const [low, high] = [cell[least], cell[most]];
    if (low === undefined || high === undefined || low <= high) continue;
    const words = `${CELL_NAMES[least]} would be ${low} and ${CELL_NAMES[most]} ${high}`;
    return { field: "/set", rule: "range", words };
  }
  return undefined;
}

function impossible({ field, rule, words }: Problem, roomTypeId: number, night: Night): Decision<never> {
  const message = `On ${formatNight(night)} in room type ${roomTypeId} ${words}.`;
  return invalidField(field, rule, message);
}
