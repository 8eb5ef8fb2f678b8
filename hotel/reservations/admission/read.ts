import type { Client, QueryConfig } from "pg";
import { Packet, type StatementAnswer } from "../../database/packet.ts";
import { nowStatement } from "../../events/clock.ts";
import { joinTouches, lockTypes, type LockedType, type Touch } from "../../inventory/admission_lock.ts";
import { reapHolds, type LapsedHold } from "../../inventory/hold_rows.ts";
import { readLapsedNights } from "../../inventory/lapse.ts";
import { Ledger, type LedgerType } from "../../inventory/ledger.ts";
import { nightsByType, readNights, type NightRow } from "../../inventory/night_rows.ts";
import { RoomLists, type RoomRow } from "../../inventory/room_rows.ts";
import { SoldOutNights } from "../../inventory/sold_out_nights.ts";
import { seatedStays } from "../../inventory/seated_rows.ts";
import { readStayNights, stayNightsByReservation, type StayNightRow } from "../../inventory/stay_night_rows.ts";
import type { CatalogueEntry, CatalogueRow } from "../../properties/facts.ts";
import { KnownCatalogue, stampsStatement, type CatalogueStamp } from "../../properties/known_catalogue.ts";
import { bookStampsStatement, KnownRateBooks, type BookStamp } from "../../rates/known_rate_books.ts";
import type { RateNightRow } from "../../rates/nights/rate_night_rows.ts";
import { businessDate } from "../../vocabulary/business_date.ts";
import { nightOf, type Night } from "../../vocabulary/night.ts";
import { readKeys, usedKeys, type KeyRow } from "../key_rows.ts";
import type { Reservation } from "../reservation.ts";
import { lockReservations, reservationOf, type ReservationRow } from "../reservation_rows.ts";
import { Books } from "./books.ts";
import { hotelsOf, hotelsWithBook, rateNightsOf, readRates } from "./read_rates.ts";
import { readSeats } from "./read_seats.ts";
import type { Command, Reach } from "./command.ts";

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
    roomTypeId: row.room_type_id,
    from: nightOf(row.from_night),
    to: nightOf(row.to_night),
  }));
  return (reach === undefined ? own : reached(reach, own)).map((span) => ({ hotelId, ...span }));
}

// All types on all nights: of what is used, and of what the command may use besides.
function reached(reach: Reach, own: readonly Span[]): readonly Span[] {
  if (own.length === 0) return own;
  const from = Math.min(reach.from ?? Infinity, ...own.map((span) => span.from));
  const to = Math.max(reach.to ?? 0, ...own.map((span) => span.to));
  const types = new Set([...own.map((span) => span.roomTypeId), ...reach.roomTypeIds]);
  return [...types].map((roomTypeId) => ({ roomTypeId, from, to }));
}

/** What this process has read before about room types, used as long as it is still so. */
export interface KnownTypes {
  readonly rooms: RoomLists;
  readonly catalogue: KnownCatalogue;
  readonly soldOut: SoldOutNights;
  readonly rateBooks: KnownRateBooks;
}

/** What a process knows when it starts. */
export function nothingKnown(): KnownTypes {
  return {
    rooms: new RoomLists(),
    catalogue: new KnownCatalogue(),
    soldOut: new SoldOutNights(),
    rateBooks: new KnownRateBooks(),
  };
}

/** What was read under the locks, as rows. */
interface FactRows {
  readonly bookStamps: readonly BookStamp[];
  readonly rateNights: readonly RateNightRow[];
  readonly withNights: ReadonlySet<number>;
  readonly locked: readonly LockedType[];
  readonly reaped: readonly LapsedHold[];
  readonly now: Date;
  readonly stamps: readonly CatalogueStamp[];
  readonly nights: readonly NightRow[];
  readonly keys: readonly KeyRow[];
  readonly reservations: readonly ReservationRow[];
  readonly stayNights: readonly StayNightRow[];
}

/** Begins a transaction; READ COMMITTED is pinned for the connection. */
export const BEGIN = { name: "begin", text: "BEGIN" };

/**
 * Locks and reads the facts, in statements that begin after the locks are held; first of all takes the lapsed holds of
 * the locked types away. All of it travels in one packet: PostgreSQL runs the statements one after the other, each
 * with a snapshot of its own, and after a failed one (a lock that is not to be had) refuses the rest.
 */
export async function readFacts(client: Client, scope: Scope, known: KnownTypes): Promise<Books> {
  return openBooks(client, scope, await readRows(client, scope, known), known);
}

