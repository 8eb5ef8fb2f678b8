import type { Database } from "../../hotel/database/database.ts";
import { inTransaction } from "../../hotel/database/transaction.ts";
import { openNewRoomType } from "../../hotel/inventory/open_new_room_type.ts";
import { createHotel } from "../../hotel/properties/create_hotel.ts";
import { createOrganisation } from "../../hotel/properties/organisations.ts";
import type { Admission } from "../../hotel/reservations/admission/admission.ts";
import type { Command } from "../../hotel/reservations/admission/command.ts";
import { checkIn, markNoShow } from "../../hotel/reservations/decisions/arrival.ts";
import { bookCommand } from "../../hotel/reservations/decisions/book.ts";
import { cancelCommand } from "../../hotel/reservations/decisions/cancel.ts";
import { checkOut } from "../../hotel/reservations/decisions/departure.ts";
import { deskCommand } from "../../hotel/reservations/decisions/desk.ts";
import type { DeskAction, DeskOptions } from "../../hotel/reservations/decisions/desk.ts";
import { moveTo } from "../../hotel/reservations/decisions/rooms.ts";
import { systemActor } from "../../hotel/vocabulary/actor.ts";
import { hotelOfReservation, newConfirmationCode, newReservationId } from "../../hotel/vocabulary/identity.ts";
import type { Night } from "../../hotel/vocabulary/night.ts";
import type { Decision } from "../../hotel/vocabulary/refusal.ts";
import type { Backstage } from "./backstage.ts";
import type { Answer, Booked, Engine } from "./engine.ts";
import { hotelBody, roomNumbers, roomTypeBody } from "./hotel_bodies.ts";
import type { HotelName, IntendedBooking } from "./intended_booking.ts";
import type { TypePlan } from "./room_counts.ts";

/** What the engine in process works with. */
export interface DirectOptions {
  readonly database: Database;
  readonly admission: Admission;
  readonly backstage: Backstage;
  /** How far ahead of the business date can be booked, in days. */
  readonly horizonDays: number;
}

const ACTOR = systemActor("replay");

/** The engine's use cases called in process, past HTTP, sign-in and validation: the same commands that the routes submit. */
export class DirectEngine implements Engine {
  readonly #options: DirectOptions;
  readonly #hotelIds = new Map<HotelName, number>();
  readonly #typeIds = new Map<string, number>();

  constructor(options: DirectOptions) {
    this.#options = options;
  }

  async open(types: readonly TypePlan[]): Promise<void> {
    const { database, horizonDays } = this.#options;
    const { organisation_id: organisationId } = await createOrganisation(database.pool, { name: "Replay" });
    for (const hotel of new Set(types.map((type) => type.hotel))) {
      const made = await inTransaction(database, (tx) => createHotel(tx, hotelBody(hotel, organisationId), ACTOR));
      this.#hotelIds.set(hotel, expectAccepted(made).hotel_id);
    }
    for (const type of types) {
      const hotelId = known(this.#hotelIds.get(type.hotel), type.hotel);
      const asked = {
        hotelId,
        roomType: roomTypeBody(type),
        rooms: { numbers: roomNumbers(type) },
        horizonDays,
        by: ACTOR,
      };
      const made = await inTransaction(database, (tx) => openNewRoomType(tx, asked));
      const roomTypeId = expectAccepted(made).roomType.room_type_id;
      this.#typeIds.set(`${type.hotel} ${type.type}`, roomTypeId);
    }
  }

  moveClockTo(day: Night, hour: number): Promise<void> {
    return this.#options.backstage.moveClockTo(day, hour);
  }

  async book(booking: IntendedBooking): Promise<Booked> {
    const hotelId = known(this.#hotelIds.get(booking.hotel), booking.hotel);
    const reservationId = newReservationId(hotelId, Date.now());
    const { arrival, departure, guests } = booking;
    const roomTypeId = this.#typeId(booking.hotel, booking.reservedType);
    const command = bookCommand({
      hotelId,
      reservationId,
      confirmationCode: newConfirmationCode(),
      stays: [{ roomTypeId, dates: { arrival, departure }, guests, allowSplit: false }],
      userId: null,
      guest: undefined,
      source: "web",
      holdMinutes: undefined,
      horizonDays: this.#options.horizonDays,
      force: false,
      actor: ACTOR,
      key: undefined,
    });
    const answer = await this.#submit(command);
    return answer.accepted ? { accepted: true, reference: reservationId } : answer;
  }

  cancel(reference: string): Promise<Answer> {
    return this.#submit(cancelCommand({ ...nameOf(reference), actor: ACTOR, waiveFee: false }));
  }

  noShow(reference: string): Promise<Answer> {
    return this.#atDesk(markNoShow, reference);
  }

  upgrade(reference: string, hotel: HotelName, type: string): Promise<Answer> {
    const roomTypeId = this.#typeId(hotel, type);
    const move = moveTo({ roomTypeId, roomId: undefined, pin: false });
    return this.#atDesk(move, reference, { reach: { roomTypeIds: [roomTypeId] } });
  }

  checkIn(reference: string): Promise<Answer> {
    return this.#atDesk(checkIn, reference);
  }

  checkOut(reference: string): Promise<Answer> {
    return this.#atDesk(checkOut, reference);
  }

  reseatings(): Promise<number> {
    return this.#options.backstage.reseatings();
  }

  verify(): Promise<readonly string[]> {
    return this.#options.backstage.verify();
  }

  async close(): Promise<void> {
    await this.#options.admission.close();
    await this.#options.backstage.close();
  }

  #atDesk(action: DeskAction, reference: string, more?: DeskOptions): Promise<Answer> {
    return this.#submit(deskCommand(action, { ...nameOf(reference), actor: ACTOR, stayNos: [] }, more));
  }

  async #submit(command: Command): Promise<Answer> {
    const answer = await this.#options.admission.submit(command);
    if (answer.accepted) return { accepted: true };
    const { code, message } = answer.refusal;
    if (code === "overloaded" || code === "internal_error") throw new Error(`${command.name}: ${message}`);
    return { accepted: false, reason: code };
  }

  #typeId(hotel: HotelName, type: string): number {
    return known(this.#typeIds.get(`${hotel} ${type}`), `${hotel} ${type}`);
  }
}

function nameOf(reservationId: string): { hotelId: number; reservationId: string } {
  return { hotelId: known(hotelOfReservation(reservationId), reservationId), reservationId };
}

function expectAccepted<Value>(decision: Decision<Value>): Value {
  if (decision.accepted) return decision.value;
  throw new Error(`${decision.refusal.code}: ${decision.refusal.message}`);
}

function known<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new Error(`${name} was never made`);
  return value;
}
