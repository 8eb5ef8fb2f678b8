import type { RateBook } from "../book/rate_book.ts";

// A book never changes, and every booking asks.
const known = new WeakMap<RateBook, readonly number[]>();

/** Over how many days back the plans on sale want to know how many rooms were taken: each once, in order. */
export function pickupWindows(book: RateBook): readonly number[] {
  let windows = known.get(book);
  if (windows === undefined) known.set(book, (windows = windowsOf(book)));
  return windows;
}

function windowsOf(book: RateBook): number[] {
  const windows = new Set<number>();
  for (const { status, dynamic } of book.plans.values()) {
    if (status === "retired") continue;
    for (const { when } of dynamic.rules) if (when.pickup !== undefined) windows.add(when.pickup.days);
  }
  return [...windows].toSorted((one, other) => one - other);
}
