import type { RateBook } from "../book/rate_book.ts";

// A book never changes, and every booking asks.
const known = new WeakMap<RateBook, boolean>();

/** Whether a rule of the book or of one of its plans limits how many rooms are sold, whatever was set for single nights. */
export function hasStandingLimit(book: RateBook): boolean {
  let isLimited = known.get(book);
  if (isLimited === undefined) known.set(book, (isLimited = limits(book)));
  return isLimited;
}

function limits({ restrictions, plans }: RateBook): boolean {
  const rules = [...restrictions, ...[...plans.values()].flatMap((plan) => plan.restrictions)];
  return rules.some(({ sellLimit }) => sellLimit !== undefined);
}
