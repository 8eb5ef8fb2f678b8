import type { LapsedHold } from "../inventory/hold_rows.ts";
import { Ledger, ledgerNight, type LedgerNight, type LedgerType } from "../inventory/ledger.ts";
import type { SeatedStay, SeatMove } from "../inventory/occupancy.ts";
import { roomList } from "../inventory/room_list.ts";
import type { SeatedStays } from "../inventory/seating.ts";
import type { StayNight } from "../inventory/stay_night_rows.ts";
import { NO_RATES } from "../reservations/admission/read_rates.ts";
import { Books } from "../reservations/admission/books.ts";
import type { Answer, Command } from "../reservations/admission/command.ts";
import type { UsedKey } from "../reservations/key_rows.ts";
import type { Reservation } from "../reservations/reservation.ts";
import type { CatalogueEntry, HotelFacts, RoomTypeFacts } from "../properties/facts.ts";
import { businessDate } from "../vocabulary/business_date.ts";
import { shareOf } from "../vocabulary/money.ts";
import type { Night } from "../vocabulary/night.ts";
import { counters } from "./paper_house.ts";
import type { TestHotel } from "./world.ts";

/** A hotel on paper, in UTC, with 100.00 EUR a night, for tests of the decisions without a database. */
export interface PaperHotelPlan {
  /** How many rooms each of its types has. */
  readonly rooms: readonly number[];
  /** The overbooking ratio of each type in basis points; 0 unless told. */
  readonly overbooking?: readonly number[];
  /** Nights on sale from the business date. */
  readonly nights: number;
  readonly now: Date;
}

/**
 * Admission without a database: the real books and the real decisions, one command after the other, as if each ran in
 * a transaction of its own. The clock stands where it is put.
 */
export class PaperDesk {
  readonly hotel: TestHotel;
  readonly ledger: Ledger;
  now: Date;
  readonly #catalogue = new Map<number, CatalogueEntry>();
  readonly #reservations = new Map<string, Reservation>();
  readonly #keys = new Map<string, UsedKey>();

  constructor(plan: PaperHotelPlan) {
    this.now = plan.now;
    const today = businessDate(facts, plan.now);
    const types = plan.rooms.map((rooms, index) => ({
      roomTypeId: index + 1,
      roomIds: Array.from({ length: rooms }, (_, room) => 100 * (index + 1) + room),
    }));
    this.hotel = { hotelId: facts.hotelId, types, today };
    for (const { roomTypeId } of types)
      this.#catalogue.set(roomTypeId, { hotel: facts, roomType: typeFacts(roomTypeId) });
    const ledgerTypes = types.map((type, index): [number, LedgerType] => [
      type.roomTypeId,
      paperType(
        type.roomTypeId,
        type.roomIds,
        emptyNights(type.roomIds.length, plan.overbooking?.[index] ?? 0, today, plan.nights),
      ),
    ]);
    this.ledger = new Ledger(new Map(ledgerTypes));
  }

  /** Decides a command; again with who sits where if it asks for it. */
  submit(command: Command): Answer {
    const first = this.#books(undefined);
    first.reap(this.#lapsedFor(command), nightsByReservation(this.reservations));
    const answer = first.decide(command) ?? this.#decideAlone(command);
    if (answer === undefined) throw new Error(`${command.name} asked twice who sits where`);
    return answer;
  }

  /** A reservation as it is kept; throws when there is none. */
  reservation(reservationId: string): Reservation {
    const found = this.#reservations.get(reservationId);
    if (found === undefined) throw new Error(`there is no reservation ${reservationId}`);
    return found;
  }

  /** All reservations. */
  get reservations(): readonly Reservation[] {
    return [...this.#reservations.values()];
  }

  #decideAlone(command: Command): Answer | undefined {
    const books = this.#books(seatedIn(this.reservations, this.ledger, businessDate(facts, this.now)));
    const answer = books.decide(command);
    for (const move of books.moves)
      this.#reservations.set(move.reservationId, moved(this.reservation(move.reservationId), move));
    return answer;
  }

  #books(seated: SeatedStays | undefined): Books {
    const [catalogue, reservations, keys] = [this.#catalogue, this.#reservations, this.#keys];
    return new Books({ now: this.now, ledger: this.ledger, catalogue, rates: NO_RATES, reservations, keys, seated });
  }

  #lapsedFor(command: Command): LapsedHold[] {
    const own = this.#reservations.get(command.reservationId ?? "")?.stays ?? [];
    const touched = new Set([
      ...command.touches.map((touch) => touch.roomTypeId),
      ...(command.reach?.roomTypeIds ?? []),
      ...own.flatMap((stay) => stay.nights.map((night) => night.roomTypeId)),
    ]);
    return this.reservations.flatMap((reservation) => lapsedHolds(reservation, touched, this.now));
  }
}

