import { Type } from "typebox";
import { closed, Id, line, MAX_ID, NextCursor, prose, RoomType } from "../properties/schemas.ts";

/** A calendar date at the hotel. */
export const DateText = Type.String({
  pattern: "^\\d{4}-\\d{2}-\\d{2}$",
  description: "Calendar date at the hotel, `YYYY-MM-DD`.",
});

/** The range of nights that a period uses. */
export const rangeFields = {
  start_date: Type.String({ ...DateText, description: "First night." }),
  end_date: Type.String({ ...DateText, description: "The day after the last night." }),
};

/** Go beyond what is sold; for managers. */
export const Force = Type.Boolean({
  description:
    "Carry it out although something is in the way: stays that find no other room lose theirs, nights end up above their limit. " +
    "For managers; it shows in the overbooking lane.",
});

const Version = Type.Integer({ minimum: 1, description: "Raised by every change; send it as `If-Match`." });
const Nullable = { description: "Null when it does not apply." };
const Rooms = Type.Integer({ minimum: 1, maximum: 10_000 });

/** A room number. */
export const RoomNumber = line(20, "What the sign on the door says; unique among the rooms in service of the hotel.");

/** Rooms to add: so many, numbered on from the highest number, or these. Exactly one of both. */
export const newRoomsFields = {
  rooms: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1_000, description: "So many, numbered on from the hotel's highest number." }),
  ),
  room_numbers: Type.Optional(
    Type.Array(RoomNumber, { minItems: 1, maxItems: 1_000, uniqueItems: true, description: "These." }),
  ),
};

/** A physical room. */
export const Room = Type.Object({
  hotel_id: Id,
  room_id: Id,
  room_type_id: Id,
  number: RoomNumber,
  retired_from: Type.Union([DateText, Type.Null()], { description: "The first night without it; null: in service." }),
  version: Version,
});

/** A room type with its rooms, just opened. */
export const RoomTypeWithRooms = Type.Object({
  ...RoomType.properties,
  rooms: Type.Array(Type.Object({ room_id: Id, number: RoomNumber })),
});

/** A night that does not fit, or was forced. */
export const NightBeyond = Type.Object({
  date: DateText,
  room_type_id: Id,
  reason: Type.String(),
  available: Type.Integer(),
  wanted: Type.Integer(),
});

/** What a retirement left behind. */
export const RetiredRoom = Type.Object({
  ...Room.properties,
  forced_nights: Type.Array(NightBeyond, { description: "Nights that are used above their limit now." }),
});

/** Rooms of a type that a manager gives up, whatever is sold. Exactly one of `rooms` and `room_ids`. */
export const CutFields = {
  from: Type.Optional(
    Type.String({ ...DateText, description: "The first night without them; the business date unless told." }),
  ),
  rooms: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1_000, description: "So many: those in which the fewest nights are booked." }),
  ),
  room_ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 1_000, uniqueItems: true, description: "These." })),
};

/** What a cut left behind. */
export const Cut = Type.Object({ rooms: Type.Array(Room), forced_nights: Type.Array(NightBeyond) });

/** The fields of an out-of-order period. */
export const outOfOrderFields = {
  ...rangeFields,
  reason: prose(500, "For the staff."),
};

/** An out-of-order period. */
export const OutOfOrder = Type.Object({
  hotel_id: Id,
  out_of_order_id: Id,
  room_id: Id,
  room_type_id: Id,
  ...outOfOrderFields,
  status: Type.Union([Type.Literal("active"), Type.Literal("ended")]),
  version: Version,
});

/** The fields of a block that its hotel's staff write. */
export const blockFields = {
  name: line(200, "Whose rooms they are."),
  ...rangeFields,
  rooms: Type.Integer({ ...Rooms, description: "Rooms on each night." }),
};

