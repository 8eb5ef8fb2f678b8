import { formatNight, nightOf, type Night, type StayDates } from "../vocabulary/night.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import { stale } from "../vocabulary/stale_version.ts";
import type { AdmissionBooks } from "./admission_books.ts";
import { changedNights, invalidDates, type NightsChange } from "./dates.ts";
import { findOutOfOrder, OUT_OF_ORDER_COLUMNS, overlappingPeriods, type OutOfOrderRow } from "./out_of_order_rows.ts";
import type { RoomTerm } from "./room_standing.ts";
import { readRoomTerms } from "./room_term_rows.ts";
import { changeTerms } from "./take_out_of_service.ts";

/** A room that cannot be slept in for a while. */
export interface NewOutOfOrder {
  readonly roomTypeId: number;
  readonly roomId: number;
  readonly nights: StayDates;
  readonly reason: string;
  /** Stays that cannot be given another room lose theirs. For managers. */
  readonly force: boolean;
}

/** Another range of nights, or another reason. */
export interface OutOfOrderChange {
  readonly outOfOrderId: number;
  /** The version that was read. */
  readonly version: number;
  readonly nights?: NightsChange | undefined;
  readonly reason?: string | undefined;
  readonly force: boolean;
}

const INSERT = `
  INSERT INTO out_of_order (hotel_id, room_id, room_type_id, start_date, end_date, reason)
  VALUES ($1, $2, $3, $4, $5, $6)
  RETURNING ${OUT_OF_ORDER_COLUMNS}`;

const UPDATE = `
  UPDATE out_of_order
     SET start_date = $3, end_date = $4, reason = $5, status = $6, version = out_of_order.version + 1
   WHERE hotel_id = $1 AND out_of_order_id = $2
  RETURNING ${OUT_OF_ORDER_COLUMNS}`;

/**
 * Takes a room out of order on these nights. Stays in it move to another room where that is possible. Refuses with
 * `in_use` and what is in the way (not with force), `already_exists` when the room is out of order on one of them,
 * `wrong_state` when it is retired by then, `invalid_request` for nights that have passed.
 */
export async function createOutOfOrder(books: AdmissionBooks, asked: NewOutOfOrder): Promise<Decision<OutOfOrderRow>> {
  const { tx, hotel } = books;
  if (asked.nights.arrival < books.today) return invalidDates("/start_date", books.today);
  const possible = await possibleTerm(books, asked, 0);
  if (!possible.accepted) return possible;
  const before = possible.value;
  const after = { ...before, outOfOrder: [...before.outOfOrder, asked.nights] };
  const changed = await changeTerms(books, asked.roomTypeId, [{ before, after }], asked.force);
  if (!changed.accepted) return changed;
  const {
    rows: [row],
  } = await tx.query<OutOfOrderRow>(INSERT, [
    hotel.hotelId,
    asked.roomId,
    asked.roomTypeId,
    formatNight(asked.nights.arrival),
    formatNight(asked.nights.departure),
    asked.reason,
  ]);
  return written(books, "out_of_order.created", row);
}

/**
 * Moves, shortens or prolongs the period. Nights that have passed stay as they were: a period that has begun keeps its
 * start. Refuses as {@link createOutOfOrder} does, with `version_conflict`, and with `wrong_state` when it has ended.
 */
export async function changeOutOfOrder(
  books: AdmissionBooks,
  change: OutOfOrderChange,
): Promise<Decision<OutOfOrderRow>> {
  const found = await findPeriod(books, change);
  if (!found.accepted) return found;
  const row = found.value;
  const nights = changedNights(nightsIn(row), change.nights);
  if (!nights.accepted) return nights;
  const kept = keepsThePast(nightsIn(row), nights.value, books.today);
  if (!kept.accepted) return kept;
  return write(
    books,
    { row, nights: nights.value, reason: change.reason ?? row.reason, status: "active" },
    change.force,
  );
}

/**
 * Gives the room back: on all nights when the period has not begun, else from the business date on. Refuses with
 * `version_conflict` and `wrong_state`.
 */
export async function endOutOfOrder(
  books: AdmissionBooks,
  end: { readonly outOfOrderId: number; readonly version: number },
): Promise<Decision<OutOfOrderRow>> {
  const found = await findPeriod(books, end);
  if (!found.accepted) return found;
  const { arrival, departure } = nightsIn(found.value);
  const nights =
    arrival < books.today ? { arrival, departure: Math.min(departure, books.today) } : { arrival, departure };
  return write(books, { row: found.value, nights, reason: found.value.reason, status: "ended" }, false);
}

