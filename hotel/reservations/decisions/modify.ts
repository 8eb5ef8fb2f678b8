import { movedDeadline } from "../../rates/agreement/moved_agreement.ts";
import { STANDARD_PLAN } from "../../rates/book/rate_plan.ts";
import type { Party } from "../../rates/stay_ask.ts";
import type { HotelFacts } from "../../properties/facts.ts";
import { businessDate } from "../../vocabulary/business_date.ts";
import { nightsOf, type Night } from "../../vocabulary/night.ts";
import { accept, refuse, type Decision } from "../../vocabulary/refusal.ts";
import type { Command, Facts, KeyClaim, Verdict } from "../admission/command.ts";
import { mayBecome, mayStay } from "../life_cycle.ts";
import {
  agreementOf,
  firstArrival,
  partyOf,
  statusAt,
  termsOf,
  totalOf,
  type CancellationTerms,
  type Reservation,
  type Stay,
} from "../reservation.ts";
import { bookable } from "./bookable.ts";
import { changed, findReservation, refused, type ChangeRequest } from "./change.ts";
import { eventStays } from "./event_stays.ts";
import { besidePlan, place, type PlannedNight, type StayPlan } from "./placing.ts";
import { rateChange, reratedStays } from "./rerate_stay.ts";
import { countedAs, countedStay, withSold, type CountedStay } from "./sold_beside.ts";

/** What shall change of one stay; what is undefined stays as it is. */
export interface StayChange {
  readonly stayNo: number;
  readonly arrival?: Night;
  readonly departure?: Night;
  readonly roomTypeId?: number;
  /** All together; undefined: whoever the others are. */
  readonly guests?: number;
  /** Undefined: as many as before, or all guests that are no children. */
  readonly adults?: number;
  /** Of the children among them. */
  readonly childAges?: readonly number[];
  readonly allowSplit?: boolean;
}

/** Another date, room type or number of guests. */
export interface ModificationRequest extends ChangeRequest {
  readonly stays: readonly StayChange[];
  readonly horizonDays: number;
  /** Sell other nights in spite of the hotel's restrictions: for its staff. */
  readonly ignoreRestrictions?: boolean;
}

/** The command that changes a reservation in one step. A refusal leaves it as it was. */
export function modifyCommand(request: ModificationRequest, key?: KeyClaim): Command {
  const { hotelId, reservationId, stays } = request;
  const reach = {
    roomTypeIds: stays.flatMap((stay) => stay.roomTypeId ?? []),
    from: Math.min(...stays.map((stay) => stay.arrival ?? Infinity)),
    to: Math.max(...stays.map((stay) => stay.departure ?? 0)),
  };
  const decide = (facts: Facts): Verdict => decideModification(request, facts);
  return { name: "modify", hotelId, reservationId, touches: [], reach, decide, ...(key === undefined ? {} : { key }) };
}

/** Whether the new nights fit. Only the net difference needs room, so a full house can still shift a stay. */
export function decideModification(request: ModificationRequest, facts: Facts): Verdict {
  const found = findReservation(facts, request);
  if (!found.found) return found.verdict;
  const { reservation, hotel } = found;
  const status = statusAt(reservation, facts.now);
  const possible = mayBecome("modify", status);
  if (!possible.accepted) return refused(possible);
  const plans = plansOf(request, reservation, hotel, facts);
  if (!plans.accepted) return refused(plans);
  const { reservationId } = reservation;
  const placed = place(facts, { hotel, reservationId, before: reservation, plans: plans.value });
  if (placed.kind !== "placed") return placed;
  const { moves } = placed;
  const stays = reratedStays(facts.rates, hotel, reservation, placed.stays);
  const terms = termsAfter(reservation, stays, facts.now);
  const after = { ...reservation, stays, terms, totalMinor: totalOf(stays) };
  const data = { before: eventStays(reservation.stays), after: eventStays(stays) };
  return changed(facts, {
    before: reservation,
    after,
    actor: request.actor,
    event: "reservation.modified",
    data,
    moves,
  });
}

