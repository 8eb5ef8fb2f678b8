import { invalidFields, type FieldError } from "../../properties/field_error.ts";
import { accept, refuse, type Decision } from "../../vocabulary/refusal.ts";
import type { RateBook } from "../book/rate_book.ts";
import { parentIdOf, type RatePlan } from "../book/rate_plan.ts";

/** The most plans that are derived one from the other, the first included. */
export const LONGEST_CHAIN = 8;

/** The most plans that a hotel has on sale. */
export const MOST_PLANS = 200;

/** What a chain of derived plans needs to know of a plan. */
export type LinkedPlan = Pick<RatePlan, "ratePlanId" | "basis">;

/**
 * Whether the plan may be entered: its code is new in the hotel, retired plans counted, and there is room for one more.
 * Refuses with `already_exists` and `in_use`.
 */
export function mayEnter(book: RateBook, code: string): Decision<true> {
  const namesake = [...book.plans.values()].find((plan) => plan.code === code);
  if (namesake !== undefined) {
    const detail = { rate_plan_id: namesake.ratePlanId };
    return refuse("already_exists", `The hotel has a rate plan with the code ${code}.`, detail);
  }
  return maySellAnother(book);
}

/** Whether one more plan may be on sale. Refuses with `in_use`. */
export function maySellAnother(book: RateBook): Decision<true> {
  const sold = [...book.plans.values()].filter((plan) => plan.status === "active").length;
  if (sold < MOST_PLANS) return accept(true);
  return refuse("in_use", `A hotel sells at most ${MOST_PLANS} rate plans: retire one first.`);
}

/**
 * Whether an active plan may stand in the book as it would be. Refuses with `invalid_request`, naming every field: its
 * chain, the bands and extras it refers to. The book still holds the plan as it was, if it was there.
 */
export function mayStand(book: RateBook, plan: RatePlan): Decision<true> {
  const errors = [
    ...basisErrors(book, plan),
    ...bandErrors(book, plan),
    ...extraErrors(book, plan),
    ...lengthErrors(plan),
  ];
  return errors.length === 0 ? accept(true) : invalidFields(errors);
}

/**
 * Whether a plan may be taken from sale. Refuses with `in_use` while it is the plan of bookings that name none, or others are
 * derived from it.
 */
export function mayRetire(book: RateBook, ratePlanId: number): Decision<true> {
  if (book.defaultRatePlanId === ratePlanId) {
    return refuse("in_use", "It is the hotel's default_rate_plan_id: name another one first.");
  }
  const derived = [...book.plans.values()].filter(
    (plan) => plan.status === "active" && parentIdOf(plan) === ratePlanId,
  );
  if (derived.length === 0) return accept(true);
  const names = derived.map((plan) => plan.code).join(", ");
  return refuse("in_use", `Other rate plans are derived from it: ${names}.`, {
    rate_plan_ids: derived.map((plan) => plan.ratePlanId),
  });
}

/** Whether a plan that bookings get who name none can be bought by everybody. Refuses with `in_use`. */
export function mayChangeAudience(book: RateBook, plan: RatePlan): Decision<true> {
  if (plan.ratePlanId !== book.defaultRatePlanId || plan.audience.kind === "public") return accept(true);
  return refuse("in_use", "It is the hotel's default_rate_plan_id, which everybody may book: name another one first.");
}

/**
 * What is wrong with deriving a plan from another: a circle, or a chain longer than {@link LONGEST_CHAIN}. Plans derived from
 * the plan count, retired ones too: they may come back.
 *
 * @param plans all plans; the plan itself as it was, or not at all
 */
export function chainFault(
  plans: ReadonlyMap<number, LinkedPlan>,
  ratePlanId: number,
  parentId: number,
): "cycle" | "depth" | undefined {
  let above = 0;
  for (let id: number | undefined = parentId; id !== undefined; id = parentIdOf(plans.get(id))) {
    if (id === ratePlanId) return "cycle";
    above += 1;
    if (above >= LONGEST_CHAIN) return "depth";
  }
  return above + heightFrom(plans, ratePlanId) > LONGEST_CHAIN ? "depth" : undefined;
}

function heightFrom(plans: ReadonlyMap<number, LinkedPlan>, ratePlanId: number): number {
  let height = 0;
  for (let level = new Set([ratePlanId]); level.size > 0 && height <= LONGEST_CHAIN; height += 1) {
    const below = [...plans.values()].filter((plan) => level.has(parentIdOf(plan) ?? 0));
    level = new Set(below.map((plan) => plan.ratePlanId));
  }
  return height;
}

function basisErrors(book: RateBook, plan: RatePlan): FieldError[] {
  const parentId = parentIdOf(plan);
  if (parentId === undefined) return [];
  const problem = (rule: string, message: string): FieldError[] => [{ field: "/basis/rate_plan_id", rule, message }];
  const parent = book.plans.get(parentId);
  if (parent === undefined) return problem("exists", `The hotel has no rate plan ${parentId}.`);
  const fault = chainFault(book.plans, plan.ratePlanId, parentId);
  if (fault === "cycle") return problem("cycle", `Rate plan ${parentId} is itself derived from this one.`);
  if (fault === "depth") return problem("depth", `At most ${LONGEST_CHAIN} rate plans are derived one from the other.`);
  return parent.status === "active" ? [] : problem("active", `Rate plan ${parentId} is retired.`);
}

function bandErrors(book: RateBook, plan: RatePlan): FieldError[] {
  const known = new Set(book.childBands.map(({ band }) => band));
  const bands = plan.occupancy.children.map(({ band }) => band);
  return bands.flatMap((band, index) => {
    const field = `/occupancy/children/${index}/band`;
    if (bands.indexOf(band) < index) return [twice(field, band)];
    return known.has(band) ? [] : [{ field, rule: "exists", message: `The rate book has no child band ${band}.` }];
  });
}

function extraErrors(book: RateBook, plan: RatePlan): FieldError[] {
  const known = new Set(book.extras.map(({ code }) => code));
  const codes = plan.extras.map(({ code }) => code);
  return codes.flatMap((code, index) => {
    const field = `/extras/${index}/code`;
    if (codes.indexOf(code) < index) return [twice(field, code)];
    return known.has(code) ? [] : [{ field, rule: "exists", message: `The rate book has no extra ${code}.` }];
  });
}

function lengthErrors(plan: RatePlan): FieldError[] {
  const lengths = plan.lengthDiscounts.map(({ minNights }) => minNights);
  return lengths.flatMap((length, index) =>
    lengths.indexOf(length) < index ? [twice(`/length_discounts/${index}/min_nights`, `${length}`)] : [],
  );
}

function twice(field: string, value: string): FieldError {
  return { field, rule: "unique", message: `${value} stands here twice.` };
}
