import type { Try } from "../callers.ts";
import type { WantedRoom } from "../requests.ts";
import { TODAY } from "../today.ts";
import { isRestricted, type RoomUnderPlan } from "./restricted.ts";
import type { CommittedState } from "./state.ts";

/** A request, as far as its reasons depend on it. */
export type Asking = Pick<Try, "call" | "reservationId" | "submittedNow">;

/** A night of a type. */
interface TypeNight {
  readonly roomTypeId: number;
  readonly night: number;
}

/**
 * Which refusals of a request there is a reason for in a committed state, computed from its rows alone; `unchanged`: the request may be
 * accepted without doing anything.
 */
export function reasonsToRefuse(one: Asking, state: CommittedState): string[] {
  const { wish } = one.call;
  // Whoever sets rates has read a version before anybody here could see which.
  if (wish.kind === "set_rates") return ["version_conflict"];
  if ("rooms" in wish) {
    const full = isFull(wish.rooms.flatMap(nightsOf), state, one) ? ["no_availability"] : [];
    return isRestricted(wish.rooms.map(roomAsked), state, one) ? [...full, "restricted"] : full;
  }
  const reservation = state.reservations.find(({ reservationId }) => reservationId === one.reservationId);
  if (reservation === undefined) return ["not_found"];
  const hasLapsed = reservation.status === "pending" && (reservation.expiresAt ?? 0) <= state.now;
  const status = hasLapsed ? "expired" : reservation.status;
  const reasons: string[] = [];
  if (!POSSIBLE[wish.kind].includes(status)) reasons.push("wrong_state");
  if (UNCHANGED[wish.kind]?.includes(reservation.status) === true) reasons.push("unchanged");
  if (wish.kind === "expire" && !hasLapsed) reasons.push("unchanged");
  if (wish.kind === "confirm" && status === "expired" && isFull(ownNights(state, one), state, one)) {
    reasons.push("hold_expired");
  }
  if (wish.kind === "confirm" && status === "expired" && isRestricted(ownRooms(state, one), state, one)) {
    reasons.push("hold_expired");
  }
  if (wish.kind === "modify" && isFull(nightsOf(wish.to), state, one)) reasons.push("no_availability");
  const [own] = ownRooms(state, one);
  const to = wish.kind === "modify" ? { ...roomAsked(wish.to), ratePlanId: own?.ratePlanId } : undefined;
  if (to !== undefined && isRestricted([to], state, one)) reasons.push("restricted");
  return reasons;
}

function roomAsked(room: WantedRoom): RoomUnderPlan {
  const from = TODAY + room.from;
  return { roomTypeId: room.roomTypeId, from, to: from + room.nights, ratePlanId: room.ratePlanId };
}

function ownRooms({ stays }: CommittedState, { reservationId }: Asking): RoomUnderPlan[] {
  return stays.filter((stay) => stay.reservationId === reservationId);
}

const POSSIBLE: Readonly<Record<"confirm" | "cancel" | "decline" | "expire" | "modify", readonly string[]>> = {
  confirm: ["pending", "expired", "confirmed"],
  cancel: ["pending", "confirmed", "cancelled"],
  decline: ["pending"],
  expire: ["pending", "expired", "confirmed", "cancelled", "declined"],
  modify: ["pending", "confirmed"],
};

const UNCHANGED: Readonly<Record<string, readonly string[]>> = { confirm: ["confirmed"], cancel: ["cancelled"] };

function nightsOf({ roomTypeId, from, nights }: WantedRoom): TypeNight[] {
  return Array.from({ length: nights }, (_, index) => ({ roomTypeId, night: TODAY + from + index }));
}

function ownNights({ stayNights }: CommittedState, { reservationId }: Asking): TypeNight[] {
  return stayNights.filter((night) => night.reservationId === reservationId);
}

function isFull(wanted: readonly TypeNight[], state: CommittedState, one: Asking): boolean {
  return wanted.some(({ roomTypeId, night }) => {
    const row = state.nights.find((found) => found.roomTypeId === roomTypeId && found.night === night);
    if (row === undefined) return true;
    const rooms = wanted.filter((other) => other.roomTypeId === roomTypeId && other.night === night).length;
    return usedByOthers({ roomTypeId, night }, state, one) + rooms > row.rooms + row.allowance;
  });
}

// Holds that had run out when the request came stand in nobody's way, nor does what the request itself gives back.
function usedByOthers({ roomTypeId, night }: TypeNight, state: CommittedState, one: Asking): number {
  const isOwn = (reservationId: string, stayNo: number): boolean =>
    reservationId === one.reservationId && (one.call.wish.kind !== "modify" || stayNo === 1);
  const hasLapsed = (reservationId: string): boolean =>
    state.holds.some(
      (hold) =>
        hold.reservationId === reservationId && hold.roomTypeId === roomTypeId && hold.expiresAt <= one.submittedNow,
    );
  return state.stayNights.filter(
    (found) =>
      found.night === night &&
      found.roomTypeId === roomTypeId &&
      found.usedAs !== "none" &&
      !isOwn(found.reservationId, found.stayNo) &&
      !hasLapsed(found.reservationId),
  ).length;
}
