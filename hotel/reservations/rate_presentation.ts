import type { AgreedRate } from "../rates/agreed_rate.ts";
import type { PolicyFee } from "../rates/book/policies.ts";
import type { Charge } from "../rates/priced_stay.ts";
import { toDecimal, type Currency, type MinorUnits } from "../vocabulary/money.ts";
import { shownDeadline } from "../vocabulary/shown_deadline.ts";

/** What amounts and deadlines of a rate are shown in. */
export interface ShownIn {
  readonly totalMinor: MinorUnits;
  readonly currency: Currency;
  /** Of the hotel. */
  readonly timeZone: string;
}

/**
 * What one room is sold for and on which terms, as reservations and quotes show it. A member that is undefined is not shown: every
 * booking passes here, and an object that is put together of parts costs several times as much.
 */
export function presentRate(
  rate: Pick<AgreedRate, "ratePlanId" | "plan" | "party" | "charges" | "cancellation" | "payment">,
  { totalMinor, currency, timeZone }: ShownIn,
): object {
  const { plan, party, cancellation, payment } = rate;
  const { lateFee, noShowFee } = cancellation;
  const deadline = shownDeadline(timeZone, cancellation.freeUntil);
  return {
    rate_plan_id: rate.ratePlanId,
    rate_plan_code: plan?.code,
    rate_plan_name: plan?.name,
    meal_plan: plan?.mealPlan,
    adults: party.adults,
    children: party.childAges,
    total_price: toDecimal(totalMinor, currency),
    charges: rate.charges.map((charge) => presentCharge(charge, currency)),
    cancellation_policy: {
      free_until: deadline.instant,
      free_until_local: deadline.local,
      late_fee: lateFee.kind,
      late_fee_percent: percentOf(lateFee),
      no_show_fee: noShowFee.kind,
      no_show_fee_percent: percentOf(noShowFee),
    },
    payment_policy: {
      kind: payment.kind,
      due_amount: toDecimal(payment.dueMinor, currency),
      due_at: payment.dueAt?.toISOString(),
    },
  };
}

function presentCharge({ kind, code, name, quantity, amountMinor, included }: Charge, currency: Currency): object {
  return { kind, code, name, quantity, amount: toDecimal(amountMinor, currency), included };
}

function percentOf(fee: PolicyFee): number | undefined {
  return fee.kind === "percent" ? fee.basisPoints / 100 : undefined;
}
