import { Type } from "typebox";
import type { Static, TSchema } from "typebox";
import {
  beforeAndAfter,
  calendarEdit,
  closed,
  currency,
  date,
  fieldNames,
  id,
  instant,
  minorUnits,
  rooms,
  stays,
  typeNights,
  version,
} from "./event_data.ts";

/** What the catalogue says about one type of event. */
export interface EventMeaning {
  /** Raised when the shape of `data` changes in a way that an old reader would misread. */
  readonly version: number;
  /** What happened, in one sentence. */
  readonly meaning: string;
  /** The shape of `data`. */
  readonly data: TSchema;
  /** Whether the event belongs to a reservation and names it in `reservation_id`. */
  readonly ofReservation: boolean;
}

const block = { block_id: id, ...typeNights, rooms };
const outOfOrder = closed({ out_of_order_id: id, room_id: id, ...typeNights });
const hotelVersion = closed({ version });
const roomTypeVersion = closed({ room_type_id: id, version });
const ratePlanVersion = closed({ rate_plan_id: id, version });
const justStays = closed({ stays });

const meanings = {
  "reservation.held": {
    version: 1,
    meaning: "Rooms are held until `expires_at`; the reservation is pending.",
    data: closed({ stays, expires_at: instant }),
    ofReservation: true,
  },
  "reservation.confirmed": {
    version: 1,
    meaning: "The rooms are sold. `from_hold` is true when they were held before, false when taken at once.",
    data: closed({ stays, from_hold: Type.Boolean() }),
    ofReservation: true,
  },
  "reservation.hold_released": {
    version: 1,
    meaning: "A hold was given back before it ran out.",
    data: justStays,
    ofReservation: true,
  },
  "reservation.expired": {
    version: 1,
    meaning: "The hold ran out and the reservation was marked expired.",
    data: justStays,
    ofReservation: true,
  },
  "hold.lapsed": {
    version: 1,
    meaning: "Admission or the sweeper took the nights of one room type back from a hold that had run out.",
    data: closed({ room_type_id: id, nights: Type.Array(closed({ night: date, rooms })) }),
    ofReservation: true,
  },
  "reservation.cancelled": {
    version: 1,
    meaning: "The reservation was cancelled and its nights are on sale again; `fee_minor` is kept.",
    data: closed({ stays, fee_minor: minorUnits, currency }),
    ofReservation: true,
  },
  "reservation.modified": {
    version: 1,
    meaning: "Dates, room type or guests were changed in one step.",
    data: beforeAndAfter,
    ofReservation: true,
  },
  "reservation.checked_in": {
    version: 1,
    meaning: "The guests of these stays are in the house, in these rooms.",
    data: justStays,
    ofReservation: true,
  },
  "reservation.checked_out": {
    version: 1,
    meaning: "The guests left. On an early departure `freed` holds the nights that went back on sale.",
    data: closed({ stays, early_departure: Type.Boolean(), freed: stays }),
    ofReservation: true,
  },
  "reservation.extended": {
    version: 1,
    meaning: "Stays of guests in the house were made longer.",
    data: beforeAndAfter,
    ofReservation: true,
  },
  "reservation.room_moved": {
    version: 1,
    meaning: "Stays were moved to other rooms of the same room type.",
    data: beforeAndAfter,
    ofReservation: true,
  },
  "reservation.upgraded": {
    version: 1,
    meaning: "Stays occupy another room type than the one booked; the price stays.",
    data: beforeAndAfter,
    ofReservation: true,
  },
  "reservation.no_show": {
    version: 1,
    meaning: "The guests did not come. `freed` holds the nights that went back on sale.",
    data: closed({ stays, freed: stays }),
    ofReservation: true,
  },
  "reservation.reinstated": {
    version: 1,
    meaning: "A cancelled or no-show reservation was taken up again with these nights.",
    data: justStays,
    ofReservation: true,
  },
  "reservation.pinned": {
    version: 1,
    meaning: "The stays keep their rooms: re-seating must not move them.",
    data: justStays,
    ofReservation: true,
  },
  "reservation.unpinned": {
    version: 1,
    meaning: "The stays may be re-seated again.",
    data: justStays,
    ofReservation: true,
  },
  "reservation.reseated": {
    version: 1,
    meaning: "An unpinned future stay was given another room to make place for somebody else's.",
    data: beforeAndAfter,
    ofReservation: true,
  },
  "reservation.imported": {
    version: 1,
    meaning: "A booking made elsewhere was taken in. `forced`: at least one night was full already.",
    data: closed({ stays, forced: Type.Boolean() }),
    ofReservation: true,
  },
  "block.created": {
    version: 1,
    meaning: "Rooms were set aside for a group.",
    data: closed(block),
    ofReservation: false,
  },
  "block.changed": {
    version: 1,
    meaning: "Dates or rooms of a block were changed.",
    data: closed({ block_id: id, before: closed({ ...typeNights, rooms }), after: closed({ ...typeNights, rooms }) }),
    ofReservation: false,
  },
  "block.released": {
    version: 1,
    meaning: "A block ended and its rooms are on sale again.",
    data: closed(block),
    ofReservation: false,
  },
  "out_of_order.created": {
    version: 1,
    meaning: "A room cannot be given on these nights.",
    data: outOfOrder,
    ofReservation: false,
  },
  "out_of_order.ended": {
    version: 1,
    meaning: "The room can be given again on these nights.",
    data: outOfOrder,
    ofReservation: false,
  },
  "rooms.added": {
    version: 1,
    meaning: "A room type got more physical rooms.",
    data: closed({ room_type_id: id, room_ids: Type.Array(id) }),
    ofReservation: false,
  },
  "room.retired": {
    version: 1,
    meaning: "A physical room is given up from this night on.",
    data: closed({ room_type_id: id, room_id: id, retired_from: date }),
    ofReservation: false,
  },
  "capacity.cut": {
    version: 1,
    meaning: "A manager cut capacity. `forced`: below what was sold already on at least one night.",
    data: closed({ ...typeNights, rooms, forced: Type.Boolean() }),
    ofReservation: false,
  },
  "overbooking.changed": {
    version: 1,
    meaning: "The overbooking allowance of these nights was changed, in basis points or in rooms.",
    data: closed({
      ...typeNights,
      basis_points: Type.Union([Type.Integer({ minimum: 0, maximum: 10_000 }), Type.Null()]),
      extra_rooms: Type.Union([rooms, Type.Null()]),
    }),
    ofReservation: false,
  },
  "nights.opened": {
    version: 1,
    meaning: "The horizon reached these nights: they can be booked now.",
    data: closed(typeNights),
    ofReservation: false,
  },
  "nights.closed": {
    version: 1,
    meaning: "These nights were taken off sale; what is sold stays sold.",
    data: closed(typeNights),
    ofReservation: false,
  },
  "nights.reopened": {
    version: 1,
    meaning: "Closed nights are on sale again.",
    data: closed(typeNights),
    ofReservation: false,
  },
  "rate_book.changed": {
    version: 1,
    meaning:
      "The named parts of the hotel's rate book were changed: taxes, extras, standing restrictions, the default plan, or the currency of all its amounts.",
    data: closed({ version, fields: fieldNames }),
    ofReservation: false,
  },
  "rate_plan.created": {
    version: 1,
    meaning: "A rate plan was entered.",
    data: ratePlanVersion,
    ofReservation: false,
  },
  "rate_plan.changed": {
    version: 1,
    meaning: "The named fields of a rate plan were changed. What is booked keeps its price.",
    data: closed({ rate_plan_id: id, version, fields: fieldNames }),
    ofReservation: false,
  },
  "rate_plan.retired": {
    version: 1,
    meaning: "The rate plan sells no more, nor do the plans that are derived from it.",
    data: ratePlanVersion,
    ofReservation: false,
  },
  "rate_nights.changed": {
    version: 1,
    meaning:
      "Prices or restrictions of single nights of a room type were changed, all of them within these dates, by this edit. " +
      "What they were before, the edits before tell.",
    data: closed({ ...typeNights, fields: fieldNames, version, edit: Type.Optional(calendarEdit) }),
    ofReservation: false,
  },
  "pickup.counted": {
    version: 1,
    meaning: "How many rooms were taken lately was counted anew and came out different for nights within these dates.",
    data: closed(typeNights),
    ofReservation: false,
  },
  "hotel.created": { version: 1, meaning: "A hotel was entered.", data: hotelVersion, ofReservation: false },
  "hotel.changed": {
    version: 1,
    meaning: "The named fields of the hotel were changed.",
    data: closed({ version, fields: fieldNames }),
    ofReservation: false,
  },
  "hotel.retired": { version: 1, meaning: "The hotel sells no more.", data: hotelVersion, ofReservation: false },
  "room_type.created": {
    version: 1,
    meaning: "A room type was entered.",
    data: roomTypeVersion,
    ofReservation: false,
  },
  "room_type.changed": {
    version: 1,
    meaning: "The named fields of the room type were changed.",
    data: closed({ room_type_id: id, version, fields: fieldNames }),
    ofReservation: false,
  },
  "room_type.retired": {
    version: 1,
    meaning: "The room type sells no more.",
    data: roomTypeVersion,
    ofReservation: false,
  },
} as const satisfies Record<string, EventMeaning>;

/** The name of an event: what happened, in the past tense. */
export type EventType = keyof typeof meanings;

/** The data that an event of this type carries. */
export type EventData<Kind extends EventType> = Static<(typeof meanings)[Kind]["data"]>;

/** The one catalogue of events. docs/events.md is kept equal to it by a test. */
export const eventCatalogue: Readonly<Record<EventType, EventMeaning>> = meanings;
