import type { Mutant } from "./mutant.ts";

const READ_RATES = "hotel/reservations/admission/read_rates.ts";
const SOLD_UNDER = "hotel/reservations/admission/sold_under.ts";
const RATE_STAY = "hotel/reservations/decisions/rate_stay.ts";
const BOOK = "hotel/reservations/decisions/book.ts";
const QUOTE_TOKEN = "hotel/reservations/quotes/quote_token.ts";
const RESTRICTIONS = "hotel/reservations/restrictions.race.test.ts";
const QUOTES = "hotel/reservations/quotes/quotes.test.ts";
const RATED_CHANGES = "hotel/reservations/rated_changes.test.ts";

/** Prices and restrictions: that a booking pays what was promised and is sold only what is on sale. */
export const rateMutants: readonly Mutant[] = [
  {
    name: "restrictions_only_in_search",
    why: "A night that was closed while the guest was typing is sold.",
    file: RATE_STAY,
    from: "  if (!terms.ignoreRestrictions) {\n    const allowed = allowStay(facts, ask, terms.buyer);\n    if (!allowed.accepted) return allowed;\n  }\n",
    to: "",
    test: RESTRICTIONS,
  },
  {
    name: "limit_counts_no_neighbours",
    why: "A batch sells a limited rate to everybody in it.",
    file: SOLD_UNDER,
    from: "    this.#addAll(after, 1);\n",
    to: "",
    test: RESTRICTIONS,
  },
  {
    name: "lapsed_holds_fill_the_limit",
    why: "A rate is refused as sold out although nobody has it.",
    file: SOLD_UNDER,
    from: " AND hold.expires_at > hotel_now())",
    to: ") OR true",
    test: RESTRICTIONS,
  },
  {
    name: "limits_not_counted",
    why: "A sell limit is a wish.",
    file: READ_RATES,
    from: "  if (asked.length === 0) return NO_RATES.soldUnder;\n",
    to: "  return NO_RATES.soldUnder;\n",
    test: RESTRICTIONS,
  },
  {
    name: "quotes_live_for_ever",
    why: "Last year's price is paid this year.",
    file: BOOK,
    from: "  if (quote !== undefined && facts.now > quote.expiresAt) {",
    to: "  if (quote !== undefined && facts.now < new Date(0)) {",
    test: QUOTES,
  },
  {
    name: "quotes_not_honoured",
    why: "The guest pays another price than the one that was promised.",
    file: BOOK,
    from: "    const promised = quote?.stays[index];\n",
    to: "    const promised = quote === undefined ? undefined : undefined;\n",
    test: QUOTES,
  },
  {
    name: "anybody_signs_quotes",
    why: "A guest writes the price themselves.",
    file: QUOTE_TOKEN,
    from: "!timingSafeEqual(bytes.subarray(0, SIGNATURE_BYTES), signatureOf(secret, content))",
    to: "secret.type === undefined",
    test: QUOTES,
  },
  {
    name: "limit_counts_no_rooms_of_the_same_booking",
    why: "A group books ten rooms of a rate that is sold twice.",
    file: BOOK,
    from: "    const rates = withSold(facts.rates, sold);\n",
    to: "    const rates = withSold(facts.rates, []);\n",
    test: RATED_CHANGES,
  },
  {
    name: "closed_type_opens_the_other",
    why: "Who booked before the night was closed moves into a room type that is closed.",
    file: "hotel/reservations/decisions/rerate_stay.ts",
    from: 'new Set(["closed", "sell_limit"])',
    to: "new Set()",
    test: RATED_CHANGES,
  },
  {
    name: "other_type_on_new_terms",
    why: "A guest whose deadline has passed moves into another room type and cancels for nothing.",
    file: "hotel/reservations/decisions/rerate_stay.ts",
    from: "plan, paymentRule, cancellation: rerating.agreed }",
    to: "plan, paymentRule }",
    test: RATED_CHANGES,
  },
  {
    name: "nights_left_out_of_the_packet",
    why: "While another transaction gets to know the rates of a hotel, a closed night is sold.",
    file: READ_RATES,
    from: "!withNights.has(hotelId)",
    to: "!known.hadBook(hotelId)",
    test: "hotel/reservations/admission/read_rates.test.ts",
  },
];
