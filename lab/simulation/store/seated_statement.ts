import { formatNight } from "../../../hotel/vocabulary/night.ts";
import type { SeatedRow } from "../../../hotel/inventory/seated_rows.ts";
import { nightsIn } from "./parameters.ts";
import { pairsOf } from "./read_statements.ts";
import { selected, type Answer, type Call } from "./statement.ts";
import { nameOf } from "./names.ts";
import type { StayNightCells } from "./tables.ts";
import { seen } from "./transaction.ts";

/** `read_seated`: each stay that sits in a room of the types on one of the nights, with all the nights it uses. */
export function readSeated(call: Call): Answer {
  const nights = visibleNights(call);
  const neighbours = new Set(nights.filter(sitsIn(call)).map(stayOf));
  const used = nights.filter((night) => night.usedAs !== "none" && neighbours.has(stayOf(night)));
  const stays = [...Map.groupBy(used, stayOf)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return selected(stays.map(([, of]) => seatedRow(of)));
}

function visibleNights({ store, transaction }: Call): StayNightCells[] {
  const found: StayNightCells[] = [];
  for (const row of store.tables.stayNights.all()) {
    const cells = seen(row, transaction);
    if (cells !== undefined) found.push(cells);
  }
  return found;
}

function sitsIn({ store, values }: Call): (night: StayNightCells) => boolean {
  const [from, to] = [nightsIn(values[2]), nightsIn(values[3])];
  const types = pairsOf(values).map(({ hotelId, roomTypeId }, index) => ({
    hotelId,
    rooms: new Set(store.tables.rooms.filter((room) => room.room_type_id === roomTypeId).map((room) => room.room_id)),
    from: from[index] ?? 0,
    to: to[index] ?? 0,
  }));
  return ({ hotelId, roomId, night }) =>
    roomId !== null &&
    types.some((type) => type.hotelId === hotelId && type.rooms.has(roomId) && night >= type.from && night < type.to);
}

function stayOf({ hotelId, reservationId, stayNo }: StayNightCells): string {
  return nameOf.stay(hotelId, reservationId, stayNo);
}

function seatedRow(nights: readonly StayNightCells[]): SeatedRow {
  const [first] = nights;
  if (first === undefined) throw new RangeError("a stay that sits somewhere has nights");
  const dates = nights.map(({ night }) => night);
  const rooms = nights.flatMap(({ roomId }) => (roomId === null ? [] : [roomId]));
  const types = nights.map(({ roomTypeId }) => roomTypeId);
  return {
    hotel_id: first.hotelId,
    reservation_id: first.reservationId,
    stay_no: first.stayNo,
    from_night: formatNight(Math.min(...dates)),
    to_night: formatNight(Math.max(...dates) + 1),
    nights: nights.length,
    room_types: new Set(types).size,
    rooms: new Set(rooms).size,
    room_type_id: Math.min(...types),
    room_id: rooms.length === 0 ? null : Math.min(...rooms),
    pinned: nights.some(({ pinned, roomId }) => pinned || roomId === null),
  };
}