const facts: HotelFacts = {
  hotelId: 1,
  organisationId: 1,
  name: "Paper",
  timeZone: "UTC",
  currency: "EUR",
  dayRollHour: 4,
  checkInTime: "15:00:00",
  checkOutTime: "11:00:00",
  noShowGraceMinutes: 60,
  freeCancellationDays: 1,
  lateCancellationFee: "first_night",
  seatingPolicy: "best_fit",
  status: "active",
  version: 1,
};

function typeFacts(roomTypeId: number): RoomTypeFacts {
  const { hotelId, status, version } = facts;
  const terms = { maxOccupancy: 2, basePriceMinor: 10_000, overbookingBasisPoints: 0 };
  return { hotelId, roomTypeId, name: `Type ${roomTypeId}`, ...terms, status, version };
}

function emptyNights(rooms: number, basisPoints: number, from: Night, count: number): Map<Night, LedgerNight> {
  const stored = counters({ rooms, allowance: shareOf(rooms, basisPoints) });
  const nights = Array.from({ length: count }, (_, index) => from + index);
  return new Map(nights.map((night) => [night, ledgerNight(night, stored, new Uint32Array())]));
}

function paperType(roomTypeId: number, roomIds: readonly number[], nights: Map<Night, LedgerNight>): LedgerType {
  const rooms = roomList(roomIds.map((roomId, ordinal) => ({ roomId, number: String(roomId), ordinal })));
  return { hotelId: facts.hotelId, roomTypeId, rooms, nights };
}

function nightsByReservation(reservations: readonly Reservation[]): Map<string, StayNight[]> {
  return new Map(reservations.map(({ reservationId, stays }) => [reservationId, stays.flatMap((stay) => stay.nights)]));
}

// A hold that was reaped once holds no night any more.
function lapsedHolds(
  { hotelId, reservationId, status, expiresAt, stays }: Reservation,
  touched: Set<number>,
  now: Date,
): LapsedHold[] {
  if (status !== "pending" || expiresAt === null || expiresAt > now) return [];
  const held = stays.flatMap((stay) => stay.nights).filter((night) => night.usedAs === "held");
  const types = new Set(held.map((night) => night.roomTypeId).filter((roomTypeId) => touched.has(roomTypeId)));
  return [...types].map((roomTypeId) => ({
    hotel_id: hotelId,
    room_type_id: roomTypeId,
    reservation_id: reservationId,
  }));
}

function seatedIn(reservations: readonly Reservation[], ledger: Ledger, today: Night): SeatedStays {
  const seated = new Map<number, Map<number, SeatedStay[]>>();
  for (const { reservationId, stays } of reservations) {
    for (const stay of stays) {
      const nights = stay.nights.filter(({ usedAs }) => usedAs !== "none");
      const [first, last] = [nights[0], nights.at(-1)];
      if (first === undefined || last === undefined || first.roomId === null) continue;
      const ordinal = ledger.type(first.roomTypeId).rooms.ordinalOf(first.roomId) ?? -1;
      const whole =
        nights.every((night) => night.roomId === first.roomId && !night.pinned) &&
        nights.length === last.night + 1 - first.night;
      const movable = whole && first.night >= today;
      const byRoom = seated.get(first.roomTypeId) ?? new Map<number, SeatedStay[]>();
      seated.set(first.roomTypeId, byRoom);
      const { stayNo } = stay;
      byRoom.set(ordinal, [
        ...(byRoom.get(ordinal) ?? []),
        { reservationId, stayNo, from: first.night, to: last.night + 1, movable },
      ]);
    }
  }
  return seated;
}

function moved(reservation: Reservation, move: SeatMove): Reservation {
  const isMoved = (night: StayNight): boolean =>
    night.stayNo === move.stayNo && night.night >= move.from && night.night < move.to && night.usedAs !== "none";
  const stays = reservation.stays.map((stay) => ({
    ...stay,
    nights: stay.nights.map((night) => (isMoved(night) ? { ...night, roomId: move.toRoomId } : night)),
  }));
  return { ...reservation, stays };
}
