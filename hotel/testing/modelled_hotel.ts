import { deepEqual, equal, ok } from "node:assert/strict";
import { createHash } from "node:crypto";
import type { Database } from "../database/database.ts";
import { moveClock, readNow } from "../events/clock.ts";
import { underAdmission, type AdmissionWork } from "../inventory/under_admission.ts";
import type { Admission } from "../reservations/admission/admission.ts";
import type { Answer, Command, KeyClaim } from "../reservations/admission/command.ts";
import type { Decision } from "../vocabulary/refusal.ts";
import { GUEST, kindOf } from "./bookings.ts";
import { HotelModel, type ModelReservation } from "./hotel_model.ts";
import { readHotel, type HotelRows } from "./hotel_rows.ts";
import type { Prediction } from "./model_actions.ts";
import { differences } from "./model_comparison.ts";
import { faultsOf } from "./recount.ts";
import { movesBetween, wrongRefusal, wrongRooms, type SeatCase } from "./seat_judge.ts";
import { NOON, openHotel, type TestHotel } from "./world.ts";

/** What a request is about. */
export interface About {
  /** The reservation that it changes. */
  readonly before?: ModelReservation;
  /** The key that is used up when it is accepted. */
  readonly key?: [string, { readonly content: string; readonly id: string }];
}

/** How often each thing happened: a property that never comes to the interesting cases proves nothing. */
export type Counted = Record<string, number>;

/** Nights on sale of a modelled hotel. */
export const NIGHTS = 14;
const ROOMS = [2, 3];
const PRICES = [10_000, 15_000];
/** The second type may be sold one room above those it has. */
const BASIS_POINTS = [0, 4_000];

/** A hotel in the database beside a model of it; every step is done in both and compared. */
export class ModelledHotel {
  readonly database: Database;
  readonly admission: Admission;
  readonly hotel: TestHotel;
  readonly model: HotelModel;
  readonly counted: Counted;
  rows: HotelRows;

  private constructor(database: Database, admission: Admission, hotel: TestHotel, rows: HotelRows, counted: Counted) {
    this.database = database;
    this.admission = admission;
    this.hotel = hotel;
    this.rows = rows;
    this.counted = counted;
    const types = ROOMS.map((rooms, place) => ({
      rooms,
      price: PRICES[place] ?? 0,
      basisPoints: BASIS_POINTS[place] ?? 0,
    }));
    this.model = new HotelModel(types, hotel.today, NIGHTS, NOON);
  }

  /** Opens a hotel of 2 and 3 rooms for 14 nights, at noon. */
  static async open(database: Database, admission: Admission, counted: Counted): Promise<ModelledHotel> {
    await moveClock(database, { to: NOON });
    const hotel = await openHotel(database, { rooms: ROOMS, nights: NIGHTS });
    for (const [place, { roomTypeId }] of hotel.types.entries()) {
      await database.pool.query(
        "UPDATE room_type SET base_price_minor = $2, overbooking_basis_points = $3 WHERE room_type_id = $1",
        [roomTypeId, PRICES[place], BASIS_POINTS[place]],
      );
      await database.pool.query("UPDATE room_night SET allowance = rooms * $2 / 10000 WHERE room_type_id = $1", [
        roomTypeId,
        BASIS_POINTS[place],
      ]);
    }
    return new ModelledHotel(database, admission, hotel, await readHotel(database.pool, hotel.hotelId), counted);
  }

  /** Room type ids by place. */
  get types(): number[] {
    return this.hotel.types.map((type) => type.roomTypeId);
  }

  /** Brings the model's clock to the hotel's. */
  async look(): Promise<void> {
    this.model.now = await readNow(this.database.pool);
  }

