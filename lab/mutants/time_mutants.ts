import type { Mutant } from "./mutant.ts";

const BUSINESS_DATE = "hotel/vocabulary/business_date.ts";
const BUSINESS_DATE_TEST = "hotel/vocabulary/business_date.test.ts";
const NIGHT = "hotel/vocabulary/night.ts";
const NIGHT_TEST = "hotel/vocabulary/night.test.ts";
const BOOKABLE = "hotel/reservations/decisions/bookable.ts";

/** Nights, zones, hours, and the days on which clocks are changed. */
export const timeMutants: readonly Mutant[] = [
  {
    name: "business_date_in_utc",
    why: "A hotel in Tokyo sells yesterday's night until nine in the morning.",
    file: BUSINESS_DATE,
    from: "return instantOf(hotel.timeZone, night, rollTime(hotel.dayRollHour));",
    to: 'return instantOf("UTC", night, rollTime(hotel.dayRollHour));',
    test: BUSINESS_DATE_TEST,
  },
  {
    name: "roll_hour_ignored",
    why: "A walk-in at half past one cannot have a bed for the rest of the night.",
    file: BUSINESS_DATE,
    from: '`${String(dayRollHour).padStart(2, "0")}:00`',
    to: '`${String(dayRollHour * 0).padStart(2, "0")}:00`',
    test: BUSINESS_DATE_TEST,
  },
  {
    name: "earlier_of_two_equal_times",
    why: "On the night the clocks are set back a guest pays a fee an hour before the time that was written.",
    file: BUSINESS_DATE,
    from: 'disambiguation: "later"',
    to: 'disambiguation: "earlier"',
    test: BUSINESS_DATE_TEST,
  },
  {
    name: "business_date_kept_for_ever",
    why: "A process that runs for weeks goes on selling the night on which it was started.",
    file: BUSINESS_DATE,
    from: "instant >= known.from && instant < known.until",
    to: "instant >= known.from",
    test: BUSINESS_DATE_TEST,
  },
  {
    name: "day_of_departure_counted",
    why: "A guest pays for the night after the departure, and nobody else can have it.",
    file: NIGHT,
    from: "night < stay.departure; night += 1",
    to: "night <= stay.departure; night += 1",
    test: NIGHT_TEST,
  },
  {
    name: "departure_collides_with_arrival",
    why: "A room stands empty between two guests, because one leaves on the day the other comes.",
    file: NIGHT,
    from: "return one.arrival < other.departure && other.arrival < one.departure;",
    to: "return one.arrival <= other.departure && other.arrival <= one.departure;",
    test: NIGHT_TEST,
  },
  {
    name: "thirtieth_of_february",
    why: "A typing mistake books the second of March.",
    file: NIGHT,
    from: "return night >= 0 && formatNight(night) === text ? night : undefined;",
    to: "return night >= 0 ? night : undefined;",
    test: NIGHT_TEST,
  },
  {
    name: "deadline_in_utc",
    why: "A guest who cancels in time by the hotel's clock pays the fee.",
    file: "hotel/rates/agreement/cancellation_agreement.ts",
    from: "instantOf(timeZone, arrival - before.days",
    to: 'instantOf("UTC", arrival - before.days',
    test: "hotel/rates/policy_examples.test.ts",
  },
  {
    name: "past_nights_sold",
    why: "A guest books and pays nights that have passed.",
    file: BOOKABLE,
    from: "night < first || night > last",
    to: "night > last",
    test: "hotel/reservations/decisions/decisions.test.ts",
  },
  {
    name: "horizon_ignored",
    why: "A guest asks for a day that is not on sale and is told that the hotel is full instead of until when it sells.",
    file: BOOKABLE,
    from: "night < first || night > last",
    to: "night < first",
    test: "hotel/reservations/decisions/decisions.test.ts",
  },
  {
    name: "witness_pruned_by_a_nodes_clock",
    why: "A node whose clock is hours ahead removes the witness that another one needs to know that a booking was made.",
    file: "hotel/reservations/chores.ts",
    from: " AND created_at < clock_timestamp() - make_interval(hours => $2)`",
    to: " AND $2::int > 0`",
    test: "hotel/reservations/prune_witnesses.test.ts",
  },
];
