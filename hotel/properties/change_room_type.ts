import type { Queryable } from "../database/database.ts";
import type { EventType } from "../events/catalogue.ts";
import { appendEvents } from "../events/outbox.ts";
import type { Actor } from "../vocabulary/actor.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import { stale } from "../vocabulary/stale_version.ts";
import type { RoomTypeKey } from "./facts.ts";
import { lockHotel } from "./find_hotels.ts";
import { lockRoomType } from "./find_room_types.ts";
import { ROOM_TYPE_COLUMNS, showRoomType, type RoomTypeRow } from "./room_type_row.ts";
import { exactTerms, type IntegerTerms } from "./room_type_rules.ts";
import type { RoomType, RoomTypeChanges } from "./schemas.ts";
import { changedFields } from "./versions.ts";

/** A change of a room type that somebody has read. */
export interface RoomTypeChange extends RoomTypeKey {
  /** The version they have read. */
  readonly version: number;
  /** The fields to change; what is left out stays. `status` retires the type or takes it up again. */
  readonly changes: RoomTypeChanges;
  readonly by: Actor;
}

/** What `inventory/` does while a type's overbooking allowance changes: its nights carry the allowance. */
export interface AllowanceOfNights {
  /** Takes the type's admission lock. */
  lock(tx: Queryable, key: RoomTypeKey): Promise<void>;
  /**
   * Writes the new allowance into the nights that no overbooking period covers. Never refuses: nights that are sold
   * beyond it are forced, flagged and drain first.
   */
  change(tx: Queryable, key: RoomTypeKey, basisPoints: number, by: Actor): Promise<void>;
}

const UPDATE_ROOM_TYPE = `
  UPDATE room_type
  SET name = $4, max_occupancy = $5, base_price_minor = $6, overbooking_basis_points = $7, status = $8,
    version = room_type.version + 1
  WHERE hotel_id = $1 AND room_type_id = $2 AND version = $3
  RETURNING ${ROOM_TYPE_COLUMNS}, hotel_now() AS at`;

const NAME_TAKEN = "SELECT FROM room_type WHERE hotel_id = $1 AND name = $2 AND room_type_id <> $3";

/**
 * Changes, retires or reopens a room type. What is booked keeps its price; a smaller `max_occupancy` counts for
 * new bookings. Refusals: `not_found`, `version_conflict`, `invalid_request`, `already_exists` for the name of
 * another type. Locks in this order: hotel, the type's admission (only for another overbooking ratio), type.
 */
export async function changeRoomType(
  tx: Queryable,
  change: RoomTypeChange,
  allowance: AllowanceOfNights,
): Promise<Decision<RoomTypeRow>> {
  const hotel = await lockHotel(tx, change.hotelId);
  if (change.changes.overbooking_ratio !== undefined) await allowance.lock(tx, change);
  const before = await lockRoomType(tx, change.hotelId, change.roomTypeId);
  if (hotel === undefined || before === undefined) return noSuchRoomType(change);
  if (before.version !== change.version) return stale(before);
  const after = { ...showRoomType(before), ...change.changes };
  const terms = exactTerms(after, hotel.currency);
  if (!terms.accepted) return terms;
  const fields = changedFields(showRoomType(before), after);
  if (fields.length === 0) return accept(before);
  if (fields.includes("name") && (await isNameTaken(tx, change, after.name))) {
    return refuse("already_exists", "The hotel has another room type of this name.");
  }
  return write(tx, { change, after, terms: terms.value, fields }, allowance);
}

async function isNameTaken(tx: Queryable, key: RoomTypeKey, name: string): Promise<boolean> {
  const { rowCount } = await tx.query(NAME_TAKEN, [key.hotelId, name, key.roomTypeId]);
  return rowCount !== 0;
}

interface Writing {
  readonly change: RoomTypeChange;
  readonly after: RoomType;
  readonly terms: IntegerTerms;
  readonly fields: readonly string[];
}

async function write(tx: Queryable, writing: Writing, allowance: AllowanceOfNights): Promise<Decision<RoomTypeRow>> {
  const { change, after, terms, fields } = writing;
  const { rows } = await tx.query<Omit<RoomTypeRow, "currency"> & { readonly at: Date }>(UPDATE_ROOM_TYPE, [
    change.hotelId,
    change.roomTypeId,
    change.version,
    after.name,
    after.max_occupancy,
    terms.basePriceMinor,
    terms.overbookingBasisPoints,
    after.status,
  ]);
  if (rows[0] === undefined) throw new Error(`room type ${change.roomTypeId} changed under its lock`);
  const { at, ...row } = rows[0];
  if (fields.includes("overbooking_ratio")) {
    await allowance.change(tx, change, terms.overbookingBasisPoints, change.by);
  }
  const drafts = eventsOf(row, fields);
  await appendEvents(
    tx,
    drafts.map((draft) => ({ ...draft, hotelId: change.hotelId, actor: change.by, at })),
  );
  return accept({ ...row, currency: after.currency });
}

function eventsOf(row: Omit<RoomTypeRow, "currency">, fields: readonly string[]): { type: EventType; data: object }[] {
  const isRetired = fields.includes("status") && row.status === "retired";
  const others = isRetired ? fields.filter((name) => name !== "status") : fields;
  const named = { room_type_id: row.room_type_id, version: row.version };
  return [
    ...(others.length > 0 ? [{ type: "room_type.changed" as const, data: { ...named, fields: others } }] : []),
    ...(isRetired ? [{ type: "room_type.retired" as const, data: named }] : []),
  ];
}

function noSuchRoomType(key: RoomTypeKey): ReturnType<typeof refuse> {
  return refuse("not_found", `There is no room type ${key.roomTypeId} in hotel ${key.hotelId}.`);
}