/** Rooms set aside for a group. */
export const Block = Type.Object({
  hotel_id: Id,
  block_id: Id,
  room_type_id: Id,
  ...blockFields,
  status: Type.Union([Type.Literal("definite"), Type.Literal("released")]),
  version: Version,
});

/** An allowance for a range of nights. Exactly one of `overbooking_ratio` and `extra_rooms`. */
export const periodFields = {
  ...rangeFields,
  overbooking_ratio: Type.Optional(
    Type.Number({
      minimum: 0,
      maximum: 1,
      description: "Share of the type's rooms, at most four decimals, rounded down.",
    }),
  ),
  extra_rooms: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000, description: "So many rooms." })),
};

/** An overbooking period. */
export const OverbookingPeriod = Type.Object({
  hotel_id: Id,
  overbooking_period_id: Id,
  room_type_id: Id,
  ...rangeFields,
  overbooking_ratio: Type.Union([Type.Number(), Type.Null()], Nullable),
  extra_rooms: Type.Union([Type.Integer(), Type.Null()], Nullable),
});

/** Nights off sale, or back on it. */
export const SaleStatusBody = closed({
  ...rangeFields,
  closed: Type.Boolean({ description: "True takes the nights off sale; what is sold stays sold." }),
});

/** How many nights changed. */
export const SaleStatusReply = Type.Object({
  room_type_id: Id,
  ...rangeFields,
  closed: Type.Boolean(),
  changed_nights: Type.Integer(),
});

/** Which nights of which type. */
export const InventoryQuery = closed({
  from: Type.String({ ...DateText, description: "First night." }),
  to: Type.String({
    ...DateText,
    description: "The day after the last night; at most 62 nights, 550 of a single type.",
  }),
  room_type_id: Type.Optional(Id),
});

const Holder = Type.Object({
  reservation_id: Type.String(),
  rooms: Type.Integer(),
  expires_at: Type.String({ description: "RFC 3339, UTC." }),
});

/** One night of a room type: all counts in rooms. */
export const InventoryNight = Type.Object({
  date: DateText,
  rooms: Type.Integer({ description: "That the hotel has." }),
  out_of_order: Type.Integer({ description: "Of these, that cannot be slept in." }),
  blocked: Type.Integer({ description: "Set aside for groups." }),
  sold: Type.Integer(),
  held: Type.Integer({ description: "In holds that have not run out." }),
  allowance: Type.Integer({ description: "That may be sold beyond those that exist." }),
  forced: Type.Integer({ description: "That are used beyond the limit, by an audited path." }),
  available: Type.Integer({ description: "That can be sold now." }),
  closed: Type.Boolean({ description: "Taken off sale." }),
  holds: Type.Optional(Type.Array(Holder, { description: "For staff: who holds until when." })),
});

/** The nights of a hotel by type. */
export const InventoryReply = Type.Object({
  hotel_id: Id,
  business_date: DateText,
  room_types: Type.Array(Type.Object({ room_type_id: Id, nights: Type.Array(InventoryNight) })),
});

/** Where more is promised than there is. */
export const OverbookingLane = Type.Object({
  business_date: DateText,
  nights: Type.Array(
    Type.Object({
      room_type_id: Id,
      date: DateText,
      forced: Type.Integer({ description: "Rooms used beyond the limit." }),
      missing_rooms: Type.Integer({
        description: "Rooms used beyond those that exist; within the allowance it is expected.",
      }),
      stays_without_room: Type.Array(Type.Object({ reservation_id: Type.String(), stay_no: Type.Integer() })),
    }),
  ),
  truncated: Type.Boolean({ description: "There are more nights than shown: ask for a shorter range." }),
});

/** A path below a hotel, with one more id. */
export function hotelPath<Name extends string>(name: Name) {
  return closed({ hotel_id: Id, [name]: Type.Integer({ minimum: 1, maximum: MAX_ID }) } as {
    hotel_id: typeof Id;
  } & Record<Name, typeof Id>);
}

/** A page of something. */
export { NextCursor };
