import type { QueryConfig } from "pg";
import { appendEventsStatement } from "../../events/outbox.ts";
import { insertGuests } from "../../guests/guest_rows.ts";
import { addHolds, removeHolds, type Hold } from "../../inventory/hold_rows.ts";
import { writeNights } from "../../inventory/night_rows.ts";
import {
  insertStayNights,
  sitDown,
  upsertStayNights,
  vacateNights,
  type StayNight,
  type StayNightOf,
} from "../../inventory/stay_night_rows.ts";
import { insertKeys } from "../key_rows.ts";
import type { Reservation } from "../reservation.ts";
import { insertReservations, insertStays, updateReservations, upsertStays } from "../reservation_rows.ts";
import type { Books } from "./books.ts";

/**
 * A statement and, where its success does not tell, how many rows it must change: another number is a bug or a lost race,
 * and must be seen before COMMIT is sent.
 */
export interface Write {
  readonly query: QueryConfig;
  readonly rows?: number;
}

/** All that the books changed, as set-based statements: the nights first, then parents before children. */
export function writesOf(books: Books, batchId: string): Write[] {
  return [
    ...nightWrites(books),
    ...vacateWrites(books),
    ...newReservations(books),
    ...changedReservations(books),
    ...holdWrites(books),
    ...some(books.keys, (keys) => ({ query: insertKeys(keys) })),
    ...some(books.events, (events) => ({ query: appendEventsStatement(events) })),
    { query: witnessBatch(batchId) },
  ];
}

const WITNESS = "INSERT INTO admission_batch (batch_id) VALUES ($1)";

/** The row that is there when the transaction was committed, and only then. */
export function witnessBatch(batchId: string): QueryConfig {
  return { name: "witness_batch", text: WITNESS, values: [batchId] };
}

function some<Item>(items: readonly Item[], write: (items: readonly Item[]) => Write): Write[] {
  return items.length === 0 ? [] : [write(items)];
}

// First of all: if a counter does not hold, everything after it is in vain.
function nightWrites(books: Books): Write[] {
  const write = writeNights(books.ledger);
  return write === undefined ? [] : [{ query: write.query }];
}

function newReservations(books: Books): Write[] {
  const created = [...books.created.keys()].map((id) => reservationIn(books, id));
  const nights = created.flatMap((reservation) => nightsIn(reservation));
  return [
    ...some(books.guests, (guests) => ({ query: insertGuests(guests) })),
    ...some(created, (all) => ({ query: insertReservations(all) })),
    ...some(created, (all) => ({ query: insertStays(all) })),
    ...some(nights, (all) => ({ query: insertStayNights(all) })),
  ];
}

// Everybody who changes rooms gets up before anybody sits down, a new guest too: the index on (room, night) is
// checked row by row.
function vacateWrites(books: Books): Write[] {
  return some([...rewrittenNights(books), ...movedNights(books)], (nights) => ({ query: vacateNights(nights) }));
}

function changedReservations(books: Books): Write[] {
  const changes = [...books.changed()];
  const after = changes.map((change) => change.after);
  return [
    ...some(changes, (all) => ({ query: updateReservations(all), rows: all.length })),
    ...some(after, (all) => ({ query: upsertStays(all) })),
    ...some(rewrittenNights(books), (nights) => ({ query: upsertStayNights(nights) })),
    ...some(books.moves, (moves) => ({
      query: sitDown(moves[0]?.hotelId ?? 0, moves),
      rows: movedNights(books).length,
    })),
  ];
}

// A hold that lapsed and was taken again in the same transaction is written once, as it is now.
function rewrittenNights(books: Books): StayNightOf[] {
  const nights = new Map<string, StayNightOf>();
  for (const night of books.lapsed) nights.set(nightName(night), night);
  for (const { before, after } of books.changed()) {
    for (const night of changedNights(before, after)) nights.set(nightName(night), night);
  }
  return [...nights.values()];
}

function nightName(night: StayNightOf): string {
  return `${night.reservationId}/${night.stayNo}/${night.night}`;
}

function movedNights(books: Books): Pick<StayNightOf, "hotelId" | "reservationId" | "stayNo" | "night">[] {
  return books.moves.flatMap((move) =>
    Array.from({ length: move.to - move.from }, (_, index) => ({ ...move, night: move.from + index })),
  );
}

function holdWrites(books: Books): Write[] {
  const before = [...books.changed()].flatMap((change) => holdsOf(change.before));
  const after = [...books.changed()].flatMap((change) => holdsOf(change.after));
  const created = [...books.created.keys()].flatMap((id) => holdsOf(reservationIn(books, id)));
  const names = (holds: readonly Hold[]): Set<string> => new Set(holds.map(holdName));
  const [kept, known] = [names(after), names(before)];
  const gone = before.filter((hold) => !kept.has(holdName(hold)));
  const added = [...created, ...after.filter((hold) => !known.has(holdName(hold)))];
  return [
    ...some(gone, (holds) => ({ query: removeHolds(holds) })),
    ...some(added, (holds) => ({ query: addHolds(holds) })),
  ];
}

function reservationIn(books: Books, reservationId: string): Reservation {
  const reservation = books.reservation(reservationId);
  if (reservation === undefined) throw new Error(`reservation ${reservationId} is not in the books`);
  return reservation;
}

function nightsIn(reservation: Reservation): StayNightOf[] {
  const { hotelId, reservationId } = reservation;
  return reservation.stays.flatMap((stay) => stay.nights.map((night) => ({ ...night, hotelId, reservationId })));
}

function changedNights(before: Reservation, after: Reservation): StayNightOf[] {
  const known = new Map(nightsIn(before).map((night) => [nightName(night), night]));
  return nightsIn(after).filter((night) => {
    const old = known.get(nightName(night));
    return old === undefined || !isSame(old, night);
  });
}

function isSame(one: StayNight, other: StayNight): boolean {
  return (
    one.roomTypeId === other.roomTypeId &&
    one.roomId === other.roomId &&
    one.priceMinor === other.priceMinor &&
    one.usedAs === other.usedAs &&
    one.pinned === other.pinned
  );
}

function holdsOf(reservation: Reservation): Hold[] {
  const { hotelId, reservationId, expiresAt } = reservation;
  if (reservation.status !== "pending" || expiresAt === null) return [];
  const types = new Set<number>();
  for (const stay of reservation.stays) {
    for (const night of stay.nights) if (night.usedAs === "held") types.add(night.roomTypeId);
  }
  return [...types].map((roomTypeId) => ({ hotelId, roomTypeId, reservationId, expiresAt }));
}

function holdName(hold: Hold): string {
  return `${hold.roomTypeId} ${hold.reservationId} ${hold.expiresAt.getTime()}`;
}
