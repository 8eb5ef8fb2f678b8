import type { QueryConfig } from "pg";
import type { LockedType } from "./admission_lock.ts";
import { roomList, type ListedRoom, type RoomList } from "./room_list.ts";

/** A row of `RoomLists.missing`. */
export interface RoomRow {
  readonly room_type_id: number;
  readonly room_id: number;
  readonly number: string;
  readonly ordinal: number;
}

const READ = `
  SELECT r.room_type_id, r.room_id, r.number, r.ordinal
    FROM unnest($1::int[], $2::int[]) AS t (hotel_id, room_type_id)
    JOIN room r ON r.hotel_id = t.hotel_id AND r.room_type_id = t.room_type_id`;

const MOST_TYPES_KEPT = 50_000;

/**
 * The lists of rooms this process has read. A list is used only while the version that the admission lock
 * returned matches: whoever adds a room holds that lock and raises the version.
 */
export class RoomLists {
  readonly #lists = new Map<number, { readonly version: number; readonly list: RoomList }>();

  /** Reads the lists that are not known in their present version; undefined when all are. */
  missing(locked: readonly LockedType[]): QueryConfig | undefined {
    const types = locked.filter((type) => this.#lists.get(type.room_type_id)?.version !== type.rooms_version);
    if (types.length === 0) return undefined;
    const values = [types.map((type) => type.hotel_id), types.map((type) => type.room_type_id)];
    return { name: "read_rooms", text: READ, values };
  }

  /** Keeps what the `missing` statement answered. */
  keep(locked: readonly LockedType[], rows: readonly RoomRow[]): void {
    const byType = Map.groupBy(rows, (row) => row.room_type_id);
    for (const type of locked) {
      if (this.#lists.get(type.room_type_id)?.version === type.rooms_version) continue;
      if (this.#lists.size >= MOST_TYPES_KEPT) this.#lists.clear();
      const rooms = (byType.get(type.room_type_id) ?? []).map(listedRoom);
      this.#lists.set(type.room_type_id, { version: type.rooms_version, list: roomList(rooms) });
    }
  }

  /** The rooms of a locked type; `missing` and `keep` went before. */
  of(type: LockedType): RoomList {
    const known = this.#lists.get(type.room_type_id);
    if (known?.version !== type.rooms_version) throw new Error(`rooms of room type ${type.room_type_id} were not read`);
    return known.list;
  }
}

function listedRoom(row: RoomRow): ListedRoom {
  return { roomId: row.room_id, number: row.number, ordinal: row.ordinal };
}
