import { Type } from "typebox";
import type { Static, TObject, TProperties, TString } from "typebox";

/** The largest integer id; a larger one cannot exist, and the database would fail on it. */
export const MAX_ID = 2_147_483_647;

/** An integer id in a path, a query or a body. */
export const Id = Type.Integer({ minimum: 1, maximum: MAX_ID });

/** A page's end: the id of its last row. Callers pass it on and read nothing into it. */
export const Cursor = Type.String({
  pattern: "^[1-9][0-9]{0,8}$",
  description: "`next_cursor` of the page before; absent for the first page.",
});

/** How many rows a page has at most. */
export const PageLimit = Type.Integer({ minimum: 1, maximum: 100, default: 20 });

/** `next_cursor` of a reply. */
export const NextCursor = Type.Union([Type.String(), Type.Null()], {
  description: "Send it as `cursor` for the next page; null on the last one.",
});

/** A closed object: fields it does not name are refused. */
export function closed<Properties extends TProperties>(properties: Properties): TObject<Properties> {
  return Type.Object(properties, { additionalProperties: false });
}

/** One line of text: no line breaks or other control characters, no space at its ends, at least one character. */
export function line(maxLength: number, description: string): TString {
  return Type.String({
    minLength: 1,
    maxLength,
    pattern: "^[^\\p{Z}\\p{Cc}\\p{Cs}](?:[^\\p{Zl}\\p{Zp}\\p{Cc}\\p{Cs}]*[^\\p{Z}\\p{Cc}\\p{Cs}])?$",
    description,
  });
}

/** Several lines of text, or none: no control characters but line breaks and tabs. */
export function prose(maxLength: number, description: string): TString {
  return Type.String({ maxLength, pattern: "^(?:[^\\p{Cc}\\p{Cs}]|[\\n\\r\\t])*$", description });
}

const WallTime = Type.String({
  pattern: "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$",
  description: "Hotel wall time, `HH:MM`.",
});
const Latitude = Type.Union([Type.Number({ minimum: -90, maximum: 90 }), Type.Null()]);
const Longitude = Type.Union([Type.Number({ minimum: -180, maximum: 180 }), Type.Null()]);
/** Whether a hotel or a room type sells. */
export const Status = Type.Union([Type.Literal("active"), Type.Literal("retired")], {
  description: "A retired one keeps its bookings and sells nothing new.",
});
const Version = Type.Integer({ minimum: 1, description: "Raised by every change; send it as `If-Match`." });

const mandatoryHotelFields = {
  name: line(200, "What the sign over the door says."),
  city: line(200, "What guests search by."),
  country: Type.String({ pattern: "^[A-Z]{2}$", description: "ISO 3166-1 alpha-2." }),
  time_zone: Type.String({ minLength: 1, maxLength: 64, description: "IANA name, such as `Europe/Lisbon`." }),
  currency: Type.String({ pattern: "^[A-Z]{3}$", description: "ISO 4217. All prices of the hotel are in it." }),
};

const otherHotelFields = {
  address: prose(500, "Street and number, postal code."),
  latitude: Latitude,
  longitude: Longitude,
  star_rating: Type.Union([Type.Integer({ minimum: 1, maximum: 5 }), Type.Null()]),
  description: prose(10_000, "For guests, in plain text."),
  amenities: Type.Array(line(100, "Such as `breakfast`."), { maxItems: 100, uniqueItems: true }),
  photos: Type.Array(Type.String({ maxLength: 2_000, description: "An https URL." }), {
    maxItems: 50,
    uniqueItems: true,
  }),
  check_in_time: WallTime,
  check_out_time: WallTime,
  day_roll_hour: Type.Integer({
    minimum: 0,
    maximum: 12,
    description: "The hour of the wall clock at which the business date rolls: before it, it is still yesterday.",
  }),
  no_show_grace_minutes: Type.Integer({
    minimum: 0,
    maximum: 2_880,
    description: "How long a guest who has not come is waited for after the roll that ends the day of arrival.",
  }),
  free_cancellation_days: Type.Integer({
    minimum: 0,
    maximum: 365,
    description: "Cancelling is free until so many days before arrival, at check-in time. Frozen in each booking.",
  }),
  late_cancellation_fee: Type.Union([Type.Literal("none"), Type.Literal("first_night"), Type.Literal("full_stay")]),
  seating_policy: Type.Union([Type.Literal("best_fit"), Type.Literal("random")], {
    description: "Which free room a stay is given: the one that leaves the fewest gaps, or any (fair sales).",
  }),
};

