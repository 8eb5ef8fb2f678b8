import { Type } from "typebox";
import type { Static } from "typebox";
import { closed, Cursor, Id, NextCursor, PageLimit } from "../properties/schemas.ts";
import { MAX_NIGHTS, MAX_ROOMS } from "./stay_wanted.ts";

/** What a guest looks for. */
export const AvailabilityQuery = closed({
  city: Type.String({ minLength: 1, maxLength: 200, description: "In any case, with or without accents." }),
  check_in: Type.String({ format: "date", description: "The first night, a calendar date at the hotel." }),
  check_out: Type.String({
    format: "date",
    description: `The day of departure: its night is not used. At most ${MAX_NIGHTS} days after check_in.`,
  }),
  guests: Type.Integer({
    minimum: 1,
    maximum: MAX_ROOMS * 100,
    description: "All together, spread evenly over the rooms.",
  }),
  rooms: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_ROOMS, default: 1, description: "Rooms of one type." })),
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(PageLimit),
});

const money = { minimum: 0 };

/** A room type that has enough rooms on every night. */
export const AvailableRoomType = Type.Object({
  room_type_id: Id,
  name: Type.String(),
  available_rooms: Type.Integer({ minimum: 1, description: "Rooms free on the fullest night of the stay." }),
  price_per_night: Type.Number({ ...money, description: "Of one room; the average where nights differ." }),
  total_price: Type.Number({ ...money, description: "All nights of all rooms asked for." }),
  currency: Type.String({ description: "ISO 4217." }),
  rate_plan_id: Type.Integer({
    minimum: 0,
    description: "The plan of the price, the cheapest that everybody can have: send it with the booking.",
  }),
});
export type AvailableRoomType = Static<typeof AvailableRoomType>;

/** A hotel that has a room type with enough rooms. */
export const AvailableHotel = Type.Object({
  hotel_id: Id,
  name: Type.String(),
  city: Type.String(),
  star_rating: Type.Union([Type.Integer({ minimum: 1, maximum: 5 }), Type.Null()]),
  available_room_types: Type.Array(AvailableRoomType, { description: "The cheapest first." }),
});
export type AvailableHotel = Static<typeof AvailableHotel>;

/** The answer of the search. */
export const Availability = Type.Object({
  hotels: Type.Array(AvailableHotel, { description: "In the order of their ids." }),
  next_cursor: NextCursor,
});
