import type { EventType } from "../../events/catalogue.ts";
import type { EventDraft } from "../../events/outbox.ts";
import type { SeatMove } from "../../inventory/occupancy.ts";
import { seatEvents } from "../../inventory/seat_changes.ts";
import type { HotelFacts } from "../../properties/facts.ts";
import type { Actor } from "../../vocabulary/actor.ts";
import { refuse } from "../../vocabulary/refusal.ts";
import type { Change, Facts, Verdict } from "../admission/command.ts";
import { presentReservation } from "../presentation.ts";
import type { Reservation } from "../reservation.ts";

/** Who asks for a change of an existing reservation, and on which version they rely. */
export interface ChangeRequest {
  readonly hotelId: number;
  readonly reservationId: string;
  readonly actor: Actor;
  /** From If-Match; undefined: whatever version it has. */
  readonly expectedVersion?: number;
}

/** A reservation that may be changed, or why not. */
export type Found =
  | { readonly found: true; readonly reservation: Reservation; readonly hotel: HotelFacts }
  | { readonly found: false; readonly verdict: Verdict };

/** The reservation that the request names, in the version it relies on. */
export function findReservation(facts: Facts, request: ChangeRequest): Found {
  const reservation = facts.reservation(request.reservationId);
  const booked = reservation?.stays[0]?.nights[0]?.roomTypeId;
  const hotel = booked === undefined ? undefined : facts.roomType(booked)?.hotel;
  if (reservation === undefined || hotel === undefined) {
    return { found: false, verdict: refused(refuse("not_found", "There is no such reservation.")) };
  }
  if (request.expectedVersion !== undefined && request.expectedVersion !== reservation.version) {
    const refusal = refuse("version_conflict", "The reservation was changed meanwhile.", {
      version: reservation.version,
    });
    return { found: false, verdict: refused(refusal) };
  }
  return { found: true, reservation, hotel };
}

/** A refusal as a verdict. */
export function refused({ refusal }: { readonly refusal: ReturnType<typeof refuse>["refusal"] }): Verdict {
  return { kind: "refused", refusal };
}

/** What an accepted change is made of. */
export interface ChangeParts {
  readonly before: Reservation;
  readonly after: Omit<Reservation, "version" | "updatedAt">;
  readonly actor: Actor;
  readonly event: EventType;
  readonly data: object;
  readonly moves?: readonly SeatMove[];
}

/** The verdict of an accepted change: version and time raised, its event and those of re-seated stays, the reply. */
export function changed(facts: Facts, parts: ChangeParts): Change {
  const after: Reservation = { ...parts.after, version: parts.before.version + 1, updatedAt: facts.now };
  const { hotelId, reservationId } = after;
  const { actor, data, moves = [] } = parts;
  const events: EventDraft[] = [{ hotelId, type: parts.event, reservationId, actor, at: facts.now, data }];
  return {
    kind: "change",
    after,
    moves,
    events: [...events, ...seatEvents(hotelId, moves, actor, facts.now)],
    reply: { status: 200, body: presentReservation(after, facts.now) },
  };
}
