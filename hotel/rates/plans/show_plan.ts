import { toDecimal, type Currency } from "../../vocabulary/money.ts";
import type { CancellationRule, PaymentRule, PolicyFee } from "../book/policies.ts";
import type { Audience, OccupancyPrices, PlanBasis, RatePlan } from "../book/rate_plan.ts";
import { present } from "../present.ts";
import type * as bodies from "./schemas.ts";
import type { RatePlanFields, RatePlanView } from "./schemas.ts";
import { showAmount, showChange, showDemandRule, showPriceRule, showRestriction } from "./show_rules.ts";

/** The plan as the API shows it to staff. */
export function showRatePlan(plan: RatePlan, currency: Currency): RatePlanFields & RatePlanView {
  return {
    ...showRatePlanToGuests(plan, currency),
    basis: showBasis(plan.basis, currency),
    prices: plan.prices.map((rule) => showPriceRule(rule, currency)),
    occupancy: showOccupancy(plan.occupancy, currency),
    length_discounts: plan.lengthDiscounts.map(({ minNights, adjustment }) => ({
      min_nights: minNights,
      ...showChange(adjustment, currency),
    })),
    lead_discounts: plan.leadDiscounts.map(({ name, minDays, maxDays, adjustment }) => ({
      name,
      ...present({ min_days: minDays, max_days: maxDays }),
      ...showChange(adjustment, currency),
    })),
    dynamic: {
      rules: plan.dynamic.rules.map((rule) => showDemandRule(rule, currency)),
      ...present({
        floor: showAmount(plan.dynamic.floorMinor, currency),
        ceiling: showAmount(plan.dynamic.ceilingMinor, currency),
      }),
    },
    restrictions: plan.restrictions.map(showRestriction),
  };
}

/** The plan as everybody may see it: what is sold under which conditions, and not how its price comes about. */
export function showRatePlanToGuests(plan: RatePlan, currency: Currency): GuestPlan {
  return {
    hotel_id: plan.hotelId,
    rate_plan_id: plan.ratePlanId,
    code: plan.code,
    name: plan.name,
    room_type_ids: plan.roomTypeIds === undefined ? null : [...plan.roomTypeIds],
    meal_plan: plan.mealPlan,
    audience: showAudience(plan.audience),
    extras: [...plan.extras],
    cancellation: plan.cancellation === undefined ? null : showCancellation(plan.cancellation),
    payment: showPayment(plan.payment, currency),
    status: plan.status,
    version: plan.version,
  };
}

type GuestPlan = Omit<RatePlanView, keyof StaffPart>;
type StaffPart = Pick<
  RatePlanView,
  "basis" | "prices" | "occupancy" | "length_discounts" | "lead_discounts" | "dynamic" | "restrictions"
>;

function showBasis(basis: PlanBasis, currency: Currency): bodies.Basis {
  if (basis.kind === "base") return { kind: "base" };
  return {
    kind: "derived",
    rate_plan_id: basis.ratePlanId,
    ...showChange(basis.adjustment, currency),
    inherits_restrictions: basis.inheritsRestrictions,
  };
}

function showAudience(audience: Audience): bodies.Audience {
  return { ...audience };
}

function showOccupancy(occupancy: OccupancyPrices, currency: Currency): bodies.Occupancy {
  return {
    included_adults: occupancy.includedAdults,
    ...(occupancy.singleUse === undefined ? {} : { single_use: showChange(occupancy.singleUse, currency) }),
    extra_adult: toDecimal(occupancy.extraAdultMinor, currency),
    children: occupancy.children.map(({ band, priceMinor }) => ({ band, price: toDecimal(priceMinor, currency) })),
  };
}

function showCancellation(rule: CancellationRule): bodies.Cancellation {
  if (rule.kind === "non_refundable") return { kind: rule.kind, fee: showFee(rule.fee) };
  return {
    kind: rule.kind,
    ...("days" in rule.before ? { before_days: rule.before.days } : { before_hours: rule.before.hours }),
    late_fee: showFee(rule.lateFee),
    no_show_fee: showFee(rule.noShowFee),
  };
}

function showFee(fee: PolicyFee): bodies.Fee {
  return fee.kind === "percent" ? { kind: fee.kind, percent: fee.basisPoints / 100 } : { kind: fee.kind };
}

function showPayment(rule: PaymentRule, currency: Currency): bodies.Payment {
  if (rule.kind !== "deposit") return { kind: rule.kind };
  const { share, daysBefore } = rule;
  return {
    kind: rule.kind,
    share: share.kind,
    ...(share.kind === "percent" ? { percent: share.basisPoints / 100 } : {}),
    ...(share.kind === "amount" ? { amount: toDecimal(share.amountMinor, currency) } : {}),
    days_before: daysBefore,
  };
}
