import { nightOf } from "../../../hotel/vocabulary/night.ts";
import type { Completion } from "../history.ts";
import type { FullNight, Operation, SeenReservation, SeenRoom } from "../operation.ts";
import { priceIn, quotedIn, rulesIn, type RatesShown } from "../rates/told_rates.ts";
import type { HttpAnswer } from "./connection.ts";

/** What an answer says of an operation. None, and a fault of the server (500), say nothing: it may be done or not. */
export function completionOf(operation: Operation, answer: HttpAnswer | undefined): Completion {
  if (answer === undefined) return { outcome: "unknown" };
  const { status, replayed } = answer;
  // 503 is a refusal: its documentation says that nothing was changed.
  if (status >= 500 && status !== 503) return { outcome: "unknown", status };
  const body = JSON.parse(answer.body) as AnswerBody;
  if (status >= 400) return refusedBy(status, body);
  if (operation.kind === "search") return { outcome: "ok", status, found: foundIn(body) };
  if (operation.kind === "quote") return { outcome: "ok", status, quoted: quotedIn(body) };
  if (operation.kind === "set_rates") return { outcome: "ok", status, replayed, version: body.version };
  return { outcome: "ok", status, replayed, seen: seenIn(body) };
}

/** The manage token that the answer to a booking carries; empty when it has none. */
export function tokenIn(answer: HttpAnswer | undefined): string {
  return /"manage_token":"([^"]+)"/.exec(answer?.body ?? "")?.[1] ?? "";
}

interface AnswerBody extends RatesShown {
  readonly error?: string;
  readonly nights?: readonly { readonly date: string; readonly room_type_id: number }[];
  readonly reservation_id?: string;
  readonly status?: string;
  readonly version?: number;
  readonly stays?: readonly (StayShown & NonNullable<RatesShown["stays"]>[number])[];
  readonly hotels?: readonly {
    readonly available_room_types: readonly { readonly room_type_id: number; readonly available_rooms: number }[];
  }[];
}

interface StayShown {
  readonly stay_no: number;
  readonly room_type_id: number;
  readonly start_date: string;
  readonly end_date: string;
  readonly status: string;
}

function refusedBy(status: number, body: AnswerBody): Completion {
  const { error: code = "", version } = body;
  return { outcome: "refused", status, code, fullNights: fullNightsOf(body), inTheWay: rulesIn(body), version };
}

function fullNightsOf({ nights = [] }: AnswerBody): FullNight[] {
  return nights.map(({ date, room_type_id: roomTypeId }) => ({ roomTypeId, night: nightOf(date) }));
}

function foundIn({ hotels = [] }: AnswerBody): Map<number, number> {
  const types = hotels.flatMap((hotel) => hotel.available_room_types);
  return new Map(types.map((type) => [type.room_type_id, type.available_rooms]));
}

function seenIn(body: AnswerBody): SeenReservation | undefined {
  const { reservation_id: reservationId, status, version, stays } = body;
  if (reservationId === undefined || status === undefined) return undefined;
  return { reservationId, status, version, rooms: stays?.map(roomOf), price: priceIn(body) };
}

function roomOf(stay: StayShown): SeenRoom {
  return {
    stayNo: stay.stay_no,
    roomTypeId: stay.room_type_id,
    from: nightOf(stay.start_date),
    to: nightOf(stay.end_date),
    status: stay.status,
  };
}
