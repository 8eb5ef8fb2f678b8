import type { Night } from "../vocabulary/night.ts";
import { allowanceOn, type AllowanceRule } from "./allowance.ts";
import { blocksSeat, countsOf, standingOn, type RoomTerm } from "./room_standing.ts";
import { withSeat, type SeatMap } from "./seat_map.ts";

/** A night that nobody has used yet. */
export interface NewNight {
  readonly night: Night;
  readonly rooms: number;
  readonly outOfOrder: number;
  readonly allowance: number;
  readonly seats: SeatMap;
}

/** The nights `[from, to)` of a type as its rooms and allowances make them. */
export function newNights(
  facts: { readonly rooms: readonly RoomTerm[]; readonly rule: AllowanceRule },
  from: Night,
  to: Night,
): NewNight[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => newNight(facts.rooms, facts.rule, from + index));
}

function newNight(terms: readonly RoomTerm[], rule: AllowanceRule, night: Night): NewNight {
  let rooms = 0;
  let outOfOrder = 0;
  let seats: SeatMap = new Uint32Array();
  for (const term of terms) {
    const standing = standingOn(term, night);
    rooms += countsOf(standing).rooms;
    outOfOrder += countsOf(standing).outOfOrder;
    if (blocksSeat(standing)) seats = withSeat(seats, term.ordinal, true);
  }
  return { night, rooms, outOfOrder, allowance: allowanceOn(rule, night, rooms), seats };
}
