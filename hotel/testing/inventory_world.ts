import { inTransaction } from "../database/transaction.ts";
import type { Database } from "../database/database.ts";
import { allowMovingClock, moveClock } from "../events/clock.ts";
import { openNewRoomType } from "../inventory/open_new_room_type.ts";
import { underAdmission, type AdmissionScope, type AdmissionWork } from "../inventory/under_admission.ts";
import { createHotel } from "../properties/create_hotel.ts";
import { createOrganisation } from "../properties/organisations.ts";
import { Admission } from "../reservations/admission/admission.ts";
import type { Answer } from "../reservations/admission/command.ts";
import { bookCommand, type BookingRequest } from "../reservations/decisions/book.ts";
import { cancelCommand } from "../reservations/decisions/cancel.ts";
import { systemActor } from "../vocabulary/actor.ts";
import { newConfirmationCode, newReservationId } from "../vocabulary/identity.ts";
import { nightOf, type Night } from "../vocabulary/night.ts";
import type { Decision } from "../vocabulary/refusal.ts";

/** The business date of every hotel of {@link InventoryWorld} at first: 1 June 2027. */
export const TODAY: Night = nightOf("2027-06-01");

const HORIZON_DAYS = 60;
const by = systemActor("test");

/** A room type of the world and its rooms in the order of their ordinals. */
export interface TypeInWorld {
  readonly hotelId: number;
  readonly roomTypeId: number;
  readonly roomIds: readonly number[];
}

/** Hotels with rooms, and the ways to fill them, for tests of inventory. The clock of its database stands at 1 June 2027, noon UTC. */
export class InventoryWorld {
  readonly database: Database;
  readonly admission: Admission;
  readonly organisationId: number;
  #names = 0;

  private constructor(database: Database, organisationId: number) {
    this.database = database;
    this.organisationId = organisationId;
    this.admission = new Admission({ database });
  }

  /** Sets the clock and enters an organisation. Close it after the tests, before the database. */
  static async open(database: Database): Promise<InventoryWorld> {
    await allowMovingClock(database);
    await moveClock(database, { to: new Date("2027-06-01T12:00:00Z") });
    const organisation = await inTransaction(database, (tx) => createOrganisation(tx, { name: "World" }));
    return new InventoryWorld(database, organisation.organisation_id);
  }

  /** Enters a hotel in Lisbon and returns its id. */
  async hotel(): Promise<number> {
    const hotel = {
      organisation_id: this.organisationId,
      name: `Hotel ${(this.#names += 1)}`,
      city: "Lisbon",
      country: "PT",
      time_zone: "Europe/Lisbon",
      currency: "EUR",
    };
    const created = accepted(await inTransaction(this.database, (tx) => createHotel(tx, hotel, by)));
    return created.hotel_id;
  }

  /** Opens a room type with so many rooms, in a hotel of its own unless told, for 60 nights. */
  async type(
    rooms: number,
    options: { readonly hotelId?: number; readonly overbookingRatio?: number } = {},
  ): Promise<TypeInWorld> {
    const hotelId = options.hotelId ?? (await this.hotel());
    const roomType = {
      name: `Type ${(this.#names += 1)}`,
      max_occupancy: 4,
      price_per_night: 100,
      overbooking_ratio: options.overbookingRatio ?? 0,
    };
    const asked = { hotelId, roomType, rooms: { count: rooms }, horizonDays: HORIZON_DAYS, by };
    const opened = accepted(await inTransaction(this.database, (tx) => openNewRoomType(tx, asked)));
    return { hotelId, roomTypeId: opened.roomType.room_type_id, roomIds: opened.rooms.map((room) => room.room_id) };
  }

  /** Books one room from a night, counted from {@link TODAY}, for so many nights. */
  book(type: TypeInWorld, first: number, nights: number, options: Partial<BookingRequest> = {}): Promise<Answer> {
    return this.admission.submit(bookCommand(bookingOf(type, first, nights, options)));
  }