function plansOf(
  request: ModificationRequest,
  reservation: Reservation,
  hotel: HotelFacts,
  facts: Facts,
): Decision<StayPlan[]> {
  const unknown = request.stays.find((change) => !reservation.stays.some((stay) => stay.stayNo === change.stayNo));
  if (unknown !== undefined) {
    return refuse("not_found", `The reservation has no stay ${unknown.stayNo}.`, { stay_no: unknown.stayNo });
  }
  const today = businessDate(hotel, facts.now);
  const plans: StayPlan[] = [];
  const changeOf = ({ stayNo }: Stay): StayChange | undefined => request.stays.find((one) => one.stayNo === stayNo);
  // The stays that change are taken out of the counts of sell limits, and come back one after the other as they shall be.
  const before = reservation.stays.filter((stay) => changeOf(stay) !== undefined);
  const less = before.map((stay) => countedStay(reservation, stay));
  const more: CountedStay[] = [];
  for (const stay of reservation.stays) {
    const change = changeOf(stay);
    if (change === undefined) {
      plans.push(besidePlan(stay, today));
      continue;
    }
    const rates = withSold(facts.rates, more, less);
    const plan = changedPlan(stay, change, request, reservation, { ...facts, rates });
    if (!plan.accepted) return plan;
    plans.push(plan.value);
    const { roomTypeId, dates, rate } = plan.value.stay;
    more.push(countedAs(roomTypeId, dates, rate?.ratePlanId ?? STANDARD_PLAN, reservation.channel));
  }
  return accept(plans);
}

function changedPlan(
  stay: Stay,
  change: StayChange,
  request: ModificationRequest,
  reservation: Reservation,
  facts: Facts,
): Decision<StayPlan> {
  const status = mayStay("modify", stay);
  if (!status.accepted) return status;
  const dates = {
    arrival: change.arrival ?? stay.dates.arrival,
    departure: change.departure ?? stay.dates.departure,
  };
  if (dates.arrival >= dates.departure) return refuse("invalid_request", "The departure must lie after the arrival.");
  const roomTypeId = change.roomTypeId ?? stay.roomTypeId;
  const party = partyAfter(stay, change);
  if (!party.accepted) return party;
  const guests = party.value.adults + party.value.childAges.length;
  const { arrival, departure } = stay.dates;
  const added = nightsOf(dates).filter((night) => night < arrival || night >= departure);
  const entry = bookable(facts, { roomTypeId, nights: added, guests }, request.horizonDays);
  if (!entry.accepted) return entry;
  const asked = { roomTypeId, dates, party: party.value };
  const rated = rateChange(
    facts.rates,
    entry.value,
    { stay, asked, channel: reservation.channel, agreed: agreementOf(reservation, stay) },
    request.ignoreRestrictions === true,
  );
  if (!rated.accepted) return rated;
  const { nightly, rate } = rated.value;
  const sameType = roomTypeId === stay.roomTypeId;
  const use = reservation.status === "pending" ? ("held" as const) : ("sold" as const);
  const known = new Map(stay.nights.map((night) => [night.night, night]));
  const today = businessDate(entry.value.hotel, facts.now);
  const nights: PlannedNight[] = [];
  for (const { night, priceMinor } of nightly) {
    const before = known.get(night);
    const used = before !== undefined && before.usedAs !== "none" ? before : undefined;
    // A night that has passed stays as it was: used, or kept for its price alone.
    if (night < today && used !== undefined) nights.push({ ...used, use });
    if (night < today) continue;
    const occupied = sameType && used !== undefined ? used.roomTypeId : roomTypeId;
    nights.push({ night, priceMinor, roomTypeId: occupied, use, pinned: sameType && before?.pinned === true });
  }
  if (nights.length === 0)
    return refuse("wrong_state", "No night of the stay would be left.", { stay_no: stay.stayNo });
  const agreed = rate === undefined ? {} : { rate };
  const plan = { stay: { ...stay, roomTypeId, dates, guests, ...agreed }, nights, settledUntil: today };
  return accept({ ...plan, allowSplit: change.allowSplit === true });
}

function partyAfter(stay: Stay, change: StayChange): Decision<Party> {
  const before = partyOf(stay);
  const childAges = change.childAges ?? before.childAges;
  const { guests } = change;
  const adults = change.adults ?? (guests === undefined ? before.adults : guests - childAges.length);
  if (adults < 1) return refuse("invalid_request", "Every room has at least one adult.");
  if (guests !== undefined && guests !== adults + childAges.length) {
    return refuse("invalid_request", "guests is adults and children together.");
  }
  return accept({ adults, childAges });
}

// Stays with terms of their own have been seen to already. The others have those of the reservation: they move with its arrival.
function termsAfter(reservation: Reservation, stays: readonly Stay[], now: Date): CancellationTerms {
  const { terms, timeZone } = reservation;
  const agreed = stays.flatMap(({ rate }) => (rate === undefined ? [] : [rate.cancellation]));
  if (agreed.length === stays.length) return termsOf(agreed);
  const arrival = { from: firstArrival(reservation.stays), to: firstArrival(stays) };
  return { ...terms, freeUntil: movedDeadline(terms.freeUntil, timeZone, arrival, now) };
}
