/** The rooms of a type by ordinal, their place in the seat map. Retired rooms keep their ordinal. */
export interface RoomList {
  /** How many ordinals were ever given. */
  readonly count: number;
  roomIdAt(ordinal: number): number;
  numberAt(ordinal: number): string;
  /** Undefined when the room is not of this type. */
  ordinalOf(roomId: number): number | undefined;
}

/** One room as the database tells it, in order of ordinal. */
export interface ListedRoom {
  readonly roomId: number;
  readonly number: string;
  readonly ordinal: number;
}

/** Builds the list. */
export function roomList(rooms: readonly ListedRoom[]): RoomList {
  const byOrdinal: ListedRoom[] = [];
  const ordinals = new Map<number, number>();
  for (const room of rooms) {
    byOrdinal[room.ordinal] = room;
    ordinals.set(room.roomId, room.ordinal);
  }
  const at = (ordinal: number): ListedRoom => {
    const room = byOrdinal[ordinal];
    if (room === undefined) throw new RangeError(`no room has the ordinal ${ordinal}`);
    return room;
  };
  return {
    count: byOrdinal.length,
    roomIdAt: (ordinal) => at(ordinal).roomId,
    numberAt: (ordinal) => at(ordinal).number,
    ordinalOf: (roomId) => ordinals.get(roomId),
  };
}