async function readRows(client: Client, { commands, touches, locked }: Scope, known: KnownTypes): Promise<FactRows> {
  const named = commandsOnReservations(commands);
  const ids = [named.map((one) => one.hotelId), named.map((one) => one.reservationId ?? "")] as const;
  const packet = new Packet();
  if (locked === undefined) packet.add(BEGIN);
  const locking = locked === undefined ? packet.add<LockedType>(lockTypes(touches)) : { rows: locked };
  const reaped = packet.add<LapsedHold>(reapHolds(touches));
  const clock = packet.add<{ now: Date }>(nowStatement);
  const stamps = packet.add<CatalogueStamp>(stampsStatement(touches));
  const nights = packet.add<NightRow>(readNights(touches));
  const bookStamps = packet.add<BookStamp>(bookStampsStatement(hotelsOf(touches)));
  const withNights = hotelsWithBook(touches, known.rateBooks);
  const rateNights = addSome<RateNightRow>(packet, rateNightsOf(touches, withNights));
  const keys = addSome<KeyRow>(packet, readKeys(commands));
  const reservations = addSome<ReservationRow>(packet, named.length > 0 ? lockReservations(...ids) : undefined);
  const stayNights = addSome<StayNightRow>(packet, named.length > 0 ? readStayNights(...ids) : undefined);
  await packet.send(client);
  return {
    locked: locking.rows,
    reaped: reaped.rows,
    now: clock.rows[0]?.now ?? new Date(Number.NaN),
    stamps: stamps.rows,
    bookStamps: bookStamps.rows,
    rateNights: rateNights.rows,
    withNights,
    nights: nights.rows,
    keys: keys.rows,
    reservations: reservations.rows,
    stayNights: stayNights.rows,
  };
}

/** Adds a statement to a packet, if there is one; without it nothing is found. */
export function addSome<Row extends object>(
  packet: Packet,
  query: QueryConfig | undefined,
): Pick<StatementAnswer<Row>, "rows"> {
  return query === undefined ? { rows: [] } : packet.add<Row>(query);
}

// Reads besides what only the facts tell to be needed: new rooms, nights of lapsed holds, who sits where.
async function openBooks(client: Client, scope: Scope, facts: FactRows, known: KnownTypes): Promise<Books> {
  const { locked, reaped, now, stamps } = facts;
  const { rooms } = known;
  rooms.keep(locked, await readMissing<RoomRow>(client, rooms.missing(locked)));
  const entries = await readMissing<CatalogueRow>(client, known.catalogue.missing(stamps));
  const catalogue = known.catalogue.entries(stamps, entries);
  const rates = await readRates(client, scope, facts, known.rateBooks);
  const lapsed = await readLapsedNights(client, reaped);
  const seats = scope.withSeats ? await readSeats(client, scope.touches, reaped) : undefined;
  const wider = [...lapsed.touches, ...(seats?.touches ?? [])];
  const nights = wider.length === 0 ? facts.nights : await readMoreNights(client, scope, locked, wider);
  const stayNights = stayNightsByReservation(facts.stayNights);
  const books = new Books({
    now,
    ledger: ledgerOf(locked, nightsByType(nights), rooms),
    catalogue,
    rates,
    keys: usedKeys(facts.keys),
    reservations: new Map(
      facts.reservations.map((row) => [
        row.reservation_id,
        reservationOf(row, stayNights.get(row.reservation_id) ?? []),
      ]),
    ),
    seated:
      seats === undefined ? undefined : seatedStays(seats.rows, listOf(locked, rooms), firstFuture(catalogue, now)),
  });
  books.reap(reaped, lapsed.nights);
  return books;
}

/**
 * Whether a reservation, as it is under the lock, and all that the command may do with it lie within what was locked and read.
 * It may have been changed since its touches were read, or have come only then: in another process, or in this batch.
 */
export function isCovered(command: Command, books: Books, touches: readonly Touch[]): boolean {
  if (command.reservationId === undefined) return true;
  const reservation = books.reservation(command.reservationId);
  if (reservation === undefined) return true;
  const isTouched = (roomTypeId: number, from: Night, to: Night): boolean =>
    touches.some((touch) => touch.roomTypeId === roomTypeId && touch.from <= from && to <= touch.to);
  const used = spansOf(reservation);
  return (command.reach === undefined ? used : reached(command.reach, used)).every(({ roomTypeId, from, to }) =>
    isTouched(roomTypeId, from, to),
  );
}

/** Nights `[from, to)` of a room type. */
type Span = Pick<Touch, "roomTypeId" | "from" | "to">;

function spansOf({ stays }: Reservation): Span[] {
  return stays.flatMap(({ roomTypeId, dates, nights }) => [
    { roomTypeId, from: dates.arrival, to: dates.departure },
    ...nights.map((night) => ({ roomTypeId: night.roomTypeId, from: night.night, to: night.night + 1 })),
  ]);
}

function commandsOnReservations(commands: readonly Command[]): Command[] {
  const seen = new Set<string>();
  return commands.filter(({ reservationId }) => {
    if (reservationId === undefined || seen.has(reservationId)) return false;
    seen.add(reservationId);
    return true;
  });
}

async function readMissing<Row extends object>(client: Client, query: QueryConfig | undefined): Promise<Row[]> {
  return query === undefined ? [] : (await client.query<Row>(query)).rows;
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
