import { setImmediate as turn } from "node:timers/promises";
import { formatNight, nightOf } from "../../../hotel/vocabulary/night.ts";
import { seeded, type Draw } from "../../load/random.ts";
import type { HttpAnswer } from "../clients/connection.ts";
import type { Segment } from "../ledger/events.ts";
import { nightName } from "../ledger/house.ts";
import type { WantedRoom } from "../operation.ts";
import type { ContestedHotel } from "../world.ts";
import type { Defect } from "./defects.ts";
import { PaperBook, type PaperReservation } from "./paper_book.ts";

/** A request, as a hotel on paper reads it. */
interface PaperRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly requestId: string;
  readonly key: string;
  readonly body: RoomBody & {
    readonly hotel_id?: number;
    readonly stays?: readonly RoomBody[];
    readonly hold?: boolean;
  };
}

interface RoomBody {
  readonly room_type_id?: number;
  readonly start_date?: string;
  readonly end_date?: string;
}

type Answer = { readonly status: number; readonly body: object; readonly replayed?: boolean };

/** Of a hundred answers so many are lost on their way. */
const LOST = 2;
const ONE_IN = 10;

/**
 * A hotel that speaks the API's language and keeps everything on paper, one request after the other: right, or with one defect. The
 * control of all checks: the same clients, the same judgement, and each defect must be convicted. It shares no rule
 * with the engine.
 */
export class PaperHotel {
  readonly book: PaperBook;
  readonly #world: readonly ContestedHotel[];
  readonly #defect: Defect | undefined;
  readonly #draw: Draw;
  readonly #keys = new Map<string, { readonly request: string; readonly answer: Answer }>();
  readonly #past = new Map<string, PaperReservation>();
  #made = 0;

  constructor(world: readonly ContestedHotel[], seed: number, defect?: Defect) {
    this.book = new PaperBook(world, defect);
    this.#world = world;
    this.#defect = defect;
    this.#draw = seeded(seed);
  }

  /** Answers a request; undefined when the answer was lost. */
  async send(text: string): Promise<HttpAnswer | undefined> {
    for (let turns = this.#draw(4); turns > 0; turns -= 1) await turn();
    const answer = this.#answer(text);
    for (let turns = this.#draw(4); turns > 0; turns -= 1) await turn();
    if (this.#draw(100) < LOST) return undefined;
    return { status: answer.status, replayed: answer.replayed === true, body: JSON.stringify(answer.body) };
  }

  #answer(text: string): Answer {
    const request = read(text);
    const kept = this.#keys.get(request.key);
    if (request.key === "" || kept === undefined || this.#defect === "forgets_keys") return this.#decide(request, text);
    if (kept.request === unkeyed(text)) return { ...kept.answer, replayed: true };
    return this.#defect === "takes_any_key" ? this.#decide(request, text) : refusal(422, "idempotency_key_reused");
  }

  #decide(request: PaperRequest, text: string): Answer {
    const answer = this.#carryOut(request);
    if (answer.status < 300 && request.key !== "") this.#keys.set(request.key, { request: unkeyed(text), answer });
    return answer;
  }

  #carryOut(request: PaperRequest): Answer {
    if (request.path.startsWith("/v1/hotels/")) return this.#search(request);
    if (request.method === "POST" && request.path === "/v1/reservations") return this.#book(request);
    const reservation = this.book.reservations.get(request.path.split("/")[3] ?? "");
    if (reservation === undefined) return refusal(404, "not_found");
    if (request.method === "GET") return this.#show(reservation);
    if (request.method === "POST") return this.#confirm(request, reservation);
    return request.method === "DELETE" ? this.#cancel(request, reservation) : this.#modify(request, reservation);
  }

  #search({ query }: PaperRequest): Answer {
    const hotel = this.#world.find(({ city }) => city === query.get("city"));
    const [from, to] = [nightOf(query.get("check_in") ?? ""), nightOf(query.get("check_out") ?? "")];
    const types = (hotel?.types ?? []).map(({ roomTypeId, rooms }) => {
      const free = nightNames(hotel?.hotelId ?? 0, { roomTypeId, from, to }).map((name) => this.book.free(name));
      const available = this.#defect === "invented_rooms" ? rooms + 1 : Math.min(...free);
      return { room_type_id: roomTypeId, available_rooms: available };
    });
    return {
      status: 200,
      body: { hotels: [{ available_room_types: types.filter((type) => type.available_rooms > 0) }] },
    };
  }

