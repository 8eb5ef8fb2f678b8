import type { ReservationRow } from "../../../hotel/reservations/reservation_rows.ts";
import type { StayNightRow } from "../../../hotel/inventory/stay_night_rows.ts";
import type { NightRow } from "../../../hotel/inventory/night_rows.ts";
import { formatNight } from "../../../hotel/vocabulary/night.ts";
import type { Call } from "./statement.ts";
import type { NightCells, ReservationCells, StayCells, StayNightCells } from "./tables.ts";
import { seen } from "./transaction.ts";

type Stays = ReservationRow["stays"];

/** A reservation with its stays, as a statement that begins now sees them. */
export function reservationRow(call: Call, cells: ReservationCells): ReservationRow {
  return {
    hotel_id: cells.hotelId,
    reservation_id: cells.reservationId,
    confirmation_code: cells.confirmationCode,
    status: cells.status as ReservationRow["status"],
    payment_status: cells.paymentStatus as ReservationRow["payment_status"],
    user_id: cells.userId,
    guest_id: cells.guestId,
    source: cells.source as ReservationRow["source"],
    channel: cells.channel,
    time_zone: timeZoneOf(call, cells.hotelId),
    currency: cells.currency,
    total_minor: cells.totalMinor,
    fee_minor: cells.feeMinor,
    free_cancellation_until: new Date(cells.freeUntil),
    late_cancellation_fee: cells.lateFee as ReservationRow["late_cancellation_fee"],
    expires_at: cells.expiresAt === null ? null : new Date(cells.expiresAt),
    version: cells.version,
    created_at: new Date(cells.createdAt),
    updated_at: new Date(cells.updatedAt),
    stays: staysOf(call, cells),
  };
}

function timeZoneOf({ store }: Call, hotelId: number): string {
  return store.tables.catalogue.find((entry) => entry.hotel_id === hotelId)?.time_zone ?? "";
}

function staysOf({ store, transaction }: Call, { hotelId, reservationId }: ReservationCells): Stays {
  const stays: StayCells[] = [];
  for (const row of store.tables.stays.all()) {
    const cells = seen(row, transaction);
    if (cells?.reservationId === reservationId && cells.hotelId === hotelId) stays.push(cells);
  }
  return stays.toSorted((one, other) => one.stayNo - other.stayNo).map(stayRow);
}

function stayRow(cells: StayCells): Stays[number] {
  return {
    stay_no: cells.stayNo,
    room_type_id: cells.roomTypeId,
    start_date: formatNight(cells.from),
    end_date: formatNight(cells.to),
    guests: cells.guests,
    status: cells.status as Stays[number]["status"],
    rate_plan_id: cells.ratePlanId,
    rate: cells.rate === null ? null : (JSON.parse(cells.rate) as NonNullable<Stays[number]["rate"]>),
  };
}

/** A row of `stay_night`. */
export function stayNightRow(cells: StayNightCells): StayNightRow {
  return {
    reservation_id: cells.reservationId,
    stay_no: cells.stayNo,
    night: formatNight(cells.night),
    room_type_id: cells.roomTypeId,
    room_id: cells.roomId,
    price_minor: cells.priceMinor,
    used_as: cells.usedAs as StayNightRow["used_as"],
    pinned: cells.pinned,
  };
}

/** A row of `room_night`. */
export function nightRow(cells: NightCells): NightRow {
  return {
    room_type_id: cells.roomTypeId,
    night: formatNight(cells.night),
    rooms: cells.rooms,
    out_of_order: cells.outOfOrder,
    blocked: cells.blocked,
    sold: cells.sold,
    held: cells.held,
    allowance: cells.allowance,
    forced: cells.forced,
    closed: cells.closed,
    seats: cells.seats,
  };
}
