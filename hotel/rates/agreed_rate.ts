import type { CancellationAgreement } from "./agreement/cancellation_agreement.ts";
import type { PaymentRule, PaymentTerms } from "./book/policies.ts";
import type { MealPlan } from "./book/rate_plan.ts";
import type { Charge } from "./priced_stay.ts";
import type { ChosenExtra, Party } from "./stay_ask.ts";

/** What was agreed for one room when it was booked, frozen in the stay: later changes of the hotel's rates do not touch it. */
export interface AgreedRate {
  readonly ratePlanId: number;
  /** As it was called then; null: the standard plan. */
  readonly plan: { readonly code: string; readonly name: string; readonly mealPlan: MealPlan } | null;
  readonly party: Party;
  readonly extras: readonly ChosenExtra[];
  readonly charges: readonly Charge[];
  readonly cancellation: CancellationAgreement;
  /** The rule, for when the price changes, and what it came to. */
  readonly paymentRule: PaymentRule;
  readonly payment: PaymentTerms;
}

/** The document that the column `stay.rate` keeps; instants as RFC 3339. */
export function writeAgreedRate(rate: AgreedRate): string {
  const { ratePlanId: _kept, ...document } = rate;
  return JSON.stringify(document);
}

/** The agreed rate of a row; undefined where nothing but the base price was agreed. */
export function readAgreedRate(ratePlanId: number, document: AgreedRateDocument | null): AgreedRate | undefined {
  if (document === null) return undefined;
  const { cancellation, payment } = document;
  return {
    ...document,
    ratePlanId,
    cancellation: { ...cancellation, freeUntil: new Date(cancellation.freeUntil) },
    payment: { ...payment, dueAt: payment.dueAt === null ? null : new Date(payment.dueAt) },
  };
}

/** What the database returns of the column: instants are texts. */
export type AgreedRateDocument = Omit<AgreedRate, "ratePlanId" | "cancellation" | "payment"> & {
  readonly cancellation: Omit<CancellationAgreement, "freeUntil"> & { readonly freeUntil: string };
  readonly payment: Omit<PaymentTerms, "dueAt"> & { readonly dueAt: string | null };
};
