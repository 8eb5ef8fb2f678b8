import { setImmediate as turn } from "node:timers/promises";
import { formatNight, nightOf } from "../../../hotel/vocabulary/night.ts";
import { seeded, type Draw } from "../../load/random.ts";
import type { HttpAnswer } from "../clients/connection.ts";
import type { Segment } from "../ledger/events.ts";
import { nightNames } from "../ledger/house.ts";
import type { WantedRoom } from "../operation.ts";
import type { ContestedHotel } from "../world.ts";
import type { Defect } from "./defects.ts";
import { PaperBook, type PaperReservation } from "./paper_book.ts";
import { PaperRates, shownBill, type PaperBill, type PaperChange } from "./paper_rates.ts";

/** A request, as a hotel on paper reads it. */
interface PaperRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly requestId: string;
  readonly key: string;
  /** Of the rates that a manager has read. */
  readonly version: number;
  readonly body: RoomBody &
    Omit<PaperChange, "version"> & {
      readonly hotel_id?: number;
      readonly stays?: readonly RoomBody[];
      readonly hold?: boolean;
      readonly quote_id?: string;
    };
}

interface PaperQuote {
  readonly rooms: readonly WantedRoom[];
  readonly bills: readonly PaperBill[];
}

interface RoomBody {
  readonly rate_plan_id?: number;
  readonly adults?: number;
  readonly room_type_id?: number;
  readonly start_date?: string;
  readonly end_date?: string;
}

type Answer = { readonly status: number; readonly body: object; readonly replayed?: boolean };

