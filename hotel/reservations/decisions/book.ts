import type { EventDraft } from "../../events/outbox.ts";
import type { NewGuest } from "../../guests/guest_rows.ts";
import { seatEvents } from "../../inventory/seat_changes.ts";
import type { CatalogueEntry, HotelFacts } from "../../properties/facts.ts";
import type { Buyer, ChosenExtra } from "../../rates/stay_ask.ts";
import type { Actor } from "../../vocabulary/actor.ts";
import { nightsOf, type StayDates } from "../../vocabulary/night.ts";
import type { Command, Facts, KeyClaim, Verdict } from "../admission/command.ts";
import { presentReservation } from "../presentation.ts";
import type { Quote } from "../quotes/quote.ts";
import { termsOf, totalOf, type Reservation, type ReservationSource } from "../reservation.ts";
import { bookable } from "./bookable.ts";
import { accept, refuse, type Decision } from "../../vocabulary/refusal.ts";
import { refused } from "./change.ts";
import { eventStays } from "./event_stays.ts";
import { place, type Placed, type StayPlan } from "./placing.ts";
import { isPlain, rateStay, wishOf, withinSellLimits, type RatedStay } from "./rate_stay.ts";
import { countedAs, withSold, type CountedStay } from "./sold_beside.ts";

/** One room that somebody wants. */
export interface WantedStay {
  readonly roomTypeId: number;
  readonly dates: StayDates;
  readonly guests: number;
  /** Of the children among the guests. */
  readonly childAges?: readonly number[];
  /** Undefined: the hotel's default plan. */
  readonly ratePlanId?: number;
  readonly extras?: readonly ChosenExtra[];
  /** The guest accepts to change rooms during the stay. */
  readonly allowSplit: boolean;
}

/** A booking as it was asked for; ids and code are made once, before the first attempt. */
export interface BookingRequest {
  readonly hotelId: number;
  readonly reservationId: string;
  readonly confirmationCode: string;
  readonly stays: readonly WantedStay[];
  readonly userId: string | null;
  readonly guest: NewGuest | undefined;
  readonly source: ReservationSource;
  /** Undefined: anybody, through no channel that is known. */
  readonly buyer?: Buyer;
  /** The prices that were promised, and the stays that they are for; undefined: the prices in force. */
  readonly quote?: Quote;
  /** Sell the stay in spite of the hotel's restrictions: for its staff. */
  readonly ignoreRestrictions?: boolean;
  /** Hold for so many minutes instead of confirming; undefined: confirm at once. */
  readonly holdMinutes: number | undefined;
  /** Nights on sale, counted from the hotel's business date. */
  readonly horizonDays: number;
  /** Take it in even where it does not fit: a booking that was sold elsewhere. */
  readonly force: boolean;
  readonly actor: Actor;
  readonly key: KeyClaim | undefined;
}

const ANYBODY: Buyer = { channel: "", member: false };

/** The command that books rooms, all or nothing. */
export function bookCommand(request: BookingRequest): Command {
  const { hotelId, key } = request;
  const touches = request.stays.map(({ roomTypeId, dates }) => ({
    hotelId,
    roomTypeId,
    from: dates.arrival,
    to: dates.departure,
  }));
  const command = {
    name: "book",
    hotelId,
    touches,
    refusedWhenFull: !request.force,
    decide: (facts: Facts) => decideBooking(request, facts),
  };
  return key === undefined ? command : { ...command, key };
}

/** Whether the rooms can be had, for what price, and which ones. */
export function decideBooking(request: BookingRequest, facts: Facts): Verdict {
  const entries: CatalogueEntry[] = [];
  for (const stay of request.stays) {
    const found = bookable(facts, { ...stay, nights: nightsOf(stay.dates) }, request.horizonDays);
    if (!found.accepted) return refused(found);
    entries.push(found.value);
  }
  const hotel = entries[0]?.hotel;
  if (hotel === undefined) throw new RangeError("a booking has at least one stay");
  const rated = ratesOf(request, facts, entries);
  if (!rated.accepted) return refused(rated);
  const isAllPlain = rated.value.every(({ rate }) => isPlain(rate));
  const plans = rated.value.map((stay, index) => planOf(request, index, stay, isAllPlain));
  const { reservationId, force } = request;
  const placed = place(facts, { hotel, reservationId, before: undefined, plans, force });
  if (placed.kind !== "placed") return placed;
  return booked(request, facts, hotel, placed, rated.value);
}

