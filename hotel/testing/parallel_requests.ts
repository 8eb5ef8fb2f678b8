import type { Answer, Command } from "../reservations/admission/command.ts";
import { checkIn } from "../reservations/decisions/arrival.ts";
import { cancelCommand, declineCommand } from "../reservations/decisions/cancel.ts";
import { bookCommand } from "../reservations/decisions/book.ts";
import { confirmCommand } from "../reservations/decisions/confirm.ts";
import { deskCommand } from "../reservations/decisions/desk.ts";
import { modifyCommand } from "../reservations/decisions/modify.ts";
import { changeOf, kindOf } from "./bookings.ts";
import type { HotelModel, ModelReservation } from "./hotel_model.ts";
import * as predict from "./model_actions.ts";
import { differences } from "./model_comparison.ts";
import type { HotelRows } from "./hotel_rows.ts";
import type { ModelledHotel } from "./modelled_hotel.ts";
import { bookingOf, type DrawnBooking } from "./model_steps.ts";

/** A request of a group, as it is drawn. */
export type DrawnRequest =
  | { readonly kind: "book"; readonly booking: DrawnBooking }
  | { readonly kind: "confirm" | "cancel" | "decline" | "check_in"; readonly place: number }
  | { readonly kind: "modify"; readonly place: number; readonly from: number; readonly length: number };

/** A request that is sent together with others, and what the model says to it when its turn comes. */
export interface ParallelRequest {
  readonly command: Command;
  predict(model: HotelModel): predict.Prediction;
  /** The key and what it stands for once the request is accepted. */
  readonly key?: readonly [string, { readonly content: string; readonly id: string }];
}

/** The request that was drawn, about the reservations that there are now. */
export function requestOf(hotel: ModelledHotel, drawn: DrawnRequest): ParallelRequest | undefined {
  if (drawn.kind === "book") return bookingRequest(hotel, drawn.booking);
  const { reservations, today } = hotel.model;
  const id = reservations[drawn.place % Math.max(1, reservations.length)]?.id;
  if (id === undefined) return undefined;
  const change = changeOf(hotel.hotel, id);
  const about = (model: HotelModel): ModelReservation => found(model, id);
  switch (drawn.kind) {
    case "confirm":
      return { command: confirmCommand(change), predict: (model) => predict.confirm(model, about(model)) };
    case "cancel":
      return {
        command: cancelCommand({ ...change, waiveFee: true }),
        predict: (model) => predict.cancel(model, about(model), true),
      };
    case "decline":
      return { command: declineCommand(change), predict: (model) => predict.decline(model, about(model)) };
    case "check_in":
      return {
        command: deskCommand(checkIn, { ...change, stayNos: [] }),
        predict: (model) => predict.checkIn(model, about(model), []),
      };
    case "modify": {
      const [arrival, departure] = [today + drawn.from, today + drawn.from + drawn.length];
      const stays = [{ stayNo: 1, arrival, departure }];
      return {
        command: modifyCommand({ ...change, stays, horizonDays: 540 }),
        predict: (model) => predict.modify(model, about(model), { stayNo: 1, from: arrival, to: departure }),
      };
    }
  }
}

/**
 * Finds an order in which the model, asked one after the other, gives the answers that the requests got at once and ends
 * as the rows are. Leaves the model there; false, and the model as it was, when no order explains them.
 */
export function explain(
  model: HotelModel,
  requests: readonly ParallelRequest[],
  answers: readonly Answer[],
  rows: HotelRows,
  types: readonly number[],
): boolean {
  const [first] = requests;
  if (first === undefined) return differences(model, rows, types).length === 0;
  for (const [index, request] of requests.entries()) {
    const answer = answers[index];
    if (answer === undefined) throw new RangeError("every request has an answer");
    const saved = [[...model.reservations], [...model.keys]] as const;
    if (!goesOn(model, request, answer)) continue;
    if (explain(model, without(requests, index), without(answers, index), rows, types)) return true;
    model.reservations.splice(0, Infinity, ...saved[0]);
    model.keys.clear();
    for (const entry of saved[1]) model.keys.set(...entry);
  }
  return false;
}

// Whether the model gives this answer now, and if so goes on from there.
function goesOn(model: HotelModel, request: ParallelRequest, answer: Answer): boolean {
  const kind = kindOf(answer);
  const known = request.key === undefined ? undefined : model.keys.get(request.key[0]);
  if (known !== undefined) {
    const isSame = known.content === request.key?.[1].content;
    const id = answer.accepted ? answer.reply.body["reservation_id"] : known.id;
    return kind === (isSame ? "replayed" : "idempotency_key_reused") && id === known.id;
  }
  const prediction = request.predict(model);
  if (prediction.kind === "refused") return prediction.codes.includes(kind);
  if (prediction.kind === "same" || prediction.kind === "rooms") return kind === "accepted";
  // Whether there was one room for all the nights only the seats of that instant could tell.
  if (kind === "no_single_room" || kind === "room_not_free") return true;
  if (kind !== "accepted") return false;
  const { after } = prediction;
  const place = model.reservations.findIndex(({ id }) => id === after.id);
  if (place < 0) model.reservations.push(after);
  else model.reservations[place] = after;
  if (request.key !== undefined) model.keys.set(...request.key);
  return true;
}

function bookingRequest(hotel: ModelledHotel, booking: DrawnBooking): ParallelRequest {
  const { request, stays, expires, key } = bookingOf(hotel, booking);
  const content = JSON.stringify(booking);
  return {
    command: bookCommand(request),
    predict: (model) => predict.book(model, request.reservationId, stays, { expires, force: booking.force }),
    key: [key, { content, id: request.reservationId }],
  };
}

function found({ reservations }: HotelModel, id: string): ModelReservation {
  const reservation = reservations.find((one) => one.id === id);
  if (reservation === undefined) throw new Error(`the model has no reservation ${id}`);
  return reservation;
}

function without<Item>(items: readonly Item[], index: number): Item[] {
  return items.toSpliced(index, 1);
}
