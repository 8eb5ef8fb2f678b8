import type { Decision } from "../vocabulary/refusal.ts";
import { accept, refuse } from "../vocabulary/refusal.ts";
import type { ReservationStatus, Stay, StayStatus } from "./reservation.ts";

/** What can be done with a reservation. */
export type ReservationAction =
  | "confirm"
  | "release"
  | "decline"
  | "expire"
  | "cancel"
  | "modify"
  | "check_in"
  | "check_out"
  | "extend"
  | "move_room"
  | "mark_no_show"
  | "reinstate"
  | "pin";

/** From which states an action is possible, and where it leads; null: it stays where it is. */
export interface Transition {
  readonly from: readonly ReservationStatus[];
  readonly to: ReservationStatus | null;
}

/**
 * The life of a reservation. docs/life-cycles.md draws this table and a test holds both together. Confirming an
 * expired hold is possible as long as the rooms can be taken again in the same step.
 */
export const reservationLife: Readonly<Record<ReservationAction, Transition>> = {
  confirm: { from: ["pending", "expired"], to: "confirmed" },
  release: { from: ["pending"], to: "cancelled" },
  decline: { from: ["pending"], to: "declined" },
  expire: { from: ["pending"], to: "expired" },
  cancel: { from: ["pending", "confirmed"], to: "cancelled" },
  modify: { from: ["pending", "confirmed"], to: null },
  check_in: { from: ["confirmed", "checked_in"], to: "checked_in" },
  check_out: { from: ["checked_in"], to: "checked_out" },
  extend: { from: ["checked_in"], to: null },
  move_room: { from: ["confirmed", "checked_in"], to: null },
  mark_no_show: { from: ["confirmed", "checked_in"], to: "no_show" },
  reinstate: { from: ["cancelled", "no_show", "expired"], to: "confirmed" },
  pin: { from: ["confirmed"], to: null },
};

/** What can be done with one room of a reservation. */
export type StayAction = Exclude<ReservationAction, "confirm" | "release" | "decline" | "expire">;

/**
 * The life of one room of a reservation. A room whose guest did not come, or has left, goes its way no further with the
 * others. A hold that runs out leaves its rooms expected: they are confirmed late, or taken up again.
 */
export const stayLife: Readonly<
  Record<StayAction, { readonly from: readonly StayStatus[]; readonly to: StayStatus | null }>
> = {
  cancel: { from: ["expected"], to: "cancelled" },
  modify: { from: ["expected"], to: null },
  check_in: { from: ["expected"], to: "in_house" },
  check_out: { from: ["in_house"], to: "departed" },
  extend: { from: ["in_house"], to: null },
  move_room: { from: ["expected", "in_house"], to: null },
  mark_no_show: { from: ["expected"], to: "no_show" },
  reinstate: { from: ["cancelled", "no_show", "expected"], to: "expected" },
  pin: { from: ["expected"], to: null },
};

const SENTENCES: Readonly<Record<ReservationAction, string>> = {
  confirm: "be confirmed",
  release: "be released",
  decline: "be declined",
  expire: "expire",
  cancel: "be cancelled",
  modify: "be changed",
  check_in: "be checked in",
  check_out: "be checked out",
  extend: "be extended",
  move_room: "be moved to another room",
  mark_no_show: "be marked as a no-show",
  reinstate: "be reinstated",
  pin: "have its room pinned or unpinned",
};

/** Whether the action is possible in this state; `wrong_state` says in which ones it is. */
export function mayBecome(action: ReservationAction, status: ReservationStatus): Decision<ReservationStatus> {
  const transition = reservationLife[action];
  if (transition.from.includes(status)) return accept(transition.to ?? status);
  return refuse("wrong_state", `A reservation that is ${status} cannot ${SENTENCES[action]}.`, {
    status,
    possible_when: transition.from,
  });
}

/** Whether the action is possible for the room, and how the room stands afterwards. */
export function mayStay(action: StayAction, stay: Pick<Stay, "stayNo" | "status">): Decision<StayStatus> {
  const { from, to } = stayLife[action];
  if (from.includes(stay.status)) return accept(to ?? stay.status);
  return refuse("wrong_state", `Stay ${stay.stayNo} is ${stay.status}.`, { stay_no: stay.stayNo, status: stay.status });
}
