import type { Queryable } from "../database/database.ts";
import { formatNight, nightOf, type Night } from "../vocabulary/night.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import { stale } from "../vocabulary/stale_version.ts";
import type { AdmissionBooks } from "./admission_books.ts";
import { invalidDates } from "./dates.ts";
import type { FullNight } from "./room_night.ts";
import { nightsFrom, type RoomTerm } from "./room_standing.ts";
import { readOccupants, readRoomTerms, ROOM_COLUMNS, type RoomRow } from "./room_term_rows.ts";
import { changeTerms } from "./take_out_of_service.ts";

/** A room that the hotel gives up. */
export interface Retirement {
  readonly roomTypeId: number;
  readonly roomId: number;
  /** The version that was read. */
  readonly version: number;
  /** The first night without the room; the business date or later. */
  readonly from: Night;
  /** Stays that cannot be given another room lose theirs, and nights may end up above their limit. For managers. */
  readonly force: boolean;
}

/** Several rooms of a type that are given up at once, whatever is sold. */
export interface CapacityCut {
  readonly roomTypeId: number;
  /** These rooms, or so many: those in which the fewest nights are sold. */
  readonly rooms: readonly number[] | number;
  readonly from: Night;
}

/** What a forced change left behind. */
export interface CutResult {
  readonly rooms: readonly RoomRow[];
  readonly forced: readonly FullNight[];
}

const RETIRE = `
  UPDATE room
     SET retired_from = $3, version = room.version + 1
   WHERE hotel_id = $1 AND room_id = ANY ($2::int[])
  RETURNING ${ROOM_COLUMNS}`;

const READ = `SELECT ${ROOM_COLUMNS} FROM room WHERE hotel_id = $1 AND room_id = $2`;

/** The room; undefined when the hotel has none of this id. Its type never changes. */
export async function findRoom(db: Queryable, hotelId: number, roomId: number): Promise<RoomRow | undefined> {
  const { rows } = await db.query<RoomRow>(READ, [hotelId, roomId]);
  return rows[0];
}

/**
 * Gives a room up from a night on. Stays in it move to another room where that is possible. Refuses with `in_use` and
 * what is in the way (not with force), `version_conflict`, `wrong_state` when the room is retired already, `invalid_request`
 * for a night that has passed.
 */
export async function retireRoom(books: AdmissionBooks, retirement: Retirement): Promise<Decision<CutResult>> {
  const { tx, hotel } = books;
  const room = await findRoom(tx, hotel.hotelId, retirement.roomId);
  if (room === undefined) return refuse("not_found", `There is no room ${retirement.roomId}.`);
  if (room.version !== retirement.version) return stale(room);
  if (room.retired_from !== null) {
    return refuse("wrong_state", `The room is retired from ${room.retired_from} on.`, {
      retired_from: room.retired_from,
    });
  }
  if (retirement.from < books.today) return invalidDates("/from", books.today);
  return retire(books, retirement.roomTypeId, [retirement.roomId], retirement);
}

/**
 * A manager's cut of capacity, below what is sold if need be: the rooms are retired, stays that find no other room lose
 * theirs, and the nights are forced. Refuses with `not_found` for rooms that the type does not have in service and
 * `invalid_request` for a night that has passed.
 */
export async function cutCapacity(books: AdmissionBooks, cut: CapacityCut): Promise<Decision<CutResult>> {
  const { tx, hotel, ledger } = books;
  if (cut.from < books.today) return invalidDates("/from", books.today);
  const terms = (await readRoomTerms(tx, hotel.hotelId, [cut.roomTypeId])).get(cut.roomTypeId) ?? [];
  const standing = terms.filter((term) => term.retiredFrom === undefined);
  const chosen = await chooseRooms(books, cut, standing);
  if (!chosen.accepted) return chosen;
  const result = await retire(books, cut.roomTypeId, chosen.value, { from: cut.from, force: true });
  if (!result.accepted) return result;
  const last = nightsFrom(ledger.type(cut.roomTypeId), cut.from).at(-1)?.night ?? cut.from;
  books.tell("capacity.cut", {
    room_type_id: cut.roomTypeId,
    start_date: formatNight(cut.from),
    end_date: formatNight(Math.max(last, cut.from) + 1),
    rooms: chosen.value.length,
    forced: result.value.forced.length > 0,
  });
  return result;
}

async function chooseRooms(
  { tx, hotel }: AdmissionBooks,
  cut: CapacityCut,
  standing: readonly RoomTerm[],
): Promise<Decision<number[]>> {
  if (typeof cut.rooms !== "number") {
    const known = new Set(standing.map((term) => term.roomId));
    const unknown = cut.rooms.filter((roomId) => !known.has(roomId));
    if (unknown.length === 0) return accept([...new Set(cut.rooms)]);
    return refuse("not_found", `The room type has no room ${unknown.join(", ")} in service.`, { room_ids: unknown });
  }
  if (cut.rooms > standing.length) return refuse("not_found", `The room type has ${standing.length} rooms in service.`);
  const occupants = await readOccupants(
    tx,
    hotel.hotelId,
    standing.map((term) => term.roomId),
    cut.from,
  );
  return accept(quietestRooms(standing, occupants, { count: cut.rooms, from: cut.from }));
}

/**
 * The rooms that lose the fewest nights: sold or held ones, and those on which they cannot be slept in anyway, because
 * giving up a broken room cuts nothing. Of those alike, the ones that were added last.
 */
export function quietestRooms(
  terms: readonly RoomTerm[],
  occupants: readonly { readonly roomId: number; readonly nights: readonly Night[] }[],
  wanted: { readonly count: number; readonly from: Night },
): number[] {
  const used = new Map<number, number>();
  for (const { roomId, nights } of occupants) used.set(roomId, (used.get(roomId) ?? 0) + nights.length);
  for (const { roomId, outOfOrder } of terms) {
    for (const { arrival, departure } of outOfOrder) {
      const nights = Math.max(0, departure - Math.max(arrival, wanted.from));
      used.set(roomId, (used.get(roomId) ?? 0) + nights);
    }
  }
  const nightsIn = (term: RoomTerm): number => used.get(term.roomId) ?? 0;
  const quietFirst = terms.toSorted((one, other) => nightsIn(one) - nightsIn(other) || other.ordinal - one.ordinal);
  return quietFirst.slice(0, wanted.count).map((term) => term.roomId);
}

async function retire(
  books: AdmissionBooks,
  roomTypeId: number,
  roomIds: readonly number[],
  how: { readonly from: Night; readonly force: boolean },
): Promise<Decision<CutResult>> {
  const { tx, hotel } = books;
  const terms = (await readRoomTerms(tx, hotel.hotelId, [roomTypeId])).get(roomTypeId) ?? [];
  const changes = terms
    .filter((term) => roomIds.includes(term.roomId))
    .map((before) => ({ before, after: { ...before, retiredFrom: how.from } }));
  const forced = await changeTerms(books, roomTypeId, changes, how.force);
  if (!forced.accepted) return forced;
  const { rows } = await tx.query<RoomRow>(RETIRE, [hotel.hotelId, roomIds, formatNight(how.from)]);
  for (const row of rows) {
    const retiredFrom = formatNight(nightOf(row.retired_from ?? ""));
    books.tell("room.retired", { room_type_id: roomTypeId, room_id: row.room_id, retired_from: retiredFrom });
  }
  return accept({ rooms: rows, forced: forced.value });
}
