import { invalidField } from "../../properties/field_error.ts";
import { accept, refuse, type Decision } from "../../vocabulary/refusal.ts";
import type { RateBook } from "../book/rate_book.ts";
import { STANDARD_PLAN, type RatePlan } from "../book/rate_plan.ts";

/**
 * Whether a book may stand as it would be. Refuses with `invalid_request` for a default plan that not everybody can buy, and
 * with `in_use` when a plan on sale refers to a child band or an extra that is no longer there.
 */
export function mayBecomeBook(book: RateBook): Decision<true> {
  const fault = defaultFault(book);
  if (fault !== undefined) return invalidField("/default_rate_plan_id", "default_plan", fault);
  const active = [...book.plans.values()].filter((plan) => plan.status === "active");
  const bands = new Set(book.childBands.map(({ band }) => band));
  const extras = new Set(book.extras.map(({ code }) => code));
  return (
    missing("child band", active, bands, (plan) => plan.occupancy.children.map(({ band }) => band)) ??
    missing("extra", active, extras, (plan) => plan.extras.map(({ code }) => code)) ??
    accept(true)
  );
}

function defaultFault({ defaultRatePlanId, standardPlanSold, plans }: RateBook): string | undefined {
  if (defaultRatePlanId === STANDARD_PLAN) {
    return standardPlanSold ? undefined : "The standard plan is not sold: name the plan of a booking that names none.";
  }
  const plan = plans.get(defaultRatePlanId);
  if (plan === undefined) return `The hotel has no rate plan ${defaultRatePlanId}.`;
  if (plan.status === "retired") return `The rate plan ${plan.code} is retired.`;
  return plan.audience.kind === "public" ? undefined : `Not everybody may book the rate plan ${plan.code}.`;
}

function missing(
  what: string,
  plans: readonly RatePlan[],
  present: ReadonlySet<string>,
  namesOf: (plan: RatePlan) => readonly string[],
): ReturnType<typeof refuse> | undefined {
  for (const plan of plans) {
    const name = namesOf(plan).find((one) => !present.has(one));
    if (name === undefined) continue;
    return refuse("in_use", `The rate plan ${plan.code} refers to the ${what} ${name}: change it first.`, {
      rate_plan_ids: [plan.ratePlanId],
    });
  }
  return undefined;
}
