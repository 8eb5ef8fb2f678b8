import type { Mutant } from "./mutant.ts";

const CHANGING = "hotel/rates/nights/changing_rates.ts";
const BOOK_LOCK = "hotel/rates/book_lock.ts";
const RACE = "hotel/rates/nights/rate_nights.race.test.ts";
const EXAMPLES = "hotel/rates/restriction_examples.test.ts";

/** Restrictions, and the calendar that is changed while guests book. */
export const rateNightMutants: readonly Mutant[] = [
  {
    name: "rates_changed_without_the_lock",
    why: "A night is closed while a booking of it is being decided, and both succeed.",
    file: CHANGING,
    from: "  await lock(tx, hotelId, roomTypeIds);\n",
    to: "",
    test: RACE,
  },
  {
    name: "rates_of_a_new_room_type_changed_without_its_lock",
    why: "A room type is opened while all are being changed, and its guests book at what is being written.",
    file: "hotel/rates/nights/edit_rate_nights.ts",
    from: "known.includes(id)",
    to: "id > 0",
    test: RACE,
  },
  {
    name: "rate_book_not_locked",
    why: "Two managers change different room types by the same preview, and one of them sees an error of ours.",
    file: BOOK_LOCK,
    from: "WHERE hotel_id = $1 FOR NO KEY UPDATE",
    to: "WHERE hotel_id = $1",
    test: RACE,
  },
  {
    name: "version_of_the_rates_not_compared",
    why: "A change is written upon prices that nobody has previewed.",
    file: CHANGING,
    from: "current === version ? await work(version + 1) : stale({ version: current })",
    to: "await work(version + 1)",
    test: RACE,
  },
  {
    name: "nights_of_two_versions_in_one_preview",
    why: "A preview shows some nights before a change of somebody else and some after it.",
    file: "hotel/rates/nights/preview_edit.ts",
    from: "{ snapshot: true }",
    to: "{}",
    test: "hotel/rates/read_whole.race.test.ts",
  },
  {
    name: "rate_book_shown_in_the_currency_before",
    why: "A fee of 500 yen is shown as 5 euros, beside a version that an edit may name.",
    file: "hotel/rates/plans/seen_rates.ts",
    from: "{ snapshot: true }",
    to: "{}",
    test: "hotel/rates/read_whole.race.test.ts",
  },
  {
    name: "departure_not_looked_at",
    why: "Guests leave on the day on which nobody is there to clean.",
    file: "hotel/rates/restrictions/stay_check.ts",
    from: "night <= dates.departure",
    to: "night < dates.departure",
    test: EXAMPLES,
  },
  {
    name: "cutoff_after_midnight_on_the_wrong_day",
    why: "A hotel that sells until two at night sells nothing for the same day.",
    file: "hotel/rates/restrictions/booking_time.ts",
    from: "cutoffHour < hotel.dayRollHour ? arrival + 1 : arrival",
    to: "arrival",
    test: EXAMPLES,
  },
  {
    name: "heirs_of_a_sell_limit_not_counted",
    why: "A plan with ten rooms sells ten more through each plan that is derived from it.",
    file: "hotel/rates/restrictions/rules_of_plan.ts",
    from: "return [ratePlanId, ...heirs];",
    to: "return [ratePlanId];",
    test: EXAMPLES,
  },
];
