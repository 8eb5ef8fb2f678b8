import { Type } from "typebox";
import type { Static } from "typebox";
import { closed, Id, NextCursor, PageLimit } from "../properties/schemas.ts";
import { MOST_RANGE_DAYS } from "./dates_wanted.ts";
import { MAX_NIGHTS } from "./stay_wanted.ts";

const date = (description: string) => Type.Optional(Type.String({ format: "date", description }));
const text = (maxLength: number, description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength, description }));
const Code = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 40, pattern: "^[A-Za-z0-9_-]+$", description }));

/** For whom prices are: what opens rate plans that not everybody sees. */
export const buyerQuery = {
  promo_code: Code("Opens the rate plans of this code."),
  company: Code("Opens the rate plans of this company."),
  member: Type.Optional(Type.Boolean({ description: "The guest is a member: for staff and partners to say." })),
  channel: Code("Through what it is sold, for staff and partners to say; `web`, `desk` or `partner` unless told."),
};

/** Who sleeps in which room. */
export const Rooms = Type.String({
  minLength: 1,
  maxLength: 400,
  default: "2",
  description:
    "Each room as its adults and, after a colon, the ages of its children; separated by semicolons. " +
    "`2;1:4,9` is a room for two adults and one for an adult with children of 4 and 9.",
  examples: ["2;1:4,9"],
});

/** Where to look: phase 1 of a search. */
export const placeQuery = {
  city: text(200, "The whole name of a city, in any case, with or without accents."),
  country: text(2, "ISO 3166-1 alpha-2."),
  q: text(100, "Words of names, places and amenities; typing errors and missing accents are forgiven."),
  near: text(60, "Latitude and longitude in degrees: `38.72,-9.14`."),
  radius_km: text(20, "Around `near`, in km: more than 0, at most 500; 25 unless told."),
  bbox: text(120, "South, west, north, east in degrees."),
  stars: text(20, "Any of these: `4,5`."),
  amenities: text(1_000, "All of these: `wifi,pool`."),
};

/** A search as the query string says it. */
export const SearchQuery = closed({
  check_in: date("The first night, a calendar date at the hotel."),
  check_out: date(`The day of departure; at most ${MAX_NIGHTS} days after check_in.`),
  rooms: Type.Optional(Rooms),
  ...placeQuery,
  flexible_days: Type.Optional(
    Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3), Type.Literal(7)], {
      description: "So many days earlier or later will do: each hotel shows its cheapest dates.",
    }),
  ),
  within: Type.Optional(
    Type.Union([Type.Literal("weekend"), Type.Literal("week"), Type.Literal("month")], {
      description:
        "Instead of check_in and check_out: the cheapest weekend (Friday to Sunday), week, or stay of `nights` nights " +
        "between `from` and `to`.",
    }),
  ),
  from: date("The first day of the range of `within`."),
  to: date(`The last day of the range of \`within\`, one of departure; at most ${MOST_RANGE_DAYS} days after it.`),
  nights: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 31,
      description: "With `within=month`: the length of the stay, up to a month.",
    }),
  ),
  sort: Type.Optional(
    Type.Union([Type.Literal("price"), Type.Literal("distance"), Type.Literal("stars"), Type.Literal("name")], {
      default: "price",
      description: "The cheapest, nearest (with `near`), best or first by name; equal ones by id.",
    }),
  ),
  currency: Type.Optional(
    Type.String({ pattern: "^[A-Z]{3}$", description: "Also show prices in it. What is charged is the hotel's own." }),
  ),
  ...buyerQuery,
  facets: Type.Optional(Type.Boolean({ default: false, description: "Also count stars, amenities and cities." })),
  limit: Type.Optional(PageLimit),
  cursor: Type.Optional(
    Type.String({ maxLength: 600, description: "`next_cursor` of the page before, with the same parameters." }),
  ),
});
export type SearchQuery = Static<typeof SearchQuery>;

const Money = Type.Number({ minimum: 0 });
const Currency = Type.String({ description: "ISO 4217." });

/** A price in the currency that was asked for. */
export const DisplayPrice = Type.Object(
  {
    total_price: Money,
    currency: Currency,
    rate_date: Type.String({ format: "date", description: "The day of the exchange rate." }),
  },
  { description: "About so much in the currency asked for; absent when nobody has entered a rate." },
);

/** One room of an offer. */
export const RoomOfSearch = Type.Object({
  adults: Type.Integer({ minimum: 1, description: "Who sleeps in it: one of the parties asked for." }),
  child_ages: Type.Array(Type.Integer({ minimum: 0 })),
  room_type_id: Id,
  name: Type.String(),
  rate_plan_id: Type.Integer({ minimum: 0, description: "0: the standard plan." }),
  rate_plan_code: Type.String(),
  meal_plan: Type.String(),
  total_price: Money,
  available_rooms: Type.Integer({ minimum: 1, description: "Rooms of the type free on the fullest night." }),
  free_cancellation_until: Type.Optional(
    Type.String({
      description: "Hotel wall time with its distance from UTC; absent: cancelling costs from the start.",
    }),
  ),
});
export type RoomOfSearch = Static<typeof RoomOfSearch>;

/** A hotel with its cheapest offer. */
export const HotelOfSearch = Type.Object({
  hotel_id: Id,
  name: Type.String(),
  city: Type.String(),
  country: Type.String(),
  latitude: Type.Union([Type.Number(), Type.Null()]),
  longitude: Type.Union([Type.Number(), Type.Null()]),
  star_rating: Type.Union([Type.Integer({ minimum: 1, maximum: 5 }), Type.Null()]),
  distance_km: Type.Optional(Type.Number({ description: "From `near`." })),
  check_in: Type.String({ format: "date" }),
  check_out: Type.String({ format: "date" }),
  total_price: Type.Number({ minimum: 0, description: "All nights of all rooms with everything that has to be paid." }),
  currency: Currency,
  display: Type.Optional(DisplayPrice),
  rooms: Type.Array(RoomOfSearch, { description: "One for each room asked for." }),
});
export type HotelOfSearch = Static<typeof HotelOfSearch>;

const Counts = Type.Record(Type.String(), Type.Integer({ minimum: 0 }));

/** The answer of a search. */
export const SearchReply = Type.Object({
  hotels: Type.Array(HotelOfSearch),
  facets: Type.Optional(
    Type.Object(
      { stars: Counts, amenities: Counts, cities: Counts },
      { description: "Of the hotels at the place, with or without rooms on these dates." },
    ),
  ),
  next_cursor: NextCursor,
});
export type SearchReply = Static<typeof SearchReply>;
