import { formatNight } from "../../../hotel/vocabulary/night.ts";
import { integersIn, nightsIn, textsIn, uuidsIn } from "./parameters.ts";
import { nightRow, stayNightRow } from "./presented_rows.ts";
import { selected, type Answer, type Call } from "./statement.ts";
import { nameOf } from "./names.ts";
import type { StayNightCells } from "./tables.ts";
import { seen } from "./transaction.ts";

/** `read_now`. */
export function readNow({ store, transaction }: Call): Answer {
  transaction.askedNow = store.now;
  return selected([{ now: new Date(store.now) }]);
}

/** `catalogue_stamps`: nothing of the catalogue changes while a schedule runs. */
export function catalogueStamps({ store, values }: Call): Answer {
  const rows = pairsOf(values).flatMap(({ hotelId, roomTypeId }) =>
    store.tables.catalogue.some((entry) => entry.hotel_id === hotelId && entry.room_type_id === roomTypeId)
      ? [{ hotel_id: hotelId, room_type_id: roomTypeId, hotel_stamp: "1", room_type_stamp: "1" }]
      : [],
  );
  return selected(rows);
}

/** `properties_catalogue`. */
export function readCatalogue({ store, values }: Call): Answer {
  const wanted = new Set(pairsOf(values).map(({ hotelId, roomTypeId }) => nameOf.type(hotelId, roomTypeId)));
  return selected(
    store.tables.catalogue.filter((entry) => wanted.has(nameOf.type(entry.hotel_id, entry.room_type_id))),
  );
}

/** `read_rooms`. A room type belongs to one hotel here. */
export function readRooms({ store, values }: Call): Answer {
  const wanted = new Set(integersIn(values[1]));
  return selected(store.tables.rooms.filter((room) => wanted.has(room.room_type_id)));
}

/** `read_nights`: one night more on each side. */
export function readNights({ store, transaction, values }: Call): Answer {
  const [from, to] = [nightsIn(values[2]), nightsIn(values[3])];
  const rows: object[] = [];
  for (const [index, { hotelId, roomTypeId }] of pairsOf(values).entries()) {
    for (let night = (from[index] ?? 0) - 1; night <= (to[index] ?? 0); night += 1) {
      const row = store.tables.nights.find(nameOf.night(hotelId, roomTypeId, night));
      const cells = row === undefined ? undefined : seen(row, transaction);
      if (cells !== undefined) rows.push(nightRow(cells));
    }
  }
  return selected(rows);
}

/** `see_nights`: without the neighbours and the seats, and with the end of the first hold on the type. */
export function seeNights(call: Call): Answer {
  const { store, transaction, values } = call;
  const [from, to] = [nightsIn(values[2]), nightsIn(values[3])];
  const rows: object[] = [];
  for (const [index, { hotelId, roomTypeId }] of pairsOf(values).entries()) {
    const firstExpiry = firstExpiryOf(call, hotelId, roomTypeId);
    for (let night = from[index] ?? 0; night < (to[index] ?? 0); night += 1) {
      const row = store.tables.nights.find(nameOf.night(hotelId, roomTypeId, night));
      const cells = row === undefined ? undefined : seen(row, transaction);
      if (cells !== undefined) rows.push({ ...nightRow(cells), seats: undefined, first_expiry: firstExpiry });
    }
  }
  return selected(rows);
}

function firstExpiryOf({ store, transaction }: Call, hotelId: number, roomTypeId: number): Date | null {
  let first = Infinity;
  for (const row of store.tables.holds.all()) {
    const hold = seen(row, transaction);
    if (hold?.hotelId === hotelId && hold.roomTypeId === roomTypeId) first = Math.min(first, hold.expiresAt);
  }
  return first === Infinity ? null : new Date(first);
}

/** `read_keys`. */
export function readKeys({ store, transaction, values }: Call): Answer {
  const [hotelIds, principals] = [integersIn(values[0]), textsIn(values[1])];
  const rows = textsIn(values[2]).flatMap((key, index) => {
    const row = store.tables.keys.find(nameOf.key(hotelIds[index] ?? 0, principals[index] ?? "", key ?? ""));
    const cells = row === undefined ? undefined : seen(row, transaction);
    if (cells === undefined) return [];
    const { hotelId, principal, fingerprint, status, reply } = cells;
    return [{ hotel_id: hotelId, principal, key, fingerprint, status, reply }];
  });
  return selected(rows);
}

/** `read_stay_nights`: in order of reservation, stay and night. */
export function readStayNights(call: Call): Answer {
  const rows = stayNightsOf(call).map(stayNightRow);
  rows.sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  return selected(rows);
}

function orderOf(row: { readonly reservation_id: string; readonly stay_no: number; readonly night: string }): string {
  return `${row.reservation_id} ${row.stay_no} ${row.night}`;
}

/** `read_touches`: the nights of reservations and what was booked, by room type. */
export function readTouches(call: Call): Answer {
  const { store, transaction, values } = call;
  const wanted = new Set(reservationsIn(values));
  const touches = new Map<string, { hotelId: number; id: string; type: number; from: number; to: number }>();
  const touch = (hotelId: number, id: string, type: number, from: number, to: number): void => {
    const known = touches.get(`${id}/${type}`);
    const wider = { from: Math.min(known?.from ?? from, from), to: Math.max(known?.to ?? to, to) };
    touches.set(`${id}/${type}`, { hotelId, id, type, ...wider });
  };
  for (const night of stayNightsOf(call)) {
    touch(night.hotelId, night.reservationId, night.roomTypeId, night.night, night.night + 1);
  }
  for (const row of store.tables.stays.all()) {
    const stay = seen(row, transaction);
    if (stay === undefined || !wanted.has(nameOf.reservation(stay.hotelId, stay.reservationId))) continue;
    touch(stay.hotelId, stay.reservationId, stay.roomTypeId, stay.from, stay.to);
  }
  return selected(
    [...touches.values()].map(({ hotelId, id, type, from, to }) => ({
      hotel_id: hotelId,
      reservation_id: id,
      room_type_id: type,
      from_night: formatNight(from),
      to_night: formatNight(to),
    })),
  );
}

/** `read_witness`. */
export function readWitness({ store, transaction, values }: Call): Answer {
  const row = store.guards.witness ? store.tables.witnesses.find(String(values[0])) : undefined;
  return selected(row === undefined || seen(row, transaction) === undefined ? [] : [{ "?column?": 1 }]);
}

/** Hotel and room type of each element of the first two parameters. */
export function pairsOf(values: readonly unknown[]): { readonly hotelId: number; readonly roomTypeId: number }[] {
  const hotelIds = integersIn(values[0]);
  return integersIn(values[1]).map((roomTypeId, index) => ({ hotelId: hotelIds[index] ?? 0, roomTypeId }));
}

function reservationsIn(values: readonly unknown[]): string[] {
  const hotelIds = integersIn(values[0]);
  return uuidsIn(values[1]).map((id, index) => nameOf.reservation(hotelIds[index] ?? 0, id ?? ""));
}

function stayNightsOf({ store, transaction, values }: Call): StayNightCells[] {
  const wanted = new Set(reservationsIn(values));
  const found: StayNightCells[] = [];
  for (const row of store.tables.stayNights.all()) {
    const night = seen(row, transaction);
    if (night !== undefined && wanted.has(nameOf.reservation(night.hotelId, night.reservationId))) found.push(night);
  }
  return found;
}
