import type { PoolClient } from "pg";
import { appendEvents } from "../events/outbox.ts";
import { createRoomType } from "../properties/create_room_type.ts";
import { loadCatalogue } from "../properties/facts.ts";
import type { RoomTypeRow } from "../properties/room_type_row.ts";
import type { NewRoomType } from "../properties/schemas.ts";
import type { Actor } from "../vocabulary/actor.ts";
import { businessDate } from "../vocabulary/business_date.ts";
import { formatNight } from "../vocabulary/night.ts";
import { accept, type Decision } from "../vocabulary/refusal.ts";
import { numbersFor, type NewRooms } from "./add_rooms.ts";
import { openRoomType } from "./opening.ts";

/** A room type with its rooms, to be put on sale. */
export interface NewRoomTypeOnSale {
  readonly hotelId: number;
  readonly roomType: NewRoomType;
  readonly rooms: NewRooms;
  /** Nights to open, counted from the hotel's business date. */
  readonly horizonDays: number;
  readonly by: Actor;
}

/** A room type on sale. */
export interface RoomTypeOnSale {
  readonly roomType: RoomTypeRow;
  /** Its rooms in the order of their numbers as given. */
  readonly rooms: readonly { readonly room_id: number; readonly number: string }[];
}

/**
 * Enters a room type, its rooms and its nights in one step, in the caller's transaction: nobody ever sees a type without
 * them. Refuses as `createRoomType` does, and with `already_exists` for room numbers of the hotel.
 */
export async function openNewRoomType(tx: PoolClient, asked: NewRoomTypeOnSale): Promise<Decision<RoomTypeOnSale>> {
  const { hotelId, by } = asked;
  // Locks the hotel, and with it the room numbers.
  const created = await createRoomType(tx, hotelId, asked.roomType, by);
  if (!created.accepted) return created;
  const numbers = await numbersFor(tx, hotelId, asked.rooms);
  if (!numbers.accepted) return numbers;
  const roomTypeId = created.value.room_type_id;
  const [entry] = await loadCatalogue(tx, [{ hotelId, roomTypeId }]);
  const {
    rows: [time],
  } = await tx.query<{ now: Date }>("SELECT hotel_now() AS now");
  if (entry === undefined || time === undefined)
    throw new Error(`room type ${roomTypeId} was written and is not there`);
  const from = businessDate(entry.hotel, time.now);
  const to = from + asked.horizonDays;
  const overbookingBasisPoints = entry.roomType.overbookingBasisPoints;
  const opening = { hotelId, roomTypeId, roomNumbers: numbers.value, overbookingBasisPoints, from, to };
  const roomIds = await openRoomType(tx, opening);
  const about = { hotelId, actor: by, at: time.now };
  const dates = { start_date: formatNight(from), end_date: formatNight(to) };
  await appendEvents(tx, [
    { ...about, type: "rooms.added", data: { room_type_id: roomTypeId, room_ids: roomIds } },
    { ...about, type: "nights.opened", data: { room_type_id: roomTypeId, ...dates } },
  ]);
  const rooms = roomIds.map((roomId, index) => ({ room_id: roomId, number: numbers.value[index] ?? "" }));
  return accept({ roomType: created.value, rooms });
}