  /** The same, which must succeed; returns the id of the reservation. */
  async booked(
    type: TypeInWorld,
    first: number,
    nights: number,
    options: Partial<BookingRequest> = {},
  ): Promise<string> {
    const request = bookingOf(type, first, nights, options);
    const answer = await this.admission.submit(bookCommand(request));
    if (!answer.accepted) throw new Error(`${answer.refusal.code}: ${answer.refusal.message}`);
    return request.reservationId;
  }

  /** Cancels a reservation. */
  cancel(type: TypeInWorld, reservationId: string): Promise<Answer> {
    const request = { hotelId: type.hotelId, reservationId, actor: by, waiveFee: true };
    return this.admission.submit(cancelCommand(request));
  }

  /** Runs a command of the staff on the type, with seats and the hotel locked. */
  staff<Value>(
    type: TypeInWorld,
    work: AdmissionWork<Value>,
    scope: Partial<AdmissionScope> = {},
  ): Promise<Decision<Value>> {
    const { hotelId, roomTypeId } = type;
    return underAdmission(
      this.database,
      { hotelId, roomTypeIds: [roomTypeId], by, withSeats: true, lockHotel: true, ...scope },
      work,
    );
  }

  /** The rooms that the nights of a reservation are in, in order of night. */
  async roomsOf(reservationId: string): Promise<(number | null)[]> {
    const { rows } = await this.database.pool.query<{ room_id: number | null }>(
      "SELECT room_id FROM stay_night WHERE reservation_id = $1 AND used_as <> 'none' ORDER BY stay_no, night",
      [reservationId],
    );
    return rows.map((row) => row.room_id);
  }

  /** Pins all nights of a reservation: the guest was told the room. */
  async pin(reservationId: string): Promise<void> {
    await this.database.pool.query("UPDATE stay_night SET pinned = true WHERE reservation_id = $1", [reservationId]);
  }

  /** One night of a type as the database holds it; the night is counted from {@link TODAY}. */
  async night(type: TypeInWorld, night: number): Promise<Record<string, unknown>> {
    const { rows } = await this.database.pool.query<Record<string, unknown>>(
      `SELECT rooms, out_of_order, blocked, sold, held, allowance, forced, closed, encode(seats, 'hex') AS seats
         FROM room_night WHERE hotel_id = $1 AND room_type_id = $2 AND night = '1970-01-01'::date + $3::int`,
      [type.hotelId, type.roomTypeId, TODAY + night],
    );
    return rows[0] ?? {};
  }

  /** The types and data of the events that a hotel has written and nobody has moved, the oldest first. */
  async events(hotelId: number): Promise<{ readonly type: string; readonly data: Record<string, unknown> }[]> {
    const { rows } = await this.database.pool.query(
      "SELECT type, data FROM outbox WHERE hotel_id = $1 ORDER BY event_id",
      [hotelId],
    );
    return rows;
  }

  /** Ends the connections of its admission. */
  close(): Promise<void> {
    return this.admission.close();
  }
}

/** A booking of one room by nobody in particular. */
export function bookingOf(
  type: TypeInWorld,
  first: number,
  nights: number,
  options: Partial<BookingRequest> = {},
): BookingRequest {
  const dates = { arrival: TODAY + first, departure: TODAY + first + nights };
  return {
    hotelId: type.hotelId,
    reservationId: newReservationId(type.hotelId, Date.now()),
    confirmationCode: newConfirmationCode(),
    stays: [{ roomTypeId: type.roomTypeId, dates, guests: 1, allowSplit: false }],
    userId: null,
    guest: undefined,
    source: "web",
    holdMinutes: undefined,
    horizonDays: HORIZON_DAYS,
    force: false,
    actor: by,
    key: undefined,
    ...options,
  };
}

/** What an accepted decision carries; throws for a refusal. */
export function accepted<Value>(decision: Decision<Value>): Value {
  if (!decision.accepted) throw new Error(`${decision.refusal.code}: ${decision.refusal.message}`);
  return decision.value;
}
