import { whyFull, type NightCounters } from "../inventory/room_night.ts";
import type { RestrictionInTheWay } from "../rates/restrictions/allow_stay.ts";
import { formatNight, nightsOf, type StayDates } from "../vocabulary/night.ts";

/** Why something is not offered: a night without room, a rule, too many guests, or a plan that has no price for it. */
export interface Reason {
  readonly reason: string;
  readonly date?: string;
  /** With `restricted`: the rule and what it says. */
  readonly rule?: string;
  readonly value?: boolean | number | string;
  /** Rooms left on a night that is `sold`, `held`, `blocked` or `out_of_order`. */
  readonly available_rooms?: number;
  /** With `too_many_guests`. */
  readonly max_occupancy?: number;
}

/** A night of one room type as inventory shows it. */
export interface ShownCounters extends Omit<NightCounters, "outOfOrder"> {
  readonly date: string;
  readonly out_of_order: number;
}

/** The nights of a stay on which a type has not so many rooms, each with the first cause. */
export function fullNights(nights: readonly ShownCounters[], dates: StayDates, rooms: number): Reason[] {
  const byDate = new Map(nights.map((night) => [night.date, night]));
  return nightsOf(dates).flatMap((night): Reason[] => {
    const date = formatNight(night);
    const shown = byDate.get(date);
    if (shown === undefined) return [{ reason: "not_on_sale", date }];
    const counters = { ...shown, outOfOrder: shown.out_of_order };
    const spare = counters.rooms - counters.outOfOrder + counters.allowance - used(counters);
    if (!shown.closed && spare >= rooms) return [];
    const reason = whyFull(counters, rooms);
    return [reason === "closed" ? { reason, date } : { reason, date, available_rooms: Math.max(0, spare) }];
  });
}

function used({ sold, held, blocked }: NightCounters): number {
  return sold + held + blocked;
}

/** The rules in the way of a stay. */
export function restrictedNights(restrictions: readonly RestrictionInTheWay[]): Reason[] {
  return restrictions.map(({ date, rule, value }) => ({ reason: "restricted", date, rule, value }));
}
