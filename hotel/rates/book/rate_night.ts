import type { MinorUnits } from "../../vocabulary/money.ts";
import type { Night } from "../../vocabulary/night.ts";
import type { Restriction } from "./restriction.ts";

/** Stands for every rate plan in {@link RateNight.ratePlanId}: prices of no plan have it. */
export const EVERY_PLAN = -1;

/**
 * What was set for one night of a room type: a price for one plan, or a restriction for one plan or all of them, on one channel
 * or all. A price counts before the plan's rules. Of restrictions every one that is about the stay must let it pass.
 */
export interface RateNight extends Restriction {
  readonly roomTypeId: number;
  readonly night: Night;
  /** A plan, `STANDARD_PLAN`, or `EVERY_PLAN`. */
  readonly ratePlanId: number;
  /** Empty: every channel. */
  readonly channel: string;
  /** For the plan's included adults, before its rules for demand; only for one plan and every channel. */
  readonly priceMinor?: MinorUnits;
}
