import { Type } from "typebox";
import { closed, Id } from "../properties/schemas.ts";
import { MOST_RANGE_DAYS } from "./dates_wanted.ts";
import { buyerQuery, placeQuery, RoomOfSearch, Rooms } from "./search_schemas.ts";

const date = (description: string) => Type.String({ format: "date", description });
const Money = Type.Number({ minimum: 0 });

/** The most arrivals of a calendar of prices. */
export const MOST_CALENDAR_DAYS = 62;

/** A calendar of one hotel. */
export const HotelCalendarQuery = closed({
  from: date("The first night."),
  to: date(`The day after the last night; at most ${MOST_RANGE_DAYS} days after it.`),
  guests: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 40,
      default: "2",
      description: "Who sleeps in the room: adults and, after a colon, the ages of children, `2:4,9`.",
    }),
  ),
  ...buyerQuery,
});

/** The nights of a hotel for guests who look for dates. */
export const HotelCalendarReply = Type.Object({
  hotel_id: Id,
  currency: Type.String({ description: "ISO 4217." }),
  nights: Type.Array(
    Type.Object({
      date: Type.String({ format: "date" }),
      price: Type.Union([Money, Type.Null()], {
        description: "One room for this night by itself, with everything that has to be paid; null: no room.",
      }),
      available_rooms: Type.Integer({ minimum: 0, description: "Free rooms that the guests fit into." }),
      closed_to_arrival: Type.Boolean({ description: "No stay that is booked now may begin on it." }),
      closed_to_departure: Type.Boolean({ description: "No stay may end on it." }),
      min_stay: Type.Integer({
        minimum: 1,
        description: "Nights that a stay arriving on it has at least, by minimum stays and patterns of length.",
      }),
    }),
  ),
});

/** A calendar of prices over many hotels. */
export const PriceCalendarQuery = closed({
  from: date("The first arrival."),
  to: date(`The day after the last arrival; at most ${MOST_CALENDAR_DAYS} days after it.`),
  nights: Type.Optional(Type.Integer({ minimum: 1, maximum: 30, default: 1, description: "The length of the stays." })),
  rooms: Type.Optional(Rooms),
  hotel_id: Type.Optional(Id),
  ...placeQuery,
  currency: Type.Optional(Type.String({ pattern: "^[A-Z]{3}$", description: "Prices are compared in it." })),
  ...buyerQuery,
});

/** For each arrival the cheapest stay. */
export const PriceCalendarReply = Type.Object({
  days: Type.Array(
    Type.Object({
      date: Type.String({ format: "date", description: "Of arrival." }),
      cheapest: Type.Union([
        Type.Object({ hotel_id: Id, total_price: Money, currency: Type.String() }),
        Type.Null({ description: "Nobody has a room." }),
      ]),
    }),
  ),
});

/** What is asked of one hotel. */
export const OffersQuery = closed({
  check_in: date("The first night."),
  check_out: date("The day of departure."),
  rooms: Type.Optional(Rooms),
  why_not: Type.Optional(
    Type.Boolean({ default: false, description: "Also say why the other types and plans are not offered." }),
  ),
  ...buyerQuery,
});

const Reasons = Type.Array(
  Type.Object({
    reason: Type.String({
      description:
        "`sold`, `held`, `blocked`, `out_of_order`, `closed` or `not_on_sale` of a night; `restricted` by a rule; " +
        "`too_many_guests`; `rate_not_available`.",
    }),
    date: Type.Optional(Type.String({ format: "date" })),
    rule: Type.Optional(Type.String()),
    value: Type.Optional(Type.Union([Type.Boolean(), Type.Number(), Type.String()])),
    available_rooms: Type.Optional(Type.Integer({ minimum: 0 })),
    max_occupancy: Type.Optional(Type.Integer({ minimum: 1 })),
  }),
);

/** A room type under one rate plan. */
const PlanOffer = Type.Object({
  ...Type.Omit(RoomOfSearch, ["adults", "child_ages", "room_type_id", "name", "available_rooms"]).properties,
  nightly: Type.Array(Type.Object({ date: Type.String({ format: "date" }), price: Money })),
  charges: Type.Array(
    Type.Object({
      kind: Type.String(),
      code: Type.String(),
      name: Type.String(),
      quantity: Type.Integer(),
      amount: Type.Number(),
      included: Type.Boolean({ description: "Within other lines already." }),
    }),
  ),
});

const NotOffered = Type.Object({
  room_type_id: Id,
  name: Type.String(),
  rate_plan_id: Type.Optional(Type.Integer({ minimum: 0, description: "Absent: under no plan." })),
  rate_plan_code: Type.Optional(Type.String()),
  reasons: Reasons,
});

/** All that a hotel has for the dates. */
export const OffersReply = Type.Object({
  hotel_id: Id,
  check_in: Type.String({ format: "date" }),
  check_out: Type.String({ format: "date" }),
  currency: Type.String(),
  parties: Type.Array(
    Type.Object({
      adults: Type.Integer({ minimum: 1 }),
      child_ages: Type.Array(Type.Integer({ minimum: 0 })),
      rooms: Type.Integer({ minimum: 1, description: "How many rooms are wanted for parties like this." }),
      room_types: Type.Array(
        Type.Object({
          room_type_id: Id,
          name: Type.String(),
          max_occupancy: Type.Integer({ minimum: 1 }),
          available_rooms: Type.Integer({ minimum: 0 }),
          offers: Type.Array(PlanOffer, {
            description: "Prices of one room under each plan that has as many left as are wanted, the cheapest first.",
          }),
        }),
        { description: "With an offer." },
      ),
      not_offered: Type.Optional(Type.Array(NotOffered)),
    }),
  ),
});
