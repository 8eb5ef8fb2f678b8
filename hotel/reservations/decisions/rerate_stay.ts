import type { CatalogueEntry, HotelFacts } from "../../properties/facts.ts";
import type { AgreedRate } from "../../rates/agreed_rate.ts";
import type { CancellationAgreement } from "../../rates/agreement/cancellation_agreement.ts";
import { movedAgreement } from "../../rates/agreement/moved_agreement.ts";
import { paymentAgreed } from "../../rates/agreement/payment_agreement.ts";
import { chargesOfStay } from "../../rates/charges/charges_of_stay.ts";
import { STANDARD_PLAN, type RatePlan } from "../../rates/book/rate_plan.ts";
import { priceStay } from "../../rates/price_stay.ts";
import { totalOfLines, type Charge, type NightlyPrice } from "../../rates/priced_stay.ts";
import { restricted, whyNot, type RestrictionInTheWay } from "../../rates/restrictions/allow_stay.ts";
import type { Buyer, Party, RateFacts, StayAsk } from "../../rates/stay_ask.ts";
import { lengthOfStay, nightsOf, type StayDates } from "../../vocabulary/night.ts";
import { accept, type Decision } from "../../vocabulary/refusal.ts";
import { partyOf, pricedNights, type Reservation, type Stay } from "../reservation.ts";
import { isPlain, rateStay } from "./rate_stay.ts";

/** A stay and what it shall be instead. */
export interface StayRerating {
  readonly stay: Stay;
  readonly asked: Pick<StayAsk, "roomTypeId" | "dates" | "party">;
  /** Through what the reservation was sold. */
  readonly channel: string;
  /** What was agreed about cancelling it. */
  readonly agreed: CancellationAgreement;
}

/** The nights of a changed stay with their prices, and what was agreed; charges are worked out when all stays are placed. */
export interface Rerated {
  readonly nightly: readonly NightlyPrice[];
  readonly rate: AgreedRate | undefined;
}

/**
 * What a changed stay costs. Another room type is priced anew, under the plan and on the terms that were booked. On the same type a
 * night that was booked keeps the price it was booked at, moved by what other guests cost more or less today, and a new one takes
 * today's. Refuses as `rateStay` does; of the hotel's restrictions only those that the stay as it was did not break already.
 */
export function rateChange(
  facts: RateFacts,
  entry: CatalogueEntry,
  rerating: StayRerating,
  ignoreRestrictions: boolean,
): Decision<Rerated> {
  const { stay, asked, channel } = rerating;
  const ratePlanId = stay.rate?.ratePlanId ?? STANDARD_PLAN;
  const buyer = whoBought(facts.book.plans.get(ratePlanId), channel);
  const before: StayAsk = { ...presentAsk(stay), extras: [] };
  const broken = ignoreRestrictions ? [] : newlyBroken(facts, before, { ...before, ...asked }, buyer);
  if (broken.length > 0) return restricted(broken, asked.dates);
  const rates = ignoreRestrictions || isWithin(asked.dates, stay.dates) ? stillSold(facts, stay) : facts;
  if (asked.roomTypeId === stay.roomTypeId) return rateSameType(rates, rerating);
  const wish = { ...asked, ratePlanId, extras: stay.rate?.extras ?? [] };
  const rated = rateStay(rates, entry, wish, { buyer, ignoreRestrictions: true });
  if (!rated.accepted) return rated;
  const { nightly, rate } = rated.value;
  if (stay.rate === undefined && isPlain(rate)) return accept({ nightly, rate: undefined });
  // The rest is worked out from the terms that were agreed, as for any other dates: `rerate`.
  const { plan, paymentRule } = stay.rate ?? rate;
  return accept({ nightly, rate: { ...rate, plan, paymentRule, cancellation: rerating.agreed } });
}

function rateSameType(facts: RateFacts, { stay, asked, agreed }: StayRerating): Decision<Rerated> {
  const { party, dates } = asked;
  const nightly = rerateNights(facts, stay, dates, party);
  if (!nightly.accepted) return nightly;
  const { rate } = stay;
  const isUnchanged = isSameParty(partyOf(stay), party);
  if (isUnchanged || (rate === undefined && party.childAges.length === 0)) {
    return accept({ nightly: nightly.value, rate });
  }
  return accept({ nightly: nightly.value, rate: { ...(rate ?? plainRate(agreed)), party } });
}

