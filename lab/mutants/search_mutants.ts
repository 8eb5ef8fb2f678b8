import type { Mutant } from "./mutant.ts";

const READ_AGAIN = "hotel/search/index/read_again.ts";
const READ_SOLD = "hotel/search/index/read_sold.ts";
const SOLD_FEED = "hotel/search/index/sold_feed.test.ts";
const SELL_LIMITS = "hotel/search/sell_limits.test.ts";

/** What is searched: that it can be bought. */
export const searchMutants: readonly Mutant[] = [
  {
    name: "limits_counted_once",
    why: "A plan is offered for as long as the process runs after its last room was sold.",
    file: READ_AGAIN,
    from: "  const touched = [...read.nights, ...read.rates].map",
    to: "  const touched = [...read.rates].map",
    test: SELL_LIMITS,
  },
  {
    name: "demand_not_known_with_the_book",
    why: "A price that follows demand from now on is shown as if the house were empty.",
    file: READ_AGAIN,
    from: "lacksDemand(hotel, book) ? await readDemand(db, { hotelId, roomTypeIds }, range) : undefined",
    to: "undefined",
    test: "hotel/search/index/demand_feed.test.ts",
  },
  {
    name: "new_limits_not_counted",
    why: "A limit that is entered for nights that are sold up already is found out at the checkout.",
    file: READ_AGAIN,
    from: "  const touched = [...read.nights, ...read.rates].map",
    to: "  const touched = [...read.nights].map",
    test: SOLD_FEED,
  },
  {
    name: "limits_of_a_book_not_counted",
    why: "A limit that stands in the book of the hotel holds for bookings and not for searches.",
    file: READ_AGAIN,
    from: "new Set([...read.hotels, ...read.books])",
    to: "read.hotels",
    test: SELL_LIMITS,
  },
  {
    name: "upgrade_gives_the_limit_back",
    why: "Whoever is moved into a better room leaves a place under the limit that the booking does not know of.",
    file: READ_SOLD,
    from: "    SELECT stay.room_type_id, stay.rate_plan_id, stay.channel, used.nights, used.used_as,",
    to: "    SELECT used.room_type_id, stay.rate_plan_id, stay.channel, used.nights, used.used_as,",
    test: SELL_LIMITS,
  },
  {
    name: "lapsed_holds_hide_a_plan",
    why: "A plan is not offered although nobody has it, until somebody sweeps.",
    file: "hotel/search/index/sold_counts.ts",
    from: "one.expiresAt > now.getTime()",
    to: "now !== undefined",
    test: SELL_LIMITS,
  },
  {
    name: "several_rooms_under_the_cheapest_plan",
    why: "Three rooms are offered under a plan that has one left.",
    file: "hotel/search/index/hotel_offer.ts",
    from: "limits: sold === undefined ? [] : limitsOnStay(facts, { roomTypeId, dates }, buyer.channel),",
    to: "limits: [],",
    test: SELL_LIMITS,
  },
  {
    name: "rooms_wanted_together_not_counted",
    why: "A hotel lists a plan for three rooms that it sells once more.",
    file: "hotel/rates/restrictions/stay_check.ts",
    from: "sold + (this.#ask.rooms ?? 1) > limit",
    to: "sold + 1 > limit",
    test: SELL_LIMITS,
  },
];
