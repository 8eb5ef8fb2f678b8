import type { AgreedRate } from "../rates/agreed_rate.ts";
import { localInstant } from "../vocabulary/local_instant.ts";
import type { PolicyFee } from "../rates/book/policies.ts";
import type { Charge } from "../rates/priced_stay.ts";
import { toDecimal, type Currency, type MinorUnits } from "../vocabulary/money.ts";

/** What amounts and deadlines of a rate are shown in. */
export interface ShownIn {
  readonly totalMinor: MinorUnits;
  readonly currency: Currency;
  /** Of the hotel. */
  readonly timeZone: string;
}

/** What one room is sold for and on which terms, as reservations and quotes show it. */
export function presentRate(
  rate: Pick<AgreedRate, "ratePlanId" | "plan" | "party" | "charges" | "cancellation" | "payment">,
  { totalMinor, currency, timeZone }: ShownIn,
): object {
  const { plan, party, cancellation, payment } = rate;
  return {
    rate_plan_id: rate.ratePlanId,
    ...(plan === null ? {} : { rate_plan_code: plan.code, rate_plan_name: plan.name, meal_plan: plan.mealPlan }),
    adults: party.adults,
    children: party.childAges,
    total_price: toDecimal(totalMinor, currency),
    charges: rate.charges.map((charge) => presentCharge(charge, currency)),
    cancellation_policy: {
      free_until: cancellation.freeUntil.toISOString(),
      free_until_local: localInstant(timeZone, cancellation.freeUntil),
      ...presentFee("late_fee", cancellation.lateFee),
      ...presentFee("no_show_fee", cancellation.noShowFee),
    },
    payment_policy: {
      kind: payment.kind,
      due_amount: toDecimal(payment.dueMinor, currency),
      ...(payment.dueAt === null ? {} : { due_at: payment.dueAt.toISOString() }),
    },
  };
}

function presentCharge({ kind, code, name, quantity, amountMinor, included }: Charge, currency: Currency): object {
  return { kind, code, name, quantity, amount: toDecimal(amountMinor, currency), included };
}

function presentFee(name: string, fee: PolicyFee): object {
  if (fee.kind !== "percent") return { [name]: fee.kind };
  return { [name]: fee.kind, [`${name}_percent`]: fee.basisPoints / 100 };
}
