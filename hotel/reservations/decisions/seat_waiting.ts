import type { StayNight } from "../../inventory/stay_night_rows.ts";
import { businessDate } from "../../vocabulary/business_date.ts";
import type { Night } from "../../vocabulary/night.ts";
import type { Command, Facts, Verdict } from "../admission/command.ts";
import { presentReservation } from "../presentation.ts";
import type { Reservation, Stay } from "../reservation.ts";
import { changed, findReservation, type ChangeRequest } from "./change.ts";
import { eventStays } from "./event_stays.ts";
import { place, unchangedPlan, type StayPlan } from "./placing.ts";

/** The command that gives a room to stays which were accepted within the overbooking allowance without one. */
export function seatWaitingCommand(request: ChangeRequest): Command {
  const { hotelId, reservationId } = request;
  const decide = (facts: Facts): Verdict => decideSeatWaiting(request, facts);
  return { name: "seat_waiting", hotelId, reservationId, touches: [], decide };
}

/** Whether a room has become free for stays that wait for one. Where none has, nothing changes. */
export function decideSeatWaiting(request: ChangeRequest, facts: Facts): Verdict {
  const found = findReservation(facts, request);
  if (!found.found) return found.verdict;
  const { reservation, hotel } = found;
  const nothing: Verdict = {
    kind: "unchanged",
    reply: { status: 200, body: presentReservation(reservation, facts.now) },
  };
  if (roomless(reservation) === 0) return nothing;
  const { reservationId } = reservation;
  const today = businessDate(hotel, facts.now);
  const plans = reservation.stays.map((stay) => waitingPlan(stay, today));
  const placed = place(facts, { hotel, reservationId, before: reservation, plans });
  if (placed.kind === "alone") return placed;
  if (placed.kind === "refused") return nothing;
  const after = { ...reservation, stays: placed.stays };
  if (roomless(after) === roomless(reservation)) {
    // Nobody got a room: what was tried must not be written.
    return nothing;
  }
  const data = { before: eventStays(reservation.stays), after: eventStays(placed.stays) };
  const { actor } = request;
  return changed(facts, {
    before: reservation,
    after,
    actor,
    event: "reservation.room_moved",
    data,
    moves: placed.moves,
  });
}

// Nights that have passed stay as they were; a guest in the house is told the room.
function waitingPlan(stay: Stay, today: Night): StayPlan {
  const plan = unchangedPlan(stay);
  if (!stay.nights.some(isRoomless)) return plan;
  const nights = stay.status === "in_house" ? plan.nights.map((night) => ({ ...night, pinned: true })) : plan.nights;
  return { ...plan, nights, settledUntil: today };
}

function roomless({ stays }: Reservation): number {
  return stays.reduce((nights, stay) => nights + stay.nights.filter(isRoomless).length, 0);
}

function isRoomless(night: StayNight): boolean {
  return night.usedAs !== "none" && night.roomId === null;
}
