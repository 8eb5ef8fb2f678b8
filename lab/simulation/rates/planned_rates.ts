import { storeTerms } from "../../../hotel/rates/plans/stored_terms.ts";
import { paperTerms } from "../../../hotel/testing/paper_rates.ts";
import { nameOf } from "../store/names.ts";
import type { RateNightCells, Tables } from "../store/tables.ts";
import { TODAY } from "../today.ts";

/** What a hotel of a schedule has decided about its rates before the schedule begins. */
export interface PlannedRates {
  readonly hotelId: number;
  /** False: nothing, and somebody may be the first to. */
  readonly hasBook: boolean;
  readonly nights: readonly NightSetting[];
}

/** What is set for a night of a room type, counted from the first on sale; what is null is not set. */
export interface NightSetting {
  readonly roomTypeId: number;
  readonly day: number;
  /** A plan, or `EVERY_PLAN`. */
  readonly ratePlanId: number;
  readonly priceMinor: number | null;
  readonly closed: boolean | null;
  readonly sellLimit: number | null;
}

/** The plans of a hotel that has a book: one with a rule, from which the other is derived; 0 is the standard plan. */
export const PLANS = { standard: 0, flexible: 1, saver: 2 } as const;

/** What the rule of the flexible plan adds to a night, until somebody changes it. */
export const FIRST_SURCHARGE = 1_500;

/** The saver costs so much less than the flexible plan, in basis points. */
export const SAVER_LESS = 1_000;

/** Enters them in the tables of a store. */
export function openRates(tables: Tables, { hotelId, hasBook, nights }: PlannedRates): void {
  if (!hasBook) return;
  tables.rateBooks.seed(String(hotelId), { hotelId, version: 1, defaultRatePlanId: PLANS.flexible });
  for (const [ratePlanId, terms] of [
    [PLANS.flexible, flexibleTerms(FIRST_SURCHARGE)],
    [PLANS.saver, SAVER_TERMS],
  ] as const) {
    tables.ratePlans.seed(nameOf.ratePlan(hotelId, ratePlanId), {
      hotelId,
      ratePlanId,
      parentRatePlanId: ratePlanId === PLANS.saver ? PLANS.flexible : null,
      terms,
      version: 1,
    });
  }
  for (const setting of nights) {
    const cells = cellsOf(hotelId, setting);
    tables.rateNights.seed(nameOf.rateNight(cells), cells);
  }
}

/** A setting as a row of `rate_night`. */
export function cellsOf(hotelId: number, { day, ...setting }: NightSetting): RateNightCells {
  return { hotelId, night: TODAY + day, ...setting };
}

/** The document of the flexible plan with another surcharge. */
export function flexibleTerms(surchargeMinor: number): object {
  return storeTerms(paperTerms({ prices: [{ amountMinor: surchargeMinor }] }));
}

const SAVER_TERMS = storeTerms(
  paperTerms({
    basis: {
      kind: "derived",
      ratePlanId: PLANS.flexible,
      adjustment: { basisPoints: -SAVER_LESS },
      inheritsRestrictions: true,
    },
  }),
);