// A quote is a promise: of its prices and that the stay is sold. Rooms it does not promise, nor a place within a sell limit.
function ratesOf(
  request: BookingRequest,
  facts: Facts,
  entries: readonly CatalogueEntry[],
): Decision<readonly RatedStay[]> {
  const { quote, buyer = ANYBODY, stays } = request;
  if (quote !== undefined && facts.now > quote.expiresAt) {
    return refuse("quote_expired", "The quote has run out.", { expired_at: quote.expiresAt.toISOString() });
  }
  const currency = entries[0]?.hotel.currency;
  if (quote !== undefined && currency !== quote.currency) {
    return refuse("quote_expired", `The quote is in ${quote.currency}; the hotel's currency is ${currency} now.`);
  }
  const terms = { buyer, ignoreRestrictions: request.ignoreRestrictions === true || request.force };
  const rated: RatedStay[] = [];
  const sold: CountedStay[] = [];
  for (const [index, entry] of entries.entries()) {
    const stay = stays[index];
    if (stay === undefined) throw new RangeError("every stay has its room type");
    const promised = quote?.stays[index];
    const rates = withSold(facts.rates, sold);
    const decision =
      promised === undefined ? rateStay(rates, entry, wishOf(stay), terms) : withinSellLimits(rates, promised, terms);
    if (!decision.accepted) return decision;
    rated.push(decision.value);
    sold.push(countedAs(stay.roomTypeId, stay.dates, decision.value.rate.ratePlanId, buyer.channel));
  }
  return accept(rated);
}

function planOf(request: BookingRequest, index: number, rated: RatedStay, isAllPlain: boolean): StayPlan {
  const stay = request.stays[index];
  if (stay === undefined) throw new RangeError("every stay has its price");
  const use = request.holdMinutes === undefined ? "sold" : "held";
  const { roomTypeId, dates, guests, allowSplit } = stay;
  const { nightly, rate } = rated;
  const agreed = isAllPlain ? {} : { rate };
  return {
    stay: { stayNo: index + 1, roomTypeId, dates, guests, status: "expected", ...agreed },
    nights: nightly.map(({ night, priceMinor }) => ({ night, priceMinor, roomTypeId, use, pinned: false })),
    allowSplit,
  };
}

function booked(
  request: BookingRequest,
  facts: Facts,
  hotel: HotelFacts,
  placed: Extract<Placed, { kind: "placed" }>,
  rated: readonly RatedStay[],
): Verdict {
  const { stays, moves } = placed;
  const { hotelId, reservationId, actor, guest } = request;
  const expiresAt =
    request.holdMinutes === undefined ? null : new Date(facts.now.getTime() + request.holdMinutes * 60_000);
  const after: Reservation = {
    hotelId,
    reservationId,
    confirmationCode: request.confirmationCode,
    status: expiresAt === null ? "confirmed" : "pending",
    paymentStatus: "none",
    userId: request.userId,
    guestId: guest?.guestId ?? null,
    source: request.source,
    channel: (request.buyer ?? ANYBODY).channel,
    timeZone: hotel.timeZone,
    currency: hotel.currency,
    totalMinor: totalOf(stays),
    feeMinor: null,
    terms: termsOf(rated.map(({ rate }) => rate.cancellation)),
    expiresAt,
    version: 1,
    createdAt: facts.now,
    updatedAt: facts.now,
    stays,
  };
  return {
    kind: "change",
    after,
    moves,
    events: [bookedEvent(request, after, placed), ...seatEvents(hotelId, moves, actor, facts.now)],
    reply: { status: 201, body: presentReservation(after, facts.now) },
    ...(guest === undefined ? {} : { guest }),
  };
}

function bookedEvent(
  request: BookingRequest,
  reservation: Reservation,
  placed: Extract<Placed, { kind: "placed" }>,
): EventDraft {
  const { hotelId, reservationId, createdAt: at, expiresAt } = reservation;
  const stays = eventStays(reservation.stays);
  const base = { hotelId, reservationId, actor: request.actor, at };
  if (expiresAt !== null)
    return { ...base, type: "reservation.held", data: { stays, expires_at: expiresAt.toISOString() } };
  if (request.source === "import") {
    return { ...base, type: "reservation.imported", data: { stays, forced: placed.forced.length > 0 } };
  }
  return { ...base, type: "reservation.confirmed", data: { stays, from_hold: false } };
}
