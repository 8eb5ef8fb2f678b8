import type { RateBookChanges } from "../plans/book_schemas.ts";
import type { NewRatePlan } from "../plans/schemas.ts";
import { formatNight, nightOf, type Night } from "../../vocabulary/night.ts";

/** A plan of the demo. */
export interface DemoPlan extends Omit<NewRatePlan, "basis"> {
  /** The plan that it is derived from, entered before, and how far below it is. */
  readonly below?: { readonly code: string; readonly percent: number };
}

/** What a hotel of the demo has decided about prices. */
export interface DemoRates {
  readonly book: Omit<RateBookChanges, "default_rate_plan_id" | "standard_plan_sold">;
  readonly plans: readonly DemoPlan[];
  /** The plan of bookings that name none, where the room type's own price is not sold. */
  readonly only?: string;
}

/** Some nights of every year, such as `06-15` to `09-15`. */
export interface Season {
  readonly from: string;
  readonly until: string;
  readonly percent: number;
}

/** Amounts of a hotel, in its currency. */
export interface FlexiblePrices {
  /** Breakfast for two, in the price of the night. */
  readonly breakfast: number;
  /** Off for one adult alone. */
  readonly single: number;
  readonly extraAdult: number;
  readonly child: number;
  readonly seasons: readonly Season[];
}

/** The ages that children's prices go by. */
export const CHILD_BANDS = [
  { band: "infant", min_age: 0, max_age: 2 },
  { band: "child", min_age: 3, max_age: 12 },
];

/** Breakfast included, free to cancel until two days before, dearer on weekends and in the seasons. */
export function flexible(today: Night, prices: FlexiblePrices): DemoPlan {
  return {
    code: "flexible",
    name: "Flexible with breakfast",
    meal_plan: "breakfast",
    prices: [
      { amount: prices.breakfast },
      { weekdays: ["fri", "sat"], percent: 12 },
      ...prices.seasons.flatMap((season) => everyYear(today, season)),
    ],
    occupancy: {
      included_adults: 2,
      single_use: { amount: -prices.single },
      extra_adult: prices.extraAdult,
      children: [
        { band: "infant", price: 0 },
        { band: "child", price: prices.child },
      ],
    },
    length_discounts: [{ min_nights: 7, percent: -10 }],
    cancellation: {
      kind: "free_until",
      before_days: 2,
      late_fee: { kind: "first_night" },
      no_show_fee: { kind: "full_stay" },
    },
    payment: { kind: "guarantee" },
  };
}

/** The same, paid when booking and not given back. */
export const saver: DemoPlan = {
  code: "saver",
  name: "Non-refundable",
  meal_plan: "breakfast",
  below: { code: "flexible", percent: 12 },
  cancellation: { kind: "non_refundable", fee: { kind: "full_stay" } },
  payment: { kind: "prepay" },
};

/** The same for members. */
export const members: DemoPlan = {
  code: "members",
  name: "Members",
  meal_plan: "breakfast",
  audience: { kind: "members" },
  below: { code: "flexible", percent: 10 },
};

// From last year, whose winter season may still be on, to the end of what can be booked.
function everyYear(today: Night, { from, until, percent }: Season): { from: string; until: string; percent: number }[] {
  const year = Number(formatNight(today).slice(0, 4));
  return [year - 1, year, year + 1, year + 2].map((one) => {
    const turnsTheYear = until < from;
    const season = { from: `${one}-${from}`, until: `${turnsTheYear ? one + 1 : one}-${until}` };
    if (nightOf(season.from) > nightOf(season.until)) throw new RangeError(`${from} to ${until} is no season`);
    return { ...season, percent };
  });
}
