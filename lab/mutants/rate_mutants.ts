import type { Mutant } from "./mutant.ts";

const READ_RATES = "hotel/reservations/admission/read_rates.ts";
const SOLD_UNDER = "hotel/reservations/admission/sold_under.ts";
const RATE_STAY = "hotel/reservations/decisions/rate_stay.ts";
const BOOK = "hotel/reservations/decisions/book.ts";
const QUOTE_TOKEN = "hotel/reservations/quotes/quote_token.ts";
const RESTRICTIONS = "hotel/reservations/restrictions.race.test.ts";
const QUOTES = "hotel/reservations/quotes/quotes.test.ts";

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
];
