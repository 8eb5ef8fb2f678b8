import { formatNight, type Night } from "../../../hotel/vocabulary/night.ts";

/** What a manager changes, and the version of the rates that they have read. */
export type RateChange = { readonly version: number } & (
  | {
      /** Every plan of every room type, on the nights `[from, to)`. */
      readonly kind: "close";
      readonly from: Night;
      readonly to: Night;
      readonly closed: boolean;
    }
  | {
      readonly kind: "price";
      readonly from: Night;
      readonly to: Night;
      readonly ratePlanIds: readonly number[];
      /** Decimal, in the hotel's currency. */
      readonly price: number;
    }
  | {
      readonly kind: "plan";
      readonly ratePlanId: number;
      /** What the plan costs more at the weekend. */
      readonly percent: number;
    }
);

/** Where a change is sent, under the hotel. */
export function changeLine(change: RateChange): string {
  return change.kind === "plan" ? `PATCH rate-plans/${change.ratePlanId}` : "POST rate-nights";
}

/** The change as the API takes it. */
export function changeBody(change: RateChange): object {
  if (change.kind === "plan") {
    return { prices: [{ amount: 16 }, { weekdays: ["fri", "sat"], percent: change.percent }] };
  }
  const nights = { start_date: formatNight(change.from), end_date: formatNight(change.to), room_type_ids: "all" };
  return change.kind === "close"
    ? { ...nights, rate_plan_ids: "every_plan", set: { closed: change.closed } }
    : { ...nights, rate_plan_ids: change.ratePlanIds, set: { price: change.price } };
}