  /** Asks admission for what the model predicts, and compares everything. */
  async ask(name: string, command: Command, prediction: Prediction, about: About): Promise<Answer> {
    const seats = this.#seatsOf(about.before?.id ?? about.key?.[1].id ?? "", prediction);
    const answer = await this.admission.submit(command);
    const rows = await readHotel(this.database.pool, this.hotel.hotelId);
    const outcome = kindOf(answer);
    this.count(name, prediction.kind === "same" ? "same" : outcome);
    const possible = predicted(prediction, answer);
    ok(possible.includes(outcome), `${name} was answered ${outcome}, the model says ${possible.join(" or ")}`);
    const unseated = unseatedStay(answer);
    if (unseated !== undefined) {
      const code = outcome === "room_not_free" ? outcome : "no_single_room";
      equal(wrongRefusal(seats, code, unseated), undefined);
    }
    if (answer.accepted && (prediction.kind === "fits" || prediction.kind === "either")) {
      this.#keep(prediction.after);
      if (about.key !== undefined) this.model.keys.set(...about.key);
      deepEqual(wrongRooms(this.#seatsAfter(seats), rows), []);
    }
    if (prediction.kind === "rooms" && rows.reservations.some((one) => isNow(one, prediction.after)))
      this.#keep(prediction.after);
    const { moved, faults } = movesBetween(seats, rows);
    deepEqual(faults, []);
    ok(moved <= (answer.accepted ? 3 * Math.max(1, seats.wanted.length) : 0), `${name} moved ${moved} stays`);
    if (moved > 0) this.count("re-seated", String(moved));
    this.compare(rows);
    return answer;
  }

  /** Runs a command of the staff on a type. */
  async staff<Value>(place: number, work: AdmissionWork<Value>): Promise<Decision<Value>> {
    const roomTypeIds = [this.types[place] ?? 0];
    return underAdmission(
      this.database,
      { hotelId: this.hotel.hotelId, roomTypeIds, by: GUEST, withSeats: true, lockHotel: true },
      work,
    );
  }

  /** Compares the rows with the model, and with themselves. */
  compare(rows: HotelRows): void {
    this.rows = rows;
    deepEqual(faultsOf(rows, this.model.today), []);
    deepEqual(differences(this.model, rows, this.types), []);
  }

  /** Reads the rows again and compares. */
  async compareNow(): Promise<void> {
    this.compare(await readHotel(this.database.pool, this.hotel.hotelId));
  }

  /** The same after a command of the staff; forced, stays may have lost their rooms. */
  async compareSeats(force: boolean): Promise<void> {
    const seats = this.#seatsOf("", { kind: "same" });
    const rows = await readHotel(this.database.pool, this.hotel.hotelId);
    if (!force) deepEqual(movesBetween(seats, rows).faults, []);
    this.compare(rows);
  }

  count(name: string, outcome: string): void {
    const key = `${name}: ${outcome}`;
    this.counted[key] = (this.counted[key] ?? 0) + 1;
  }

  #keep(after: ModelReservation): void {
    const place = this.model.reservations.findIndex(({ id }) => id === after.id);
    if (place < 0) this.model.reservations.push(after);
    else this.model.reservations[place] = after;
  }

  #seatsOf(reservation: string, prediction: Prediction): SeatCase {
    const { model } = this;
    const after = prediction.kind === "fits" || prediction.kind === "either" ? prediction.after : undefined;
    const before = model.reservations.find(({ id }) => id === reservation);
    return {
      before: this.rows,
      reservation,
      wanted: prediction.kind === "fits" || prediction.kind === "either" ? prediction.seats : [],
      types: this.types,
      firstNight: model.firstNight,
      nights: model.nights,
      today: model.today,
      isOverbooked: (type, night) => {
        const others = model.used({ type, night }, before) + model.blocked({ type, night });
        const own = after === undefined ? 0 : model.usedBy(after, { type, night });
        return others + own > model.physical({ type, night });
      },
      lapsed: new Set(model.reservations.filter((one) => model.statusOf(one) === "expired").map(({ id }) => id)),
    };
  }

  // The model knows the request by now: what was counted for it beforehand is in its own numbers.
  #seatsAfter(seats: SeatCase): SeatCase {
    return { ...seats, isOverbooked: (type, night) => this.model.isOverbooked({ type, night }) };
  }
}

/** A key for a request with this content. */
export function claimFor(key: string, content: unknown): KeyClaim {
  return { principal: "public", key, fingerprint: createHash("sha256").update(JSON.stringify(content)).digest() };
}

function isNow(
  row: { readonly reservation: string; readonly version: number },
  { id, version }: ModelReservation,
): boolean {
  return row.reservation === id && row.version === version;
}

function predicted(prediction: Prediction, answer: Answer): string[] {
  if (prediction.kind === "refused") return [...prediction.codes];
  if (prediction.kind === "same" || prediction.kind === "rooms") return ["accepted"];
  const possible = prediction.kind === "either" ? ["accepted", "no_availability"] : ["accepted"];
  // Where there is room on every night there may be none for all of them; a late confirmation calls that expired.
  return unseatedStay(answer) === undefined ? possible : ["no_single_room", "room_not_free", "hold_expired"];
}

/** The stay that was refused for want of a room for all its nights. */
function unseatedStay(answer: Answer): number | undefined {
  if (answer.accepted || !("stay_no" in (answer.refusal.detail ?? {}))) return undefined;
  const { code, detail } = answer.refusal;
  const isForSeats =
    code === "no_single_room" || code === "room_not_free" || (code === "hold_expired" && "split" in (detail ?? {}));
  return isForSeats ? Number(detail?.["stay_no"]) : undefined;
}
