import { STANDARD_PLAN } from "../../rates/book/rate_plan.ts";
import type { RestrictionInTheWay } from "../../rates/restrictions/allow_stay.ts";
import type { RateFacts } from "../../rates/stay_ask.ts";
import { nightsOf } from "../../vocabulary/night.ts";
import { refuse } from "../../vocabulary/refusal.ts";
import type { Command, Facts, KeyClaim, Verdict } from "../admission/command.ts";
import { mayBecome } from "../life_cycle.ts";
import { presentReservation } from "../presentation.ts";
import { pricedNights, statusAt, type Reservation, type Stay } from "../reservation.ts";
import { bookable } from "./bookable.ts";
import { changed, findReservation, refused, type ChangeRequest } from "./change.ts";
import { eventStays } from "./event_stays.ts";
import { place, type StayPlan } from "./placing.ts";
import { sellLimitsReached } from "./rerate_stay.ts";
import { countedAs, withSold, type CountedStay } from "./sold_beside.ts";

/** The command that turns a hold into a sale. A hold that has run out tries to take its rooms again. */
export function confirmCommand(request: ChangeRequest, key?: KeyClaim): Command {
  const { hotelId, reservationId } = request;
  const decide = (facts: Facts): Verdict => decideConfirmation(request, facts);
  return { name: "confirm", hotelId, reservationId, touches: [], decide, ...(key === undefined ? {} : { key }) };
}

/** Whether the hold can be confirmed. Confirming what is confirmed changes nothing and is no error. */
export function decideConfirmation(request: ChangeRequest, facts: Facts): Verdict {
  const found = findReservation(facts, request);
  if (!found.found) return found.verdict;
  const { reservation, hotel } = found;
  if (reservation.status === "confirmed") {
    return { kind: "unchanged", reply: { status: 200, body: presentReservation(reservation, facts.now) } };
  }
  const wasExpired = statusAt(reservation, facts.now) === "expired";
  const possible = mayBecome("confirm", statusAt(reservation, facts.now));
  if (!possible.accepted) return refused(possible);
  if (wasExpired && !reservation.stays.every((stay) => isStillSold(stay, facts)))
    return holdExpired(reservation, undefined);
  const reached = wasExpired ? limitsReached(facts.rates, reservation) : [];
  if (reached.length > 0) return holdExpired(reservation, { restrictions: reached });
  const placed = place(facts, {
    hotel,
    reservationId: reservation.reservationId,
    before: reservation,
    plans: reservation.stays.map(soldPlan),
  });
  if (placed.kind === "alone") return placed;
  if (placed.kind === "refused") return wasExpired ? holdExpired(reservation, placed.refusal.detail) : placed;
  const after: Reservation = { ...reservation, status: possible.value, stays: placed.stays };
  const data = { stays: eventStays(placed.stays), from_hold: true };
  return changed(facts, {
    before: reservation,
    after,
    actor: request.actor,
    event: "reservation.confirmed",
    data,
    moves: placed.moves,
  });
}

/** All nights of a stay, sold at the prices they were quoted for. */
export function soldPlan(stay: Stay): StayPlan {
  const nights = pricedNights(stay).map(({ night, roomTypeId, priceMinor, pinned }) => ({
    night,
    roomTypeId,
    priceMinor,
    pinned,
    use: "sold" as const,
  }));
  return { stay: { ...stay, status: "expected" }, nights };
}

// A promised price, as a quote is: the number of rooms that the hotel sells is not promised.
function limitsReached(rates: RateFacts, reservation: Reservation): readonly RestrictionInTheWay[] {
  const sold: CountedStay[] = [];
  for (const stay of reservation.stays) {
    const reached = sellLimitsReached(withSold(rates, sold), stay, reservation.channel);
    if (reached.length > 0) return reached;
    const { roomTypeId, dates, rate } = stay;
    sold.push(countedAs(roomTypeId, dates, rate?.ratePlanId ?? STANDARD_PLAN, reservation.channel));
  }
  return [];
}

// What was held lay within the horizon.
const ANY_HORIZON = 100_000;

// Confirming late is a new sale: not of nights that have passed, nor of what the hotel has given up.
function isStillSold({ roomTypeId, dates }: Stay, facts: Facts): boolean {
  return bookable(facts, { roomTypeId, nights: nightsOf(dates), guests: 1 }, ANY_HORIZON).accepted;
}

function holdExpired(reservation: Reservation, detail: Readonly<Record<string, unknown>> | undefined): Verdict {
  return refused(
    refuse("hold_expired", "The hold has run out and its rooms cannot be had any more.", {
      expired_at: reservation.expiresAt?.toISOString(),
      ...detail,
    }),
  );
}