  #book({ requestId, body }: PaperRequest): Answer {
    const hotelId = body.hotel_id ?? 0;
    const asked = (body.stays ?? [body]).map(wantedOf);
    if (this.#defect === "always_sold_out") return soldOut([...asked]);
    const wanted = this.#defect === "other_nights" ? asked.map(nextNight) : asked;
    const placed = this.#place(hotelId, wanted, []);
    if (!Array.isArray(placed)) return placed;
    const status = body.hold === true ? ("pending" as const) : ("confirmed" as const);
    const rooms = this.#defect === "half_groups" ? placed.slice(0, 1) : placed;
    const reservation = { reservationId: this.#newId(), hotelId, status, version: 1, rooms };
    const type = status === "pending" ? "reservation.held" : "reservation.confirmed";
    const isTenth = this.#draw(ONE_IN) === 0;
    const isWritten = !(isTenth && this.#defect === "loses_bookings");
    if (isWritten) this.book.enter(reservation, { type, requestId });
    if (isTenth && this.#defect === "books_for_nobody") this.#bookForNobody(reservation);
    if (isTenth && this.#defect === "done_though_refused") return soldOut(asked);
    return { status: 201, body: { ...shown(reservation), manage_token: reservation.reservationId } };
  }

  // In the place of one that is given up at once, so that no other check has anything to say.
  #bookForNobody(model: PaperReservation): void {
    const reservation = { ...model, reservationId: this.#newId(), rooms: [] };
    this.book.enter(reservation, { type: "reservation.confirmed", requestId: "nobody" });
  }

  #confirm({ requestId }: PaperRequest, before: PaperReservation): Answer {
    if (before.status === "confirmed") return { status: 200, body: shown(before) };
    if (before.status === "cancelled" && this.#defect !== "confirms_the_cancelled") return refusal(409, "wrong_state");
    const after = { ...before, status: "confirmed" as const, version: before.version + 1 };
    return this.#change(before, after, "reservation.confirmed", requestId, true);
  }

  #cancel({ requestId }: PaperRequest, before: PaperReservation): Answer {
    if (this.#defect === "wrong_excuse" && this.#draw(ONE_IN) === 0) return refusal(409, "wrong_state");
    if (before.status === "cancelled") return { status: 200, body: withoutRooms(before) };
    const after = { ...before, status: "cancelled" as const, version: before.version + 1, rooms: [] };
    if (this.#defect === "loses_cancellations") return { status: 200, body: withoutRooms(after) };
    const type = before.status === "pending" ? "reservation.hold_released" : "reservation.cancelled";
    this.#change(before, after, type, requestId, false);
    return { status: 200, body: withoutRooms(after) };
  }

  #modify({ requestId, body }: PaperRequest, before: PaperReservation): Answer {
    if (before.status === "cancelled") return refusal(409, "wrong_state");
    const [room] = before.rooms;
    const wanted = { ...wantedOf(body), roomTypeId: room?.roomTypeId ?? 0 };
    this.book.reservations.set(before.reservationId, { ...before, rooms: [] });
    const placed = this.#place(before.hotelId, [wanted], before.rooms);
    this.book.reservations.set(before.reservationId, before);
    if (!Array.isArray(placed)) return placed;
    const after = { ...before, version: before.version + 1, rooms: placed };
    return this.#change(before, after, "reservation.modified", requestId, false);
  }

  #change(
    before: PaperReservation,
    after: PaperReservation,
    type: string,
    requestId: string,
    fromHold: boolean,
  ): Answer {
    this.#past.set(before.reservationId, before);
    this.book.enter(after, { type, requestId, fromHold });
    return { status: 200, body: shown(after) };
  }

  #show(reservation: PaperReservation): Answer {
    const stale = this.#defect === "stale_reads" ? this.#past.get(reservation.reservationId) : undefined;
    return { status: 200, body: shown(stale ?? reservation) };
  }

  /** The rooms with their numbers, or why there are none. `own` are those of the same guest, who may keep them. */
  #place(hotelId: number, wanted: readonly WantedRoom[], own: readonly Segment[]): Segment[] | Answer {
    const kept = this.#defect === "keeps_the_last_room" ? 1 : 0;
    const ownNights = own.flatMap((room) => nightNames(hotelId, room));
    const freeOn = (name: string): number => this.book.free(name) + ownNights.filter((night) => night === name).length;
    const full = wanted.filter((room) =>
      nightNames(hotelId, room).some((name) => freeOn(name) < kept + wantedOn(hotelId, wanted, name)),
    );
    if (full.length > 0 && this.#defect !== "sells_twice")
      return soldOut(full.map((room) => this.#fullNight(hotelId, room, wanted, kept, freeOn)));
    const placed: Segment[] = [];
    for (const [index, room] of wanted.entries()) {
      const roomId = this.book.freeRoom(hotelId, room, placed);
      if (roomId === undefined) return refusal(409, "no_single_room");
      placed.push({ ...room, stayNo: index + 1, roomId });
    }
    return placed;
  }

  #fullNight(
    hotelId: number,
    room: WantedRoom,
    wanted: readonly WantedRoom[],
    kept: number,
    freeOn: (name: string) => number,
  ): WantedRoom {
    const nights = nightNames(hotelId, room);
    const first = nights.findIndex((name) => freeOn(name) < kept + wantedOn(hotelId, wanted, name));
    return { ...room, from: room.from + first, to: room.from + first + 1 };
  }

  #newId(): string {
    this.#made += 1;
    return `00000000-0000-7000-8000-${String(this.#made).padStart(12, "0")}`;
  }
}

function read(text: string): PaperRequest {
  const [head = "", body = ""] = text.split("\r\n\r\n");
  const header = (name: string): string => new RegExp(`\r\n${name}: ([^\r]*)`).exec(head)?.[1] ?? "";
  const [method = "", target = ""] = head.split(" ");
  const url = new URL(target, "http://paper");
  return {
    method,
    path: url.pathname,
    query: url.searchParams,
    requestId: header("X-Request-Id"),
    key: header("Idempotency-Key"),
    body: (body === "" ? {} : JSON.parse(body)) as PaperRequest["body"],
  };
}

function unkeyed(text: string): string {
  return text.replace(/X-Request-Id: [^\r]*\r\n/, "");
}

function wantedOf({ room_type_id = 0, start_date = "", end_date = "" }: RoomBody): WantedRoom {
  return { roomTypeId: room_type_id, from: nightOf(start_date), to: nightOf(end_date) };
}

function nextNight(room: WantedRoom): WantedRoom {
  return { ...room, from: room.from + 1, to: room.to + 1 };
}

function nightNames(hotelId: number, { roomTypeId, from, to }: WantedRoom): string[] {
  return Array.from({ length: to - from }, (_, index) => nightName(hotelId, roomTypeId, from + index));
}

function wantedOn(hotelId: number, wanted: readonly WantedRoom[], name: string): number {
  return wanted.filter((room) => nightNames(hotelId, room).includes(name)).length;
}

function refusal(status: number, error: string): Answer {
  return { status, body: { error } };
}

function soldOut(rooms: readonly WantedRoom[]): Answer {
  const nights = rooms.map(({ roomTypeId, from }) => ({ room_type_id: roomTypeId, date: formatNight(from) }));
  return { status: 409, body: { error: "no_availability", nights } };
}

function shown({ reservationId, status, version, rooms }: PaperReservation): object {
  const stays = rooms.map(({ stayNo, roomTypeId, from, to }) => ({
    stay_no: stayNo,
    room_type_id: roomTypeId,
    start_date: formatNight(from),
    end_date: formatNight(to),
    status: "expected",
  }));
  return { reservation_id: reservationId, status, version, ...(stays.length > 0 ? { stays } : {}) };
}

function withoutRooms({ reservationId, status }: PaperReservation): object {
  return { reservation_id: reservationId, status };
}
