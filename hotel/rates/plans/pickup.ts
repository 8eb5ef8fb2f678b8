import type { RateBook } from "../book/rate_book.ts";

/** Over how many days back the plans on sale want to know how many rooms were taken: each once, in order. */
export function pickupWindows(book: RateBook): number[] {
  const windows = new Set<number>();
  for (const { status, dynamic } of book.plans.values()) {
    if (status === "retired") continue;
    for (const { when } of dynamic.rules) if (when.pickup !== undefined) windows.add(when.pickup.days);
  }
  return [...windows].toSorted((one, other) => one - other);
}
