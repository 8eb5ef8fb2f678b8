import { release } from "../../inventory/admit.ts";
import { unused } from "../admission/books.ts";
import { cancellationFeeOf, noShowFeeOf } from "../../rates/agreement/policy_fees.ts";
import type { MinorUnits } from "../../vocabulary/money.ts";
import type { Command, Facts, KeyClaim, Verdict } from "../admission/command.ts";
import { mayBecome, mayStay } from "../life_cycle.ts";
import { presentCancellation } from "../presentation.ts";
import {
  agreementOf,
  occupanciesOf,
  pricedNights,
  pricedStays,
  statusAt,
  totalOfStay,
  type Reservation,
  type Stay,
} from "../reservation.ts";
import { changed, findReservation, refused, type ChangeRequest } from "./change.ts";
import { eventStays } from "./event_stays.ts";

/** A cancellation; staff may waive the fee. */
export interface CancellationRequest extends ChangeRequest {
  readonly waiveFee: boolean;
}

/** The command that cancels a reservation, or releases a hold. */
export function cancelCommand(request: CancellationRequest, key?: KeyClaim): Command {
  const { hotelId, reservationId } = request;
  const decide = (facts: Facts): Verdict => decideCancellation(request, facts);
  return { name: "cancel", hotelId, reservationId, touches: [], decide, ...(key === undefined ? {} : { key }) };
}

/** Whether the reservation can be cancelled and what that costs. A repeat gives the same answer. */
export function decideCancellation(request: CancellationRequest, facts: Facts): Verdict {
  const found = findReservation(facts, request);
  if (!found.found) return found.verdict;
  const { reservation } = found;
  if (reservation.status === "cancelled") {
    return { kind: "unchanged", reply: { status: 200, body: presentCancellation(reservation) } };
  }
  const held = statusAt(reservation, facts.now) === "pending";
  const possible = mayBecome(held ? "release" : "cancel", statusAt(reservation, facts.now));
  if (!possible.accepted) return refused(possible);
  const feeMinor = held || request.waiveFee ? 0 : feeOf(reservation, facts.now);
  const stays = giveBack(facts, reservation, givenUp);
  const after: Reservation = { ...reservation, status: possible.value, feeMinor, stays };
  const freed = eventStays(reservation.stays);
  const change = changed(facts, {
    before: reservation,
    after,
    actor: request.actor,
    event: held ? "reservation.hold_released" : "reservation.cancelled",
    data: held ? { stays: freed } : { stays: freed, fee_minor: feeMinor, currency: reservation.currency },
  });
  return { ...change, reply: { status: 200, body: presentCancellation(after) } };
}

/** The command that declines a hold: payment failed, or the hotel does not want it. */
export function declineCommand(request: ChangeRequest, key?: KeyClaim): Command {
  const { hotelId, reservationId } = request;
  const decide = (facts: Facts): Verdict => decideDecline(request, facts);
  return { name: "decline", hotelId, reservationId, touches: [], decide, ...(key === undefined ? {} : { key }) };
}

/** Whether the hold can be declined; its nights go back on sale and nothing is charged. */
export function decideDecline(request: ChangeRequest, facts: Facts): Verdict {
  const found = findReservation(facts, request);
  if (!found.found) return found.verdict;
  const { reservation } = found;
  const possible = mayBecome("decline", statusAt(reservation, facts.now));
  if (!possible.accepted) return refused(possible);
  const stays = giveBack(facts, reservation, givenUp);
  return changed(facts, {
    before: reservation,
    after: { ...reservation, status: possible.value, feeMinor: 0, stays },
    actor: request.actor,
    event: "reservation.hold_released",
    data: { stays: eventStays(reservation.stays) },
  });
}

/** The command by which the sweeper writes down that a hold has run out. */
export function expireCommand(request: ChangeRequest): Command {
  const { hotelId, reservationId } = request;
  const decide = (facts: Facts): Verdict => decideExpiry(request, facts);
  return { name: "expire", hotelId, reservationId, touches: [], decide };
}

/** Whether the hold has run out: state and time are looked at again under the lock. */
export function decideExpiry(request: ChangeRequest, facts: Facts): Verdict {
  const found = findReservation(facts, request);
  if (!found.found) return found.verdict;
  const { reservation } = found;
  if (reservation.status !== "pending" || statusAt(reservation, facts.now) !== "expired") {
    return { kind: "unchanged", reply: { status: 200, body: {} } };
  }
  const stays = giveBack(facts, reservation, (stay) => stay);
  return changed(facts, {
    before: reservation,
    after: { ...reservation, status: "expired", stays },
    actor: request.actor,
    event: "reservation.expired",
    data: { stays: eventStays(reservation.stays) },
  });
}

/** What cancelling costs at an instant, all stays together. */
export function feeOf(reservation: Reservation, now: Date): MinorUnits {
  let fee = 0;
  for (const stay of pricedStays(reservation.stays)) {
    const agreement = agreementOf(reservation, stay);
    // The guest of one of the rooms may not have come: nothing that is cancelled later makes that cheaper.
    const isNoShow = stay.status === "no_show";
    fee += isNoShow ? noShowFeeOf(agreement, priceOf(stay)) : cancellationFeeOf(agreement, priceOf(stay), now);
  }
  return fee;
}

/** What not coming costs, all stays together. */
export function feeOfNoShow(reservation: Reservation): MinorUnits {
  let fee = 0;
  for (const stay of pricedStays(reservation.stays)) fee += noShowFeeOf(agreementOf(reservation, stay), priceOf(stay));
  return fee;
}

function priceOf(stay: Stay): Parameters<typeof noShowFeeOf>[1] {
  return { nightly: pricedNights(stay), totalMinor: totalOfStay(stay) };
}

// A guest who did not come, or has left, has not cancelled.
function givenUp(stay: Stay): Stay {
  const status = mayStay("cancel", stay);
  return status.accepted ? { ...stay, status: status.value } : stay;
}

function giveBack(facts: Facts, reservation: Reservation, status: (stay: Stay) => Stay): Stay[] {
  release(facts.ledger, occupanciesOf(reservation));
  return reservation.stays.map((stay) => status({ ...stay, nights: stay.nights.map(unused) }));
}
