import type { Queryable } from "../database/database.ts";
import { appendEvents } from "../events/outbox.ts";
import type { Actor } from "../vocabulary/actor.ts";
import type { Currency } from "../vocabulary/money.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import { lockHotel } from "./find_hotels.ts";
import { ROOM_TYPE_COLUMNS, type RoomTypeRow } from "./room_type_row.ts";
import { exactTerms, type IntegerTerms } from "./room_type_rules.ts";
import type { NewRoomType } from "./schemas.ts";

// The lock on the hotel keeps two who enter the same name apart; the unique constraint holds without it too.
const INSERT_ROOM_TYPE = `
  INSERT INTO room_type (hotel_id, name, max_occupancy, base_price_minor, overbooking_basis_points)
  VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (hotel_id, name) DO NOTHING
  RETURNING ${ROOM_TYPE_COLUMNS}, hotel_now() AS at`;

/**
 * Enters a room type: its row only, under the lock of its hotel. Its rooms and nights are made by `inventory/` in the same transaction.
 * Refusals: `not_found` without the hotel; `wrong_state` when it is retired; `invalid_request` for a price or a
 * ratio with too many decimals; `already_exists` when the hotel has a type of this name.
 */
export async function createRoomType(
  tx: Queryable,
  hotelId: number,
  roomType: NewRoomType,
  by: Actor,
): Promise<Decision<RoomTypeRow>> {
  const hotel = await lockHotel(tx, hotelId);
  if (hotel === undefined) return refuse("not_found", `There is no hotel ${hotelId}.`);
  if (hotel.status === "retired") return refuse("wrong_state", "The hotel is retired.", { status: hotel.status });
  const ratio = roomType.overbooking_ratio ?? 0;
  const terms = exactTerms({ price_per_night: roomType.price_per_night, overbooking_ratio: ratio }, hotel.currency);
  if (!terms.accepted) return terms;
  return insertRoomType(tx, { hotelId, roomType, currency: hotel.currency, terms: terms.value, by });
}

interface Insertion {
  readonly hotelId: number;
  readonly roomType: NewRoomType;
  readonly currency: Currency;
  readonly terms: IntegerTerms;
  readonly by: Actor;
}

async function insertRoomType(tx: Queryable, insertion: Insertion): Promise<Decision<RoomTypeRow>> {
  const { hotelId, roomType, currency, terms, by } = insertion;
  const { rows } = await tx.query<Omit<RoomTypeRow, "currency"> & { readonly at: Date }>(INSERT_ROOM_TYPE, [
    hotelId,
    roomType.name,
    roomType.max_occupancy,
    terms.basePriceMinor,
    terms.overbookingBasisPoints,
  ]);
  if (rows[0] === undefined) return refuse("already_exists", "The hotel has a room type of this name.");
  const { at, ...row } = rows[0];
  const data = { room_type_id: row.room_type_id, version: row.version };
  await appendEvents(tx, [{ hotelId, type: "room_type.created", data, actor: by, at }]);
  return accept({ ...row, currency });
}