/** Nothing but the base price, as a document. */
function plainRate(cancellation: CancellationAgreement): Omit<AgreedRate, "party"> {
  return {
    ratePlanId: STANDARD_PLAN,
    plan: null,
    extras: [],
    charges: [],
    cancellation,
    paymentRule: { kind: "pay_at_hotel" },
    payment: { kind: "pay_at_hotel", dueMinor: 0, dueAt: null },
  };
}

function isWithin(one: StayDates, other: StayDates): boolean {
  return one.arrival >= other.arrival && one.departure <= other.departure;
}

/**
 * The rates for somebody who has booked under a plan: it has its price, though it may not be sold to others any more. For stays
 * that get no new night, and for what the hotel's staff decides.
 */
export function stillSold(facts: RateFacts, { roomTypeId, rate }: Stay): RateFacts {
  const { book } = facts;
  const plans = new Map(book.plans);
  let id = rate?.ratePlanId ?? STANDARD_PLAN;
  const own = plans.get(id);
  if (own?.roomTypeIds !== undefined) plans.set(id, { ...own, roomTypeIds: [...own.roomTypeIds, roomTypeId] });
  // A chain is no longer than there are plans.
  for (let depth = 0; depth < book.plans.size; depth += 1) {
    const plan = plans.get(id);
    if (plan === undefined) break;
    plans.set(id, { ...plan, status: "active" });
    if (plan.basis.kind === "base") break;
    id = plan.basis.ratePlanId;
  }
  return { ...facts, book: { ...book, standardPlanSold: true, plans } };
}

/**
 * The nights of a stay on other dates or with other guests: one that was booked keeps its price, moved by what the other guests
 * cost more or less today; a new one takes today's.
 */
export function rerateNights(
  facts: RateFacts,
  stay: Stay,
  dates: StayDates,
  party = presentAsk(stay).party,
): Decision<readonly NightlyPrice[]> {
  const frozen = new Map(pricedNights(stay).map(({ night, priceMinor }) => [night, priceMinor]));
  const present = presentAsk(stay);
  const sameParty = isSameParty(present.party, party);
  if (sameParty && nightsOf(dates).every((night) => frozen.has(night))) {
    return accept(nightsOf(dates).map((night) => ({ night, priceMinor: frozen.get(night) ?? 0 })));
  }
  const ask: StayAsk = { ...present, dates, extras: [] };
  const buyer = whoBought(facts.book.plans.get(ask.ratePlanId), "");
  const today = priceStay(facts, { ...ask, party }, buyer);
  const asBefore = sameParty ? today : priceStay(facts, ask, buyer);
  if (!today.accepted) return today;
  if (!asBefore.accepted) return asBefore;
  return accept(
    today.value.nightly.map(({ night, priceMinor }, index) => {
      const agreed = frozen.get(night);
      const more = priceMinor - (asBefore.value.nightly[index]?.priceMinor ?? priceMinor);
      return { night, priceMinor: agreed === undefined ? priceMinor : Math.max(0, agreed + more) };
    }),
  );
}

/** The stays with their charges worked out again where their dates are others than in the reservation as it was. */
export function reratedStays(
  facts: RateFacts,
  hotel: HotelFacts,
  before: Reservation,
  after: readonly Stay[],
): readonly Stay[] {
  return after.map((stay) => {
    const { rate } = stay;
    const old = before.stays.find(({ stayNo }) => stayNo === stay.stayNo);
    if (rate === undefined || old === undefined || hasSameNights(old, stay)) return stay;
    return { ...stay, rate: rerate(facts, hotel, { ...stay, rate }, pricedNights(stay), old.dates.arrival) };
  });
}

function hasSameNights(one: Stay, other: Stay): boolean {
  return (
    one.dates.arrival === other.dates.arrival &&
    one.dates.departure === other.dates.departure &&
    one.roomTypeId === other.roomTypeId &&
    one.rate === other.rate
  );
}

/**
 * What was agreed, for other nights: taxes, fees and extras are worked out again from the nights that are left or have come, by the
 * rules of today; an extra that the hotel does not sell like that any more keeps its line. The deadline moves with the arrival, but one that has
 * passed does not come back.
 */
