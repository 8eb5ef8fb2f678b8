import type { Queryable } from "../database/database.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import type { AdmissionBooks } from "./admission_books.ts";
import { ROOM_COLUMNS, type RoomRow } from "./room_term_rows.ts";
import { changeTerms } from "./take_out_of_service.ts";

/** The rooms to add: so many, numbered on from the highest number of the hotel, or these. */
export type NewRooms = { readonly count: number } | { readonly numbers: readonly string[] };

// A retired room has given its number back.
const READ_NUMBERS = "SELECT number FROM room WHERE hotel_id = $1 AND retired_from IS NULL";

/**
 * The numbers that new rooms get. Refuses with `already_exists` for numbers that rooms of the hotel have, or that
 * were given twice. Holds as long as the hotel is locked.
 */
export async function numbersFor(tx: Queryable, hotelId: number, wanted: NewRooms): Promise<Decision<string[]>> {
  const { rows } = await tx.query<{ number: string }>(READ_NUMBERS, [hotelId]);
  return chooseNumbers(
    rows.map((row) => row.number),
    wanted,
  );
}

/** The numbers of new rooms beside the ones that exist. */
export function chooseNumbers(existing: readonly string[], wanted: NewRooms): Decision<string[]> {
  if ("count" in wanted) {
    const highest = Math.max(0, ...existing.filter((number) => /^\d{1,9}$/.test(number)).map(Number));
    return accept(Array.from({ length: wanted.count }, (_, index) => String(highest + 1 + index)));
  }
  const known = new Set(existing);
  const taken = wanted.numbers.filter((number, index) => known.has(number) || wanted.numbers.indexOf(number) !== index);
  if (taken.length === 0) return accept([...wanted.numbers]);
  return refuse("already_exists", `The hotel has rooms with the numbers ${taken.join(", ")}.`, { room_numbers: taken });
}

const INSERT = `
  INSERT INTO room (hotel_id, room_type_id, number, ordinal)
  SELECT $1, $2, number, $3 + place
    FROM unnest($4::text[]) WITH ORDINALITY AS r (number, place)
  RETURNING ${ROOM_COLUMNS}`;

// The cached lists of rooms are told by this version that there are more.
const RAISE_VERSION =
  "UPDATE admission SET rooms_version = rooms_version + 1 WHERE hotel_id = $1 AND room_type_id = $2";

/**
 * Adds rooms to a room type: they can be given from the business date on. The scope must have locked the hotel, whose
 * room numbers are unique. Refuses with `already_exists`.
 */
export async function addRooms(
  books: AdmissionBooks,
  roomTypeId: number,
  wanted: NewRooms,
): Promise<Decision<RoomRow[]>> {
  const { tx, hotel, ledger } = books;
  const numbers = await numbersFor(tx, hotel.hotelId, wanted);
  if (!numbers.accepted) return numbers;
  const last = ledger.type(roomTypeId).rooms.count - 1;
  const { rows } = await tx.query<RoomRow>(INSERT, [hotel.hotelId, roomTypeId, last, numbers.value]);
  await tx.query(RAISE_VERSION, [hotel.hotelId, roomTypeId]);
  const changes = rows.map(({ room_id: roomId, ordinal }) => ({
    before: undefined,
    after: { roomId, ordinal, retiredFrom: undefined, outOfOrder: [] },
  }));
  const changed = await changeTerms(books, roomTypeId, changes, false);
  if (!changed.accepted) return changed;
  books.tell("rooms.added", { room_type_id: roomTypeId, room_ids: rows.map((row) => row.room_id) });
  return accept(rows);
}
