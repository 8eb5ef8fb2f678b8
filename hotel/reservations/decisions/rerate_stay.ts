import type { CatalogueEntry, HotelFacts } from "../../properties/facts.ts";
import type { AgreedRate } from "../../rates/agreed_rate.ts";
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
}

/** The nights of a changed stay with their prices, and what was agreed; charges are worked out when all stays are placed. */
export interface Rerated {
  readonly nightly: readonly NightlyPrice[];
  readonly rate: AgreedRate | undefined;
}

/**
 * What a changed stay costs. Another room type is priced anew, under the plan that was booked. On the same type a night that was
 * booked keeps the price it was booked at, moved by what other guests cost more or less today, and a new one takes today's.
 * Refuses as `rateStay` does; of the hotel's restrictions only those that the stay as it was did not break already.
 */
export function rateChange(
  facts: RateFacts,
  entry: CatalogueEntry,
  { stay, asked, channel }: StayRerating,
  ignoreRestrictions: boolean,
): Decision<Rerated> {
  const ratePlanId = stay.rate?.ratePlanId ?? STANDARD_PLAN;
  const buyer = whoBought(facts.book.plans.get(ratePlanId), channel);
  const before: StayAsk = { ...presentAsk(stay), extras: [] };
  const broken = ignoreRestrictions ? [] : newlyBroken(facts, before, { ...before, ...asked }, buyer);
  if (broken.length > 0) return restricted(broken, asked.dates);
  if (asked.roomTypeId === stay.roomTypeId) {
    const nightly = rerateNights(facts, stay, asked.dates, asked.party);
    if (!nightly.accepted) return nightly;
    const { rate } = stay;
    if (rate !== undefined) return accept({ nightly: nightly.value, rate: { ...rate, party: asked.party } });
    if (asked.party.childAges.length === 0) return accept({ nightly: nightly.value, rate: undefined });
  }
  const wish = { ...asked, ratePlanId, extras: stay.rate?.extras ?? [] };
  const rated = rateStay(facts, entry, wish, { buyer, ignoreRestrictions: true });
  if (!rated.accepted) return rated;
  const { nightly, rate } = rated.value;
  return accept({ nightly, rate: stay.rate === undefined && isPlain(rate) ? undefined : rate });
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
 * rules of today; an extra that the hotel no longer has keeps its line. The deadline moves with the arrival, but one that has
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
  const known = new Set(book.extras.map(({ code }) => code));
  const { party } = rate;
  const charges = chargesOfStay({
    book,
    plan: book.plans.get(rate.ratePlanId),
    currency: hotel.currency,
    roomTypeId,
    dates,
    party,
    nightly,
    extras: rate.extras.filter(({ code }) => known.has(code)),
  });
  if (!charges.accepted) return rate.charges;
  const gone = rate.charges.filter(({ kind, code }) => kind === "extra" && !known.has(code));
  return [...charges.value, ...gone];
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

// What the stay as it was breaks today, an advance or a minimum stay, does not stand in the way of changing it.
function newlyBroken(facts: RateFacts, before: StayAsk, after: StayAsk, buyer: Buyer): readonly RestrictionInTheWay[] {
  const nameOf = ({ date, rule }: RestrictionInTheWay): string => `${rule} ${date}`;
  const known = new Set(whyNot(facts, before, buyer).map(nameOf));
  return whyNot(facts, after, buyer).filter((obstacle) => !known.has(nameOf(obstacle)));
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