async function findPeriod(
  { tx, hotel }: AdmissionBooks,
  named: { readonly outOfOrderId: number; readonly version: number },
): Promise<Decision<OutOfOrderRow>> {
  const row = await findOutOfOrder(tx, hotel.hotelId, named.outOfOrderId);
  if (row === undefined) return refuse("not_found", `There is no out-of-order period ${named.outOfOrderId}.`);
  if (row.version !== named.version) return stale(row);
  return row.status === "active" ? accept(row) : refuse("wrong_state", "The period has ended.", { status: row.status });
}

interface PeriodWrite {
  readonly row: OutOfOrderRow;
  readonly nights: StayDates;
  readonly reason: string;
  readonly status: OutOfOrderRow["status"];
}

async function write(books: AdmissionBooks, write: PeriodWrite, force: boolean): Promise<Decision<OutOfOrderRow>> {
  const { row, nights, status } = write;
  const present = nightsIn(row);
  const hasMoved = nights.arrival !== present.arrival || nights.departure !== present.departure;
  const place = { roomTypeId: row.room_type_id, roomId: row.room_id, nights };
  const isNew = status === "active" && hasMoved;
  const possible = isNew ? await possibleTerm(books, place, row.out_of_order_id) : await readTerm(books, place);
  if (!possible.accepted) return possible;
  const before = possible.value;
  const others = before.outOfOrder.filter((period) => period.arrival !== present.arrival);
  const after = { ...before, outOfOrder: status === "ended" ? others : [...others, nights] };
  const changed = await changeTerms(books, row.room_type_id, [{ before, after }], force);
  if (!changed.accepted) return changed;
  const dates = [formatNight(nights.arrival), formatNight(nights.departure)];
  const key = [row.hotel_id, row.out_of_order_id];
  const { rows } = await books.tx.query<OutOfOrderRow>(UPDATE, [...key, ...dates, write.reason, status]);
  if (status === "active" && !hasMoved) return accept(rows[0] ?? row);
  books.tell("out_of_order.ended", eventOf(row));
  return status === "ended" ? accept(rows[0] ?? row) : written(books, "out_of_order.created", rows[0]);
}

// The room as it is, if these nights can be added to it.
async function possibleTerm(
  books: AdmissionBooks,
  place: { readonly roomTypeId: number; readonly roomId: number; readonly nights: StayDates },
  except: number,
): Promise<Decision<RoomTerm>> {
  const {
    tx,
    hotel: { hotelId },
  } = books;
  const read = await readTerm(books, place);
  if (!read.accepted) return read;
  const term = read.value;
  if (term.retiredFrom !== undefined && place.nights.departure > term.retiredFrom) {
    const retiredFrom = formatNight(term.retiredFrom);
    return refuse("wrong_state", `The room is retired from ${retiredFrom} on.`, { retired_from: retiredFrom });
  }
  const overlapping = await overlappingPeriods(tx, { hotelId, roomId: place.roomId, nights: place.nights, except });
  if (overlapping.length === 0) return accept(term);
  const message = "The room is out of order on one of these nights already.";
  return refuse("already_exists", message, { out_of_order_ids: overlapping });
}

async function readTerm(
  { tx, hotel }: AdmissionBooks,
  place: { readonly roomTypeId: number; readonly roomId: number },
): Promise<Decision<RoomTerm>> {
  const terms = (await readRoomTerms(tx, hotel.hotelId, [place.roomTypeId])).get(place.roomTypeId) ?? [];
  const term = terms.find((one) => one.roomId === place.roomId);
  return term === undefined ? refuse("not_found", `There is no room ${place.roomId}.`) : accept(term);
}

/** Whether only nights from the business date on differ. */
export function keepsThePast(before: StayDates, after: StayDates, today: Night): Decision<true> {
  const isKept = after.arrival === before.arrival || Math.min(before.arrival, after.arrival) >= today;
  if (!isKept) return invalidDates("/start_date", today);
  const endIsKept = after.departure === before.departure || Math.min(before.departure, after.departure) >= today;
  return endIsKept ? accept(true) : invalidDates("/end_date", today);
}

function nightsIn(row: OutOfOrderRow): StayDates {
  return { arrival: nightOf(row.start_date), departure: nightOf(row.end_date) };
}

function eventOf(row: OutOfOrderRow): object {
  const { out_of_order_id, room_id, room_type_id, start_date, end_date } = row;
  return { out_of_order_id, room_id, room_type_id, start_date, end_date };
}

function written(
  books: AdmissionBooks,
  event: "out_of_order.created",
  row: OutOfOrderRow | undefined,
): Decision<OutOfOrderRow> {
  if (row === undefined) throw new Error("an out-of-order period was written and not returned");
  books.tell(event, eventOf(row));
  return accept(row);
}
