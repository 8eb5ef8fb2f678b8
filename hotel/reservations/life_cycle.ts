import type { Decision } from "../vocabulary/refusal.ts";
import { accept, refuse } from "../vocabulary/refusal.ts";
import type { ReservationStatus, StayStatus } from "./reservation.ts";

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

/** The life of one room of a reservation, for the actions that concern single rooms. */
export const stayLife: Readonly<Record<"check_in" | "check_out" | "mark_no_show" | "reinstate", {
  readonly from: readonly StayStatus[];
  readonly to: StayStatus;
}>> = {
  check_in: { from: ["expected"], to: "in_house" },
  check_out: { from: ["in_house"], to: "departed" },
  mark_no_show: { from: ["expected"], to: "no_show" },
  reinstate: { from: ["cancelled", "no_show"], to: "expected" },
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
