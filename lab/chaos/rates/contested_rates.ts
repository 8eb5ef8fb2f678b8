import { EVERY_PLAN } from "../../../hotel/rates/book/rate_night.ts";
import type { Night } from "../../../hotel/vocabulary/night.ts";

/** A restriction that stands for the whole run: nobody changes it, so nothing may ever be sold against it. */
export interface FixedRule {
  readonly roomTypeId: number;
  readonly night: Night;
  readonly rule: "closed_to_arrival" | "min_stay_arrival" | "sell_limit";
  /** Nights or rooms; 1 for what is only said. */
  readonly value: number;
  /** The plan it stands on, or `EVERY_PLAN`. */
  readonly ratePlanId: number;
}

/** What a contested hotel has decided about its rates. */
export interface ContestedRates {
  /** The plan that bookings get which name none; its price changes while guests book. */
  readonly flexible: number;
  /** Derived from it, not to be cancelled for nothing. */
  readonly saver: number;
  readonly fixed: readonly FixedRule[];
  /** From here on, until the last night of the house, nights are closed and opened. */
  readonly closingFrom: Night;
  /** The credential of its manager. */
  readonly managerKey: string;
}

/** On which of the nights something stands, counted from the first. */
const DAYS = { closedToArrival: 2, roomLimit: 3, minStay: 5, planLimit: 7, closing: 8 };
const ROOM_LIMIT = 2;
const LEAST_NIGHTS = 2;

/**
 * What stands on the nights of a hotel: no arrival on the third night, two rooms of each type on the fourth and fifth, two nights at least from
 * the sixth on, and one room of the plan `saver` on the eighth.
 */
export function fixedRules(roomTypeIds: readonly number[], firstNight: Night, saver: number): FixedRule[] {
  const on = (day: number, rule: FixedRule["rule"], value: number, ratePlanId = EVERY_PLAN): FixedRule[] =>
    roomTypeIds.map((roomTypeId) => ({ roomTypeId, night: firstNight + day, rule, value, ratePlanId }));
  return [
    ...on(DAYS.closedToArrival, "closed_to_arrival", 1),
    ...on(DAYS.roomLimit, "sell_limit", ROOM_LIMIT),
    ...on(DAYS.roomLimit + 1, "sell_limit", ROOM_LIMIT),
    ...on(DAYS.minStay, "min_stay_arrival", LEAST_NIGHTS),
    ...on(DAYS.planLimit, "sell_limit", 1, saver),
  ];
}

/** Where the nights begin that a manager closes and opens. */
export function closingFrom(firstNight: Night): Night {
  return firstNight + DAYS.closing;
}

/** Whether a stay breaks a rule by itself, whoever else has booked: a limit depends on the others. */
export function breaks(
  { rule, roomTypeId, night, value }: FixedRule,
  stay: { readonly roomTypeId: number; readonly from: Night; readonly to: Night },
): boolean {
  if (stay.roomTypeId !== roomTypeId || stay.from !== night || rule === "sell_limit") return false;
  return rule === "closed_to_arrival" || stay.to - stay.from < value;
}
