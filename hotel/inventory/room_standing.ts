import type { Night, StayDates } from "../vocabulary/night.ts";
import { allowanceOn, type AllowanceRule } from "./allowance.ts";
import type { CounterChange, Ledger, LedgerNight, LedgerType } from "./ledger.ts";

/** When a physical room can be given: what its row and its out-of-order periods say. */
export interface RoomTerm {
  readonly roomId: number;
  /** Its place in the seat map. */
  readonly ordinal: number;
  /** The first night on which the hotel does not have it any more. */
  readonly retiredFrom: Night | undefined;
  /** Periods in which it cannot be slept in; they do not overlap. */
  readonly outOfOrder: readonly StayDates[];
}

/** Where a room stands on a night; `absent`: the hotel did not have it yet when the night was written. */
export type Standing = "in_service" | "out_of_order" | "retired" | "absent";

/** Where the room stands on the night. A retired room is not out of order any more. */
export function standingOn(term: RoomTerm | undefined, night: Night): Standing {
  if (term === undefined) return "absent";
  if (term.retiredFrom !== undefined && night >= term.retiredFrom) return "retired";
  const broken = term.outOfOrder.some((period) => period.arrival <= night && night < period.departure);
  return broken ? "out_of_order" : "in_service";
}

/** A room whose term changes; `before` is undefined for a new room. */
export interface TermChange {
  readonly before: RoomTerm | undefined;
  readonly after: RoomTerm;
}

/** Nights from a night on, on which the room will not be given any more, in order. */
export function lostNights(type: LedgerType, change: TermChange, from: Night): LedgerNight[] {
  return nightsFrom(type, from).filter(
    ({ night }) =>
      standingOn(change.before, night) === "in_service" && standingOn(change.after, night) !== "in_service",
  );
}

/**
 * Writes another standing of a room into the nights from a night on: rooms, rooms out of order, the allowance that
 * follows from the number of rooms, and the seat. Returns the nights that changed. Who sits there must have got up.
 */
export function changeStanding(
  ledger: Ledger,
  type: LedgerType,
  change: TermChange,
  terms: { readonly rule: AllowanceRule; readonly from: Night },
): LedgerNight[] {
  const changed: LedgerNight[] = [];
  for (const row of nightsFrom(type, terms.from)) {
    const before = standingOn(change.before, row.night);
    const after = standingOn(change.after, row.night);
    if (before === after) continue;
    changed.push(row);
    ledger.change(row, counterChange(row, before, after, terms.rule));
    if (blocksSeat(after) === blocksSeat(before)) continue;
    if (!blocksSeat(after)) ledger.freeSeat(row, change.after.ordinal);
    else if (!ledger.takeSeat(row, change.after.ordinal))
      throw new Error(`somebody still sits in room ${change.after.roomId}`);
  }
  return changed;
}

/** The nights of a type in the ledger from a night on, the earliest first. */
export function nightsFrom(type: LedgerType, from: Night): LedgerNight[] {
  return [...type.nights.values()]
    .filter(({ night }) => night >= from)
    .toSorted((one, other) => one.night - other.night);
}

/** How many rooms exist, and how many of them are out of order, by standing. */
export function countsOf(standing: Standing): { readonly rooms: number; readonly outOfOrder: number } {
  return {
    rooms: standing === "in_service" || standing === "out_of_order" ? 1 : 0,
    outOfOrder: standing === "out_of_order" ? 1 : 0,
  };
}

/** Whether the seat is taken although nobody sits there. */
export function blocksSeat(standing: Standing): boolean {
  return standing === "out_of_order" || standing === "retired";
}

function counterChange(row: LedgerNight, before: Standing, after: Standing, rule: AllowanceRule): CounterChange {
  const rooms = countsOf(after).rooms - countsOf(before).rooms;
  const outOfOrder = countsOf(after).outOfOrder - countsOf(before).outOfOrder;
  if (rooms === 0) return { outOfOrder };
  return { rooms, outOfOrder, allowance: allowanceOn(rule, row.night, row.rooms + rooms) - row.allowance };
}
