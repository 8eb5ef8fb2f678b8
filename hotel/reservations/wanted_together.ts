import type { Refused } from "./alternatives.ts";
import type { WantedStay } from "./decisions/book.ts";

/** Stays of the same type and dates are looked for together: three rooms want three alternatives at once. */
export function wantedTogether(stays: readonly WantedStay[]): Refused[] {
  const groups = Map.groupBy(stays, ({ roomTypeId, dates }) => `${roomTypeId} ${dates.arrival} ${dates.departure}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const guests = Math.max(...group.map((stay) => stay.guests));
    return [{ roomTypeId: first.roomTypeId, dates: first.dates, guests, rooms: group.length }];
  });
}
