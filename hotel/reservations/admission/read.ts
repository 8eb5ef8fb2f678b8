import type { Client, QueryConfig } from "pg";
import { inOnePacket } from "../../database/one_packet.ts";
import { nowStatement } from "../../events/clock.ts";
import { joinTouches, lockTypes, typesOf, type LockedType, type Touch } from "../../inventory/admission_lock.ts";
import { reapHolds, type LapsedHold } from "../../inventory/hold_rows.ts";
import { readLapsedNights } from "../../inventory/lapse.ts";
import { Ledger, type LedgerType } from "../../inventory/ledger.ts";
import { nightsByType, readNights, type NightRow } from "../../inventory/night_rows.ts";
import type { RoomLists, RoomRow } from "../../inventory/room_rows.ts";
import { seatedStays } from "../../inventory/seated_rows.ts";
import { readStayNights, stayNightsByReservation, type StayNightRow } from "../../inventory/stay_night_rows.ts";
import {
  catalogueStatement,
  parseCatalogueRow,
  type CatalogueEntry,
  type CatalogueRow,
} from "../../properties/facts.ts";
import { businessDate } from "../../vocabulary/business_date.ts";
import { nightOf, type Night } from "../../vocabulary/night.ts";
import { readKeys, usedKeys, type KeyRow } from "../key_rows.ts";
import { lockReservations, reservationOf, type ReservationRow } from "../reservation_rows.ts";
import { Books } from "./books.ts";
import { readSeats } from "./read_seats.ts";
import type { Command } from "./command.ts";

/** What a transaction is about: the requests and the room types that were locked for them. */
export interface Scope {
  readonly commands: readonly Command[];
  readonly touches: readonly Touch[];
  /** The locks, if they are held already; otherwise the transaction is begun and they are taken first. */
  readonly locked: readonly LockedType[] | undefined;
  /** Read who sits where: only when a single request runs alone. */
  readonly withSeats: boolean;
}

// The type that was booked as well, which after an upgrade no night occupies: it has the price, and new nights are of it.
const TOUCHED = `
  SELECT n.hotel_id, n.reservation_id, n.room_type_id, min(n.from_night) AS from_night, max(n.to_night) AS to_night
    FROM unnest($1::int[], $2::uuid[]) AS r (hotel_id, reservation_id)
   CROSS JOIN LATERAL (SELECT s.hotel_id, s.reservation_id, s.room_type_id, s.night AS from_night, s.night + 1 AS to_night
                         FROM stay_night s
                        WHERE s.hotel_id = r.hotel_id AND s.reservation_id = r.reservation_id
                        UNION ALL
                       SELECT b.hotel_id, b.reservation_id, b.room_type_id, b.start_date, b.end_date
                         FROM stay b
                        WHERE b.hotel_id = r.hotel_id AND b.reservation_id = r.reservation_id
                       OFFSET 0) AS n
   GROUP BY n.hotel_id, n.reservation_id, n.room_type_id`;

/**
 * The room types and nights of the reservations that the commands work on, as they are before any lock. They may
 * change until the lock is held: who reads under the lock compares.
 */
export async function readTouches(client: Client, commands: readonly Command[]): Promise<Touch[]> {
  const named = commandsOnReservations(commands);
  if (named.length === 0) return [];
  const values = [named.map((command) => command.hotelId), named.map((command) => command.reservationId)];
  const { rows } = await client.query<TouchedRow>({ name: "read_touches", text: TOUCHED, values });
  const byReservation = Map.groupBy(rows, (row) => row.reservation_id);
  return commands.flatMap((command) => touchesOf(command, byReservation.get(command.reservationId ?? "") ?? []));
}

/** One touch for each hotel and room type, for all that the commands touch. */
export function joinAllTouches(commands: readonly Command[], ofReservations: readonly Touch[]): Touch[] {
  return joinTouches([...commands.flatMap((command) => command.touches), ...ofReservations]);
}

interface TouchedRow {
  readonly hotel_id: number;
  readonly reservation_id: string;
  readonly room_type_id: number;
  readonly from_night: string;
  readonly to_night: string;
}

function touchesOf({ hotelId, reach }: Command, rows: readonly TouchedRow[]): Touch[] {
  const own = rows.map((row) => ({
    hotelId,
    roomTypeId: row.room_type_id,
    from: nightOf(row.from_night),
    to: nightOf(row.to_night),
  }));
  if (reach === undefined || own.length === 0) return own;
  const from = Math.min(reach.from ?? Infinity, ...own.map((touch) => touch.from));
  const to = Math.max(reach.to ?? 0, ...own.map((touch) => touch.to));
  const types = new Set([...own.map((touch) => touch.roomTypeId), ...reach.roomTypeIds]);
  return [...types].map((roomTypeId) => ({ hotelId, roomTypeId, from, to }));
}

/**
 * Locks and reads the facts, in statements that begin after the locks are held; first of all takes the lapsed holds of
 * the locked types away. All of it travels in one packet: PostgreSQL runs the statements one after the other, each
 * with a snapshot of its own, and after a failed one (a lock that is not to be had) refuses the rest.
 */
