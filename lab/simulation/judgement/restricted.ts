import { PLANS } from "../rates/planned_rates.ts";
import type { Try } from "../callers.ts";
import type { RateNightCells, StayNightCells } from "../store/tables.ts";
import { isOnPlan } from "./rate_faults.ts";
import type { CommittedState } from "./state.ts";

/** A room that somebody wants or has, `[from, to)`; without a plan under the hotel's default. */
export interface RoomUnderPlan {
  readonly roomTypeId: number;
  readonly from: number;
  readonly to: number;
  readonly ratePlanId: number | undefined;
}

/** Who asks, and when. */
type Asking = Pick<Try, "call" | "reservationId" | "submittedNow">;

/** Whether a night of the rooms is closed in a committed state, or a limit leaves no place for all of them beside the others. */
export function isRestricted(rooms: readonly RoomUnderPlan[], state: CommittedState, one: Asking): boolean {
  return state.rateNights.some((set) => {
    const wanted = rooms.filter((room) => isWithin(set, room, defaultPlan(state, set.hotelId))).length;
    if (wanted === 0) return false;
    return set.closed === true || (set.sellLimit !== null && soldToOthers(set, state, one) + wanted > set.sellLimit);
  });
}

function defaultPlan({ rateBooks }: CommittedState, hotelId: number): number {
  return rateBooks.find((book) => book.hotelId === hotelId)?.defaultRatePlanId ?? PLANS.standard;
}

function isWithin({ roomTypeId, night, ratePlanId }: RateNightCells, room: RoomUnderPlan, plan: number): boolean {
  const isThere = room.roomTypeId === roomTypeId && room.from <= night && night < room.to;
  return isThere && isOnPlan(ratePlanId, room.ratePlanId ?? plan);
}

// Holds that had run out when the request came stand in nobody's way.
function soldToOthers(
  limit: RateNightCells,
  { stayNights, stays, holds }: CommittedState,
  { reservationId, submittedNow, call }: Asking,
): number {
  // A change gives back its first room, and keeps the others.
  const isOwn = (used: StayNightCells): boolean =>
    used.reservationId === reservationId && (call.wish.kind !== "modify" || used.stayNo === 1);
  return stayNights.filter((used) => {
    if (used.night !== limit.night || used.usedAs === "none" || isOwn(used)) return false;
    const stay = stays.find((own) => own.reservationId === used.reservationId && own.stayNo === used.stayNo);
    const hasLapsed =
      used.usedAs === "held" &&
      holds.some((hold) => hold.reservationId === used.reservationId && hold.expiresAt <= submittedNow);
    return !hasLapsed && stay?.roomTypeId === limit.roomTypeId && isOnPlan(limit.ratePlanId, stay.ratePlanId);
  }).length;
}
