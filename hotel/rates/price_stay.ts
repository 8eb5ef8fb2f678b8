import type { CatalogueEntry } from "../properties/facts.ts";
import type { Night } from "../vocabulary/night.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import { chargesOfStay } from "./charges/charges_of_stay.ts";
import { totalOfLines, type NightlyPrice, type PricedStay, type PriceStep } from "./priced_stay.ts";
import { AskedNight, AskedStay } from "./pricing/asked_night.ts";
import { withDemand } from "./pricing/demand_rules.ts";
import { guestPrices, withGuests } from "./pricing/guest_prices.ts";
import { planOnSale } from "./pricing/plan_on_sale.ts";
import type { PlanPrices } from "./pricing/plan_prices.ts";
import { PriceTrace } from "./pricing/price_trace.ts";
import { roomPrice } from "./pricing/room_price.ts";
import { stayDiscounts, withDiscounts } from "./pricing/stay_discounts.ts";
import type { Buyer, RateFacts, StayAsk } from "./stay_ask.ts";

/** How one night came to its price: the price after the last step is the price of the night. */
export interface ExplainedNight {
  readonly night: Night;
  readonly steps: readonly PriceStep[];
}

/** What a stay costs, and why. */
export interface ExplainedStay extends PricedStay {
  /** One entry for each night of the stay, in order. */
  readonly steps: readonly ExplainedNight[];
}

/**
 * What one room costs for a stay under one plan: each night, and what is charged besides. Search, quotes and bookings ask
 * this function, so what is offered is what is paid. Whether the restrictions of the hotel allow the stay is another question.
 */
export function priceStay(facts: RateFacts, ask: StayAsk, buyer: Buyer): Decision<PricedStay> {
  return priced(facts, ask, buyer, undefined);
}

/** The same prices by the same steps, each of them written down in words. */
export function explainStay(facts: RateFacts, ask: StayAsk, buyer: Buyer): Decision<ExplainedStay> {
  const steps: ExplainedNight[] = [];
  const decision = priced(facts, ask, buyer, steps);
  return decision.accepted ? accept({ ...decision.value, steps }) : decision;
}

function priced(
  facts: RateFacts,
  ask: StayAsk,
  buyer: Buyer,
  explained: ExplainedNight[] | undefined,
): Decision<PricedStay> {
  const entry = facts.roomType(ask.roomTypeId);
  const plan = planOnSale(facts.book, ask.ratePlanId, ask.roomTypeId, buyer);
  if (entry === undefined || plan === undefined) return notAvailable(ask);
  const nightly = nightlyPrices(facts, entry, plan, ask, explained);
  const charges = chargesOfStay({
    book: facts.book,
    plan: facts.book.plans.get(ask.ratePlanId),
    currency: entry.hotel.currency,
    roomTypeId: ask.roomTypeId,
    dates: ask.dates,
    party: ask.party,
    nightly,
    extras: ask.extras,
  });
  if (!charges.accepted) return charges;
  const totalMinor = totalOfLines(nightly, charges.value);
  return accept({ ratePlanId: ask.ratePlanId, nightly, charges: charges.value, totalMinor });
}

function nightlyPrices(
  facts: RateFacts,
  entry: CatalogueEntry,
  plan: PlanPrices,
  ask: StayAsk,
  explained: ExplainedNight[] | undefined,
): NightlyPrice[] {
  const stay = new AskedStay(facts, entry);
  const guests = guestPrices(facts.book.childBands, plan.occupancy, ask.party);
  const discounts = stayDiscounts(plan, stay, ask.dates);
  const asked = new AskedNight(stay);
  const nightly: NightlyPrice[] = [];
  for (let night = ask.dates.arrival; night < ask.dates.departure; night += 1) {
    const trace = explained === undefined ? undefined : new PriceTrace(entry.hotel.currency);
    const room = roomPrice(plan, asked.turnTo(night), withDemand, trace);
    const priceMinor = withDiscounts(withGuests(room, guests, trace), discounts, stay, trace);
    nightly.push({ night, priceMinor });
    if (trace !== undefined) explained?.push({ night, steps: trace.steps });
  }
  return nightly;
}

/** One answer whatever the reason: who has no code must not learn that a plan for others exists. */
function notAvailable({ ratePlanId, roomTypeId }: StayAsk): Decision<never> {
  return refuse("rate_not_available", `There is no rate plan ${ratePlanId} for this room type and this buyer.`, {
    rate_plan_id: ratePlanId,
    room_type_id: roomTypeId,
  });
}