export async function readFacts(client: Client, scope: Scope, rooms: RoomLists): Promise<Books> {
  const { locked, reaped, now, catalogueRows, nightRows, keyRows, reservationRows, stayNightRows } = await inOnePacket(
    client,
    () => readRows(client, scope),
  );
  const missing = rooms.missing(locked);
  rooms.keep(locked, missing === undefined ? [] : (await client.query<RoomRow>(missing)).rows);
  const lapsed = await readLapsedNights(client, reaped);
  const seats = scope.withSeats ? await readSeats(client, scope.touches, reaped) : undefined;
  const wider = [...lapsed.touches, ...(seats?.touches ?? [])];
  const nights = wider.length === 0 ? nightRows : await readMoreNights(client, scope, locked, wider);
  const catalogue = catalogueOf(catalogueRows);
  const at = now[0]?.now ?? new Date(Number.NaN);
  const stayNights = stayNightsByReservation(stayNightRows);
  const books = new Books({
    now: at,
    ledger: ledgerOf(locked, nightsByType(nights), rooms),
    catalogue,
    keys: usedKeys(keyRows),
    reservations: new Map(
      reservationRows.map((row) => [row.reservation_id, reservationOf(row, stayNights.get(row.reservation_id) ?? [])]),
    ),
    seated:
      seats === undefined ? undefined : seatedStays(seats.rows, listOf(locked, rooms), firstFuture(catalogue, at)),
  });
  books.reap(reaped, lapsed.nights);
  return books;
}

/** Whether a reservation, read under the lock, lies within what was locked and read. */
export function isCovered(command: Command, books: Books, touches: readonly Touch[]): boolean {
  if (command.reservationId === undefined) return true;
  const reservation = books.reservation(command.reservationId);
  if (reservation === undefined) return true;
  const isTouched = (roomTypeId: number, from: Night, to: Night): boolean =>
    touches.some((touch) => touch.roomTypeId === roomTypeId && touch.from <= from && to <= touch.to);
  return reservation.stays.every(
    ({ roomTypeId, dates, nights }) =>
      isTouched(roomTypeId, dates.arrival, dates.departure) &&
      nights.every((night) => isTouched(night.roomTypeId, night.night, night.night + 1)),
  );
}

function commandsOnReservations(commands: readonly Command[]): Command[] {
  const seen = new Set<string>();
  return commands.filter(({ reservationId }) => {
    if (reservationId === undefined || seen.has(reservationId)) return false;
    seen.add(reservationId);
    return true;
  });
}

async function readRows(client: Client, { commands, touches, locked }: Scope) {
  const named = commandsOnReservations(commands);
  const ids = [named.map((one) => one.hotelId), named.map((one) => one.reservationId ?? "")] as const;
  const some = named.length > 0;
  const send = sender(client);
  const [, lockedRows, reaped, now, catalogueRows, nightRows, keyRows, reservationRows, stayNightRows] =
    await Promise.all([
      send(locked === undefined ? BEGIN : undefined),
      send<LockedType>(locked === undefined ? lockTypes(touches) : undefined),
      send<LapsedHold>(reapHolds(touches)),
      send<{ now: Date }>(nowStatement),
      send<CatalogueRow>(catalogueStatement(...typesOf(touches))),
      send<NightRow>(readNights(touches)),
      send<KeyRow>(readKeys(commands)),
      send<ReservationRow>(some ? lockReservations(...ids) : undefined),
      send<StayNightRow>(some ? readStayNights(...ids) : undefined),
    ]);
  return {
    locked: locked ?? lockedRows,
    reaped,
    now,
    catalogueRows,
    nightRows,
    keyRows,
    reservationRows,
    stayNightRows,
  };
}

const BEGIN = { text: "BEGIN" };

function sender(client: Client): <Row extends object>(query: QueryConfig | undefined) => Promise<Row[]> {
  return async <Row extends object>(query: QueryConfig | undefined) =>
    query === undefined ? [] : (await client.query<Row>(query)).rows;
}

async function readMoreNights(
  client: Client,
  scope: Scope,
  lockedTypes: readonly LockedType[],
  wider: readonly Touch[],
): Promise<NightRow[]> {
  const locked = new Set(lockedTypes.map((type) => type.room_type_id));
  const { rows } = await client.query<NightRow>(
    readNights(joinTouches([...scope.touches, ...wider.filter((touch) => locked.has(touch.roomTypeId))])),
  );
  return rows;
}

function catalogueOf(rows: readonly CatalogueRow[]): Map<number, CatalogueEntry> {
  return new Map(rows.map((row) => [row.room_type_id, parseCatalogueRow(row)]));
}

function ledgerOf(locked: readonly LockedType[], nights: ReturnType<typeof nightsByType>, rooms: RoomLists): Ledger {
  const types = new Map<number, LedgerType>();
  for (const type of locked) {
    types.set(type.room_type_id, {
      hotelId: type.hotel_id,
      roomTypeId: type.room_type_id,
      rooms: rooms.of(type),
      nights: nights.get(type.room_type_id) ?? new Map(),
    });
  }
  return new Ledger(types);
}

function listOf(locked: readonly LockedType[], rooms: RoomLists): Parameters<typeof seatedStays>[1] {
  const types = new Map(locked.map((type) => [type.room_type_id, type]));
  return (roomTypeId) => {
    const type = types.get(roomTypeId);
    return type === undefined ? undefined : rooms.of(type);
  };
}

function firstFuture(catalogue: ReadonlyMap<number, CatalogueEntry>, now: Date): Parameters<typeof seatedStays>[2] {
  const hotels = new Map([...catalogue.values()].map(({ hotel }) => [hotel.hotelId, hotel]));
  return (hotelId) => {
    const hotel = hotels.get(hotelId);
    return hotel === undefined ? Number.MAX_SAFE_INTEGER : businessDate(hotel, now);
  };
}