export function rerate(
  facts: RateFacts,
  hotel: HotelFacts,
  stay: Pick<Stay, "roomTypeId" | "dates"> & { readonly rate: AgreedRate },
  nightly: readonly NightlyPrice[],
  arrivalBefore: number,
): AgreedRate {
  const { rate, dates } = stay;
  const charges = lengthOfStay(dates) === nightly.length ? chargesToday(facts, hotel, stay, nightly) : rate.charges;
  const totalMinor = totalOfLines(nightly, charges);
  const first = { firstNightMinor: nightly[0]?.priceMinor ?? 0, totalMinor };
  return {
    ...rate,
    charges,
    cancellation: movedAgreement(
      rate.cancellation,
      hotel.timeZone,
      { from: arrivalBefore, to: dates.arrival },
      facts.now,
    ),
    payment: paymentAgreed(hotel, rate.paymentRule, first, dates.arrival, facts.now),
  };
}

function chargesToday(
  facts: RateFacts,
  hotel: HotelFacts,
  { rate, roomTypeId, dates }: Pick<Stay, "roomTypeId" | "dates"> & { readonly rate: AgreedRate },
  nightly: readonly NightlyPrice[],
): readonly Charge[] {
  const { book } = facts;
  const plan = book.plans.get(rate.ratePlanId);
  const { currency } = hotel;
  const stay = { book, plan, currency, roomTypeId, dates, party: rate.party, nightly };
  const sold = rate.extras.filter((extra) => chargesOfStay({ ...stay, extras: [extra] }).accepted);
  const charges = chargesOfStay({ ...stay, extras: sold });
  if (!charges.accepted) return rate.charges;
  const known = new Set(charges.value.map(nameOfLine));
  const gone = rate.charges.filter((line) => line.kind === "extra" && !known.has(nameOfLine(line)));
  return [...charges.value, ...gone];
}

function nameOfLine({ kind, code }: Charge): string {
  return `${kind} ${code}`;
}

function presentAsk(stay: Stay): StayAsk {
  return {
    roomTypeId: stay.roomTypeId,
    dates: stay.dates,
    party: partyOf(stay),
    ratePlanId: stay.rate?.ratePlanId ?? STANDARD_PLAN,
    extras: stay.rate?.extras ?? [],
  };
}

function isSameParty(one: Party, other: Party): boolean {
  const ages = ({ childAges }: Party): string => childAges.toSorted((younger, older) => younger - older).join();
  return one.adults === other.adults && ages(one) === ages(other);
}

// What the stay as it was breaks today, an advance or a minimum stay, does not stand in the way of changing it. That it was sold on a
// closed night, or in the last room of a limit, says nothing of the nights of another room type.
function newlyBroken(facts: RateFacts, before: StayAsk, after: StayAsk, buyer: Buyer): readonly RestrictionInTheWay[] {
  const isOtherType = before.roomTypeId !== after.roomTypeId;
  const nameOf = ({ date, rule }: RestrictionInTheWay): string => `${rule} ${date}`;
  const known = new Set(whyNot(facts, before, buyer).map(nameOf));
  return whyNot(facts, after, buyer).filter(
    (obstacle) => !known.has(nameOf(obstacle)) || (isOtherType && OF_THE_TYPE.has(obstacle.rule)),
  );
}

const OF_THE_TYPE: ReadonlySet<RestrictionInTheWay["rule"]> = new Set(["closed", "sell_limit"]);

/** The sell limits that leave no place for a stay. */
export function sellLimitsReached(facts: RateFacts, stay: Stay, channel: string): readonly RestrictionInTheWay[] {
  const ask = presentAsk(stay);
  const buyer = whoBought(facts.book.plans.get(ask.ratePlanId), channel);
  return whyNot(facts, ask, buyer).filter(({ rule }) => rule === "sell_limit");
}

/** Somebody whom the plan is for: who has booked it once may change the booking. */
function whoBought(plan: RatePlan | undefined, channel: string): Buyer {
  const { audience } = plan ?? {};
  return {
    channel: audience?.kind === "channel" ? audience.channel : channel,
    member: true,
    ...(audience?.kind === "promo_code" ? { promoCode: audience.code } : {}),
    ...(audience?.kind === "company" ? { company: audience.code } : {}),
  };
}
