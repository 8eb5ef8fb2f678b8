import { Type } from "typebox";
import type { TObject, TProperties } from "typebox";

/**
 * The pieces that event data is made of. Every object is closed and no field holds free text, so that no
 * personal data can ever get into the ledger: an event carries ids, dates, counts and flags.
 */
export function closed<Properties extends TProperties>(properties: Properties): TObject<Properties> {
  return Type.Object(properties, { additionalProperties: false });
}

/** An integer id: hotel, room type, room, block. */
export const id = Type.Integer({ minimum: 1, description: "id" });

/** A calendar date at the hotel, `YYYY-MM-DD`. */
export const date = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", description: "date" });

/** An instant in UTC as RFC 3339 writes it, with milliseconds: `2027-06-01T12:00:00.000Z`. */
export const instant = Type.String({
  pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$",
  description: "instant",
});

/** An ISO 4217 currency code. */
export const currency = Type.String({ pattern: "^[A-Z]{3}$", description: "currency code" });

/** An amount in minor units of its currency. */
export const minorUnits = Type.Integer({ minimum: 0, description: "minor units" });

/** A number of rooms. */
export const rooms = Type.Integer({ minimum: 0, description: "count" });

/** The `version` of a resource after the change. */
export const version = Type.Integer({ minimum: 1, description: "version" });

/** The name of a changed field, in the API's spelling; never its value. */
export const fieldNames = Type.Array(Type.String({ pattern: "^[a-z_]{1,60}$", description: "field name" }));

/**
 * Consecutive nights `[start_date, end_date)` of one stay in one room. A stay that is split over rooms or types is
 * several of them with the same `stay_no`. `room_type_id` is the type that is occupied; `room_id` is null
 * when no particular room is given yet.
 */
export const staySegment = closed({
  stay_no: Type.Integer({ minimum: 1, maximum: 50 }),
  room_type_id: id,
  room_id: Type.Union([id, Type.Null()]),
  start_date: date,
  end_date: date,
});

/** Segments in the order of stay number and date. */
export const stays = Type.Array(staySegment);

/** Where the stays were and where they are now. */
export const beforeAndAfter = closed({ before: stays, after: stays });

const flag = Type.Optional(Type.Boolean({ description: "flag" }));
const count = Type.Optional(Type.Integer({ minimum: 0, description: "count" }));

/** What an edit of the rate calendar has set, each as the API calls it; the price in minor units. */
const cellValues = closed({
  price: Type.Optional(minorUnits),
  closed: flag,
  closed_to_arrival: flag,
  closed_to_departure: flag,
  min_stay_arrival: count,
  max_stay_arrival: count,
  min_stay_through: count,
  max_stay_through: count,
  min_advance_days: count,
  max_advance_days: count,
  same_day_cutoff_hour: count,
  sell_limit: count,
  stay_pattern: Type.Optional(Type.String({ pattern: "^[YN]{1,90}$", description: "letters Y and N" })),
});

/** An edit of the rate calendar as it was asked for; null: every plan, every channel. */
export const calendarEdit = closed({
  rate_plan_ids: Type.Union([Type.Array(Type.Integer({ minimum: 0, description: "id" })), Type.Null()]),
  channel: Type.Union([Type.String({ pattern: "^[a-z0-9_-]{1,40}$", description: "channel" }), Type.Null()]),
  weekdays: Type.Array(Type.String({ pattern: "^[a-z]{3}$", description: "day of the week" })),
  set: cellValues,
  clear: fieldNames,
  change: Type.Union([
    closed({ basis_points: Type.Integer({ description: "1/100 of a percent" }) }),
    closed({ amount: Type.Integer({ description: "minor units" }) }),
    Type.Null(),
  ]),
});

/** Nights `[start_date, end_date)` of one room type. */
export const typeNights = { room_type_id: id, start_date: date, end_date: date };