/** Of a hundred answers so many are lost on their way. */
const LOST = 2;
const ONE_IN = 10;
const QUOTE_MS = 60_000;

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
  readonly #rates: ReadonlyMap<number, PaperRates>;
  readonly #quotes = new Map<string, PaperQuote>();
  #made = 0;

  constructor(world: readonly ContestedHotel[], seed: number, defect?: Defect) {
    this.book = new PaperBook(world, defect);
    this.#world = world;
    this.#defect = defect;
    this.#draw = seeded(seed);
    this.#rates = new Map(world.map((hotel) => [hotel.hotelId, new PaperRates(hotel, defect)]));
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
    if (request.path === "/v1/hotels/availability") return this.#search(request);
    if (request.path.startsWith("/v1/hotels/")) return this.#changeRates(request);
    if (request.path === "/v1/quotes") return this.#quote(request);
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

  #changeRates({ path, body, version, requestId }: PaperRequest): Answer {
    const [, , , hotel, thing = "", plan = ""] = path.split("/");
    const hotelId = Number(hotel);
    const types = this.#world.find((one) => one.hotelId === hotelId)?.types ?? [];
    if (this.#defect === "loses_rate_changes") return { status: 200, body: { version: version + 1 } };
    const changed = this.#ratesOf(hotelId).change(`${thing}${plan}`, { ...body, version });
    if (!changed.isMade) return { status: 412, body: { error: "version_conflict", version: changed.version } };
    if (plan !== "") this.book.enterChange(hotelId, { type: "rate_plan.changed", requestId });
    for (const { roomTypeId } of plan === "" ? types : []) {
      this.book.enterChange(hotelId, { type: "rate_nights.changed", requestId, roomTypeId });
    }
    return { status: 200, body: { version: changed.version } };
  }

  #quote({ body }: PaperRequest): Answer {
    const hotelId = body.hotel_id ?? 0;
    const rooms = (body.stays ?? [body]).map(wantedOf);
    const inTheWay = this.#inTheWay(hotelId, rooms, false);
    if (inTheWay !== undefined) return inTheWay;
    const placed = this.#place(hotelId, rooms, []);
    if (!Array.isArray(placed)) return placed;
    const quoteId = `quote ${(this.#made += 1)}`;
    const bills = this.#ratesOf(hotelId).bills(rooms);
    this.#quotes.set(quoteId, { rooms, bills });
    const expires = new Date(Date.now() + QUOTE_MS).toISOString();
    const stays = bills.map(shownBill).map(({ stay, nightly }) => ({ ...stay, nightly }));
    return { status: 200, body: { quote_id: quoteId, expires_at: expires, total_price: totalOf(bills), stays } };
  }

  #inTheWay(hotelId: number, rooms: readonly WantedRoom[], isQuoted: boolean): Answer | undefined {
    const isInvented = this.#defect === "invented_rules" && this.#draw(ONE_IN) === 0;
    const invented = { date: formatNight(rooms[0]?.from ?? 0), rule: "min_stay_arrival", value: 9 };
    const found = this.#ratesOf(hotelId).inTheWay(rooms, isQuoted, (rule) => this.book.soldWithin(rule));
    const restrictions = isInvented ? [...found, invented] : found;
    return restrictions.length === 0 ? undefined : { status: 409, body: { error: "restricted", restrictions } };
  }

  #ratesOf(hotelId: number): PaperRates {
    const rates = this.#rates.get(hotelId);
    if (rates === undefined) throw new RangeError(`there is no hotel ${hotelId}`);
    return rates;
  }

  #billsOf(hotelId: number, rooms: readonly WantedRoom[], quote: PaperQuote | undefined): readonly PaperBill[] {
    if (quote !== undefined && this.#defect !== "forgets_quotes") return quote.bills;
    return this.#ratesOf(hotelId).bills(rooms);
  }

  #book({ requestId, body }: PaperRequest): Answer {
    const hotelId = body.hotel_id ?? 0;
    const quote = this.#quotes.get(body.quote_id ?? "");
    const asked = quote?.rooms ?? (body.stays ?? [body]).map(wantedOf);
    const inTheWay = this.#inTheWay(hotelId, asked, quote !== undefined);
    if (inTheWay !== undefined) return inTheWay;
    if (this.#defect === "always_sold_out") return soldOut(asked);
    const wanted = this.#defect === "other_nights" ? asked.map(nextNight) : asked;
    const placed = this.#place(hotelId, wanted, []);
    if (!Array.isArray(placed)) return placed;
    const status = body.hold === true ? ("pending" as const) : ("confirmed" as const);
    const rooms = this.#defect === "half_groups" ? placed.slice(0, 1) : placed;
    const bills = this.#billsOf(hotelId, wanted, quote);
    const reservation = { reservationId: this.#newId(), hotelId, status, version: 1, rooms, bills };
    const type = status === "pending" ? "reservation.held" : "reservation.confirmed";
    const isTenth = this.#draw(ONE_IN) === 0;
    const isWritten = !(isTenth && this.#defect === "loses_bookings");
    if (isWritten) this.book.enter(reservation, { type, requestId });
    if (isTenth && this.#defect === "books_for_nobody") this.#bookForNobody(reservation);
    if (isTenth && this.#defect === "done_though_refused") return soldOut(asked);
    const told = shown(reservation, isTenth && this.#defect === "wrong_totals" ? 1 : 0);
    return { status: 201, body: { ...told, manage_token: reservation.reservationId } };
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
    const [bill] = before.bills;
    const rate = bill === undefined ? {} : { ratePlanId: bill.ratePlanId, adults: bill.adults };
    const wanted = { ...wantedOf(body), roomTypeId: room?.roomTypeId ?? 0, ...rate };
    this.book.reservations.set(before.reservationId, { ...before, rooms: [] });
    const placed =
      this.#inTheWay(before.hotelId, [wanted], false) ?? this.#place(before.hotelId, [wanted], before.rooms);
    this.book.reservations.set(before.reservationId, before);
    if (!Array.isArray(placed)) return placed;
    const bills = this.#ratesOf(before.hotelId).bills([wanted]);
    const after = { ...before, version: before.version + 1, rooms: placed, bills };
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
    version: Number(header("If-Match").replaceAll('"', "")),
    body: (body === "" ? {} : JSON.parse(body)) as PaperRequest["body"],
  };
}

function unkeyed(text: string): string {
  return text.replace(/X-Request-Id: [^\r]*\r\n/, "");
}

function wantedOf({ room_type_id = 0, start_date = "", end_date = "", rate_plan_id, adults }: RoomBody): WantedRoom {
  const plan = rate_plan_id === undefined ? {} : { ratePlanId: rate_plan_id };
  const party = adults === undefined ? {} : { adults };
  return { roomTypeId: room_type_id, from: nightOf(start_date), to: nightOf(end_date), ...plan, ...party };
}

function nextNight(room: WantedRoom): WantedRoom {
  return { ...room, from: room.from + 1, to: room.to + 1 };
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

function shown({ reservationId, status, version, rooms, bills }: PaperReservation, tooMuch = 0): object {
  const rates = new Map(bills.map((bill) => [bill.stayNo, shownBill(bill)]));
  const stays = rooms.map(({ stayNo, roomTypeId, from, to }) => ({
    ...rates.get(stayNo)?.stay,
    stay_no: stayNo,
    room_type_id: roomTypeId,
    start_date: formatNight(from),
    end_date: formatNight(to),
    status: "expected",
  }));
  const nightly = [...rates.values()].flatMap((rate) => rate.nightly);
  const price = { total_price: totalOf(bills) + tooMuch / 100, nightly, stays };
  return { reservation_id: reservationId, status, version, ...(stays.length > 0 ? price : {}) };
}

function totalOf(bills: readonly PaperBill[]): number {
  return bills.reduce((sum, { total }) => sum + total, 0) / 100;
}

function withoutRooms({ reservationId, status }: PaperReservation): object {
  return { reservation_id: reservationId, status };
}
