import type { CatalogueEntry } from "../../properties/facts.ts";
import type { AgreedRate } from "../../rates/agreed_rate.ts";
import { cancellationAgreed } from "../../rates/agreement/cancellation_agreement.ts";
import { paymentAgreed } from "../../rates/agreement/payment_agreement.ts";
import { STANDARD_PLAN, type RatePlan } from "../../rates/book/rate_plan.ts";
import type { PaymentRule } from "../../rates/book/policies.ts";
import { priceStay } from "../../rates/price_stay.ts";
import type { NightlyPrice, PricedStay } from "../../rates/priced_stay.ts";
import { allowStay, restricted, whyNot } from "../../rates/restrictions/allow_stay.ts";
import type { Buyer, ChosenExtra, Party, RateFacts, StayAsk } from "../../rates/stay_ask.ts";
import type { StayDates } from "../../vocabulary/night.ts";
import { accept, type Decision } from "../../vocabulary/refusal.ts";
import type { WantedStay } from "./book.ts";
import type { QuotedStay } from "../quotes/quote.ts";

/** The part of a wanted stay that its price depends on. */
export interface RatedWish {
  readonly roomTypeId: number;
  readonly dates: StayDates;
  readonly party: Party;
  /** Undefined: the hotel's default plan. */
  readonly ratePlanId: number | undefined;
  readonly extras: readonly ChosenExtra[];
}

/** Who buys, and whether the hotel's staff sells in spite of its restrictions. */
export interface RateTerms {
  readonly buyer: Buyer;
  readonly ignoreRestrictions: boolean;
}

/** What a room costs and what is agreed with it. */
export interface RatedStay {
  readonly nightly: readonly NightlyPrice[];
  /** Complete, also where it is nothing but the base price. */
  readonly rate: AgreedRate;
  readonly totalMinor: number;
}

/**
 * The price of one room by the rates in force, and whether the hotel sells the stay at all. Quotes and bookings both ask
 * this, and search asks the same two functions: what is offered is what can be bought.
 */
export function rateStay(
  facts: RateFacts,
  entry: CatalogueEntry,
  wish: RatedWish,
  terms: RateTerms,
): Decision<RatedStay> {
  const ask = askOf(facts, wish);
  const priced = priceStay(facts, ask, terms.buyer);
  if (!priced.accepted) return priced;
  if (!terms.ignoreRestrictions) {
    const allowed = allowStay(facts, ask, terms.buyer);
    if (!allowed.accepted) return allowed;
  }
  const { nightly, totalMinor } = priced.value;
  return accept({ nightly, totalMinor, rate: agreedRate(facts, entry, ask, priced.value) });
}

/** A promised price, unless a limit on the number of rooms has been reached meanwhile. */
export function withinSellLimits(facts: RateFacts, promised: QuotedStay, terms: RateTerms): Decision<RatedStay> {
  const { wish, ...rated } = promised;
  if (terms.ignoreRestrictions) return accept(rated);
  const reached = whyNot(facts, askOf(facts, wish), terms.buyer).filter(({ rule }) => rule === "sell_limit");
  return reached.length === 0 ? accept(rated) : restricted(reached, wish.dates);
}

/** Whether nothing was agreed but the base price for adults: such stays are kept without a document. */
export function isPlain(rate: AgreedRate): boolean {
  return (
    rate.ratePlanId === STANDARD_PLAN &&
    rate.charges.length === 0 &&
    rate.extras.length === 0 &&
    rate.party.childAges.length === 0
  );
}

/**
 * Rooms at nothing but the base price have the terms of their reservation: the deadline of the room that has the earliest. Of
 * several rooms that are quoted together it is told beforehand.
 */
export function withOneDeadline<Rated extends RatedStay>(rated: readonly Rated[]): readonly Rated[] {
  if (!rated.every(({ rate }) => isPlain(rate))) return rated;
  const earliest = Math.min(...rated.map(({ rate }) => rate.cancellation.freeUntil.getTime()));
  return rated.map((stay) => {
    const cancellation = { ...stay.rate.cancellation, freeUntil: new Date(earliest) };
    return { ...stay, rate: { ...stay.rate, cancellation } };
  });
}

/** The wish as the rates module asks it. */
export function askOf(facts: RateFacts, wish: RatedWish): StayAsk {
  const { roomTypeId, dates, party, extras } = wish;
  return { roomTypeId, dates, party, extras, ratePlanId: wish.ratePlanId ?? facts.book.defaultRatePlanId };
}

function agreedRate(facts: RateFacts, { hotel }: CatalogueEntry, ask: StayAsk, priced: PricedStay): AgreedRate {
  const plan = facts.book.plans.get(ask.ratePlanId);
  const paymentRule: PaymentRule = plan?.payment ?? PAY_AT_HOTEL;
  const { arrival } = ask.dates;
  const { nightly, totalMinor, charges } = priced;
  return {
    ratePlanId: ask.ratePlanId,
    plan: plan === undefined ? null : namesOf(plan),
    party: ask.party,
    extras: ask.extras,
    charges,
    paymentRule,
    cancellation: cancellationAgreed(hotel, plan?.cancellation, arrival, facts.now),
    payment: paymentAgreed(
      hotel,
      paymentRule,
      { firstNightMinor: nightly[0]?.priceMinor ?? 0, totalMinor },
      arrival,
      facts.now,
    ),
  };
}

const PAY_AT_HOTEL: PaymentRule = { kind: "pay_at_hotel" };

function namesOf({ code, name, mealPlan }: RatePlan): NonNullable<AgreedRate["plan"]> {
  return { code, name, mealPlan };
}

/** What the price of a wanted stay depends on. */
export function wishOf(stay: WantedStay): RatedWish {
  const { roomTypeId, dates, guests, ratePlanId, childAges = [], extras = [] } = stay;
  return { roomTypeId, dates, party: { adults: guests - childAges.length, childAges }, ratePlanId, extras };
}
