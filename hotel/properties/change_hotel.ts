import type { Queryable } from "../database/database.ts";
import { appendEvents } from "../events/outbox.ts";
import type { EventType } from "../events/catalogue.ts";
import type { Actor } from "../vocabulary/actor.ts";
import { decimalPlaces } from "../vocabulary/money.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import { stale } from "../vocabulary/stale_version.ts";
import { lockHotel } from "./find_hotels.ts";
import { fieldsOf, GIVEN_HOTEL, HOTEL_COLUMNS, HOTEL_FIELDS, type HotelRow } from "./hotel_row.ts";
import { checkHotel } from "./hotel_rules.ts";
import { convertPrices } from "./convert_prices.ts";
import type { HotelChanges, HotelFields } from "./schemas.ts";
import { changedFields } from "./versions.ts";

/** A change of a hotel that somebody has read. */
export interface HotelChange {
  readonly hotelId: number;
  /** The version they have read. */
  readonly version: number;
  /** The fields to change; what is left out stays. `status` retires the hotel or takes it up again. */
  readonly changes: HotelChanges;
  readonly by: Actor;
}

/**
 * Whether a hotel has ever been booked. Locks out every booking of the hotel until the transaction ends, and
 * looks only then: a booking that was under way is seen, and a later one reads the hotel as changed.
 */
export type EverBooked = (tx: Queryable, hotelId: number) => Promise<boolean>;

/** Whether amounts have been entered for a hotel besides the prices of its room types; asked while the hotel is locked. */
export type HasRates = (tx: Queryable, hotelId: number) => Promise<boolean>;

/** Told of another currency after the prices of the room types were converted, while every booking of the hotel is locked out. */
export type TellCurrency = (tx: Queryable, hotelId: number, by: Actor) => Promise<void>;

/** What rests on a hotel's time zone and currency in modules above this one. */
export interface RestsOnHotel {
  readonly everBooked: EverBooked;
  readonly hasRates: HasRates;
  readonly tellCurrency: TellCurrency;
}

// The version in the WHERE as well: of two editors who read the same version only one can ever write.
const UPDATE_HOTEL = `
  UPDATE hotel
  SET (${HOTEL_FIELDS}) = (SELECT given.* FROM ${GIVEN_HOTEL}),
    status = $2, version = hotel.version + 1
  WHERE hotel_id = $3 AND version = $4
  RETURNING ${HOTEL_COLUMNS}, hotel_now() AS at`;

/**
 * Changes, retires or reopens a hotel. Refusals: `not_found`; `version_conflict` when somebody else was faster;
 * `invalid_request`; `in_use` for another time zone or currency once the hotel was booked, because the nights,
 * deadlines and prices of its bookings rest on them. Changes nothing and keeps the version when nothing differs.
 * Before the first booking a new currency keeps the prices as decimals: 120.50 EUR becomes 120.50 USD; `in_use` when
 * there are rates and the new currency has another number of decimals.
 */
export async function changeHotel(
  tx: Queryable,
  change: HotelChange,
  rests: RestsOnHotel,
): Promise<Decision<HotelRow>> {
  const before = await lockHotel(tx, change.hotelId);
  if (before === undefined) return refuse("not_found", `There is no hotel ${change.hotelId}.`);
  if (before.version !== change.version) return stale(before);
  const { status = before.status, ...changes } = change.changes;
  const checked = checkHotel({ ...fieldsOf(before), ...changes });
  if (!checked.accepted) return checked;
  const fields = changedFields({ ...fieldsOf(before), status: before.status }, { ...checked.value, status });
  if (fields.length === 0) return accept(before);
  const foundation = await mayChangeFoundation(tx, before, checked.value, rests);
  if (!foundation.accepted) return foundation;
  if (fields.includes("currency")) await rests.tellCurrency(tx, change.hotelId, change.by);
  return write(tx, change, checked.value, status, fields);
}

/** The time zone and the currency are what bookings rest on: they change only while there is none. */
async function mayChangeFoundation(
  tx: Queryable,
  before: HotelRow,
  after: HotelFields,
  { everBooked, hasRates }: RestsOnHotel,
): Promise<Decision<true>> {
  const fields = (["time_zone", "currency"] as const).filter((name) => before[name] !== after[name]);
  if (fields.length === 0) return accept(true);
  if (await everBooked(tx, before.hotel_id)) {
    return refuse("in_use", `The hotel has been booked: ${fields.join(" and ")} can no longer change.`, { fields });
  }
  if (!fields.includes("currency")) return accept(true);
  // Rates are kept in minor units: with as many decimals they say the same in the new currency, as the prices do.
  const saysTheSame = decimalPlaces(before.currency) === decimalPlaces(after.currency);
  if (!saysTheSame && (await hasRates(tx, before.hotel_id))) {
    const message = `The hotel has rates in ${before.currency}, and ${after.currency} has other decimals: enter it as a new hotel.`;
    return refuse("in_use", message, { fields: ["currency"] });
  }
  return convertPrices(tx, before, after.currency);
}

async function write(
  tx: Queryable,
  change: HotelChange,
  fields: HotelFields,
  status: HotelRow["status"],
  changed: string[],
): Promise<Decision<HotelRow>> {
  const { rows } = await tx.query<HotelRow & { readonly at: Date }>(UPDATE_HOTEL, [
    JSON.stringify(fields),
    status,
    change.hotelId,
    change.version,
  ]);
  if (rows[0] === undefined) throw new Error(`hotel ${change.hotelId} changed under its lock`);
  const { at, ...row } = rows[0];
  const isRetired = changed.includes("status") && status === "retired";
  const others = isRetired ? changed.filter((name) => name !== "status") : changed;
  const drafts: { type: EventType; data: object }[] = [];
  if (others.length > 0) drafts.push({ type: "hotel.changed", data: { version: row.version, fields: others } });
  if (isRetired) drafts.push({ type: "hotel.retired", data: { version: row.version } });
  await appendEvents(
    tx,
    drafts.map((draft) => ({ ...draft, hotelId: row.hotel_id, actor: change.by, at })),
  );
  return accept(row);
}