const hotelFields = { ...mandatoryHotelFields, ...otherHotelFields };

/** Every field of a hotel that its staff write, each with a value. */
export const HotelFields = closed(hotelFields);
export type HotelFields = Static<typeof HotelFields>;

/** A hotel to be created: what is left out takes the default of {@link hotelDefaults}. */
export const NewHotel = closed({
  organisation_id: Id,
  ...mandatoryHotelFields,
  ...Type.Partial(Type.Object(otherHotelFields)).properties,
});
export type NewHotel = Static<typeof NewHotel>;

/** Changes of a hotel: at least one field. */
export const HotelChanges = Type.Partial(closed({ ...hotelFields, status: Status }), {
  additionalProperties: false,
  minProperties: 1,
});
export type HotelChanges = Static<typeof HotelChanges>;

/** A hotel as the API shows it. */
export const Hotel = Type.Object({
  hotel_id: Id,
  organisation_id: Id,
  ...hotelFields,
  status: Status,
  version: Version,
});
export type Hotel = Static<typeof Hotel>;

/** The fields of a room type that its hotel's staff write. `price_per_night` is a decimal in the hotel's currency. */
export const roomTypeFields = {
  name: line(200, "Unique within the hotel."),
  max_occupancy: Type.Integer({ minimum: 1, maximum: 100, description: "Guests that one room sleeps." }),
  price_per_night: Type.Number({
    minimum: 0,
    description: "Base price of one room for one night in the hotel's currency, with no more decimals than it has.",
  }),
  overbooking_ratio: Type.Number({
    minimum: 0,
    maximum: 1,
    description: "Share of the rooms that may be sold beyond them, at most four decimals: 0.1 is 10 %, rounded down.",
  }),
};

/** A room type to be created, without its rooms: what `inventory/` puts before its own fields of the body. */
export const newRoomTypeFields = {
  name: roomTypeFields.name,
  max_occupancy: roomTypeFields.max_occupancy,
  price_per_night: roomTypeFields.price_per_night,
  overbooking_ratio: Type.Optional(roomTypeFields.overbooking_ratio),
};
export const NewRoomType = closed(newRoomTypeFields);
export type NewRoomType = Static<typeof NewRoomType>;

/** Changes of a room type: at least one field. */
export const RoomTypeChanges = Type.Partial(closed({ ...roomTypeFields, status: Status }), {
  additionalProperties: false,
  minProperties: 1,
});
export type RoomTypeChanges = Static<typeof RoomTypeChanges>;

/** A room type as the API shows it. The overbooking ratio is for those who may see the hotel as its staff does. */
export const RoomType = Type.Object({
  hotel_id: Id,
  room_type_id: Id,
  ...roomTypeFields,
  overbooking_ratio: Type.Optional(roomTypeFields.overbooking_ratio),
  currency: mandatoryHotelFields.currency,
  status: Status,
  version: Version,
});
export type RoomType = Static<typeof RoomType>;

const organisationName = line(200, "The company that owns the hotels.");

/** An organisation to be created. */
export const NewOrganisation = closed({ name: organisationName });
export type NewOrganisation = Static<typeof NewOrganisation>;

/** An organisation as the API shows it. */
export const Organisation = Type.Object({ organisation_id: Id, name: organisationName, version: Version });
export type Organisation = Static<typeof Organisation>;
