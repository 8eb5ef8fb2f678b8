import { expect } from "vitest";
import { moveClock } from "../events/clock.ts";
import { checkIn, markNoShow, reinstate } from "../reservations/decisions/arrival.ts";
import { bookCommand, type BookingRequest } from "../reservations/decisions/book.ts";
import { cancelCommand, declineCommand, expireCommand } from "../reservations/decisions/cancel.ts";
import { confirmCommand } from "../reservations/decisions/confirm.ts";
import { checkOut, extendUntil } from "../reservations/decisions/departure.ts";
import { deskCommand } from "../reservations/decisions/desk.ts";
import { modifyCommand } from "../reservations/decisions/modify.ts";
import { moveTo, pinned } from "../reservations/decisions/rooms.ts";
import { seatWaitingCommand } from "../reservations/decisions/seat_waiting.ts";
import { newConfirmationCode, newReservationId } from "../vocabulary/identity.ts";
import { changeOf, GUEST, kindOf } from "./bookings.ts";
import type { ModelReservation } from "./hotel_model.ts";
import * as predict from "./model_actions.ts";
import { claimFor, type ModelledHotel } from "./modelled_hotel.ts";

/** A stay as it is drawn: days after the business date. */
export interface DrawnStay {
  readonly type: number;
  readonly from: number;
  readonly length: number;
  readonly guests: number;
  readonly allowSplit: boolean;
}

/** A booking as it is drawn. */
export interface DrawnBooking {
  readonly stays: readonly DrawnStay[];
  readonly hold: boolean;
  readonly force: boolean;
  /** A key of its own when undefined. */
  readonly key: number | undefined;
}

/** Which reservation: most of the time one in a state for it. */
export interface Pick {
  readonly place: number;
  readonly any: boolean;
}

const HOLD_MS = 15 * 60_000;
const HORIZON_DAYS = 540;

/** Books rooms, with a key; one that was used is answered as before, or refused for another content. */
export async function book(hotel: ModelledHotel, drawn: DrawnBooking): Promise<void> {
  const { model } = hotel;
  const { request, stays, expires, key } = bookingOf(hotel, drawn);
  const known = model.keys.get(key);
  if (known !== undefined) return repeat(hotel, request, known, drawn);
  const prediction = predict.book(model, request.reservationId, stays, { expires, force: drawn.force });
  const effect = { id: request.reservationId, content: JSON.stringify(drawn) };
  const name = drawn.force ? "import" : drawn.hold ? "hold" : "book";
  await hotel.ask(name, bookCommand(request), prediction, { key: [key, effect] });
}

/** A booking as it is sent, and as the model understands it. */
export interface BookingToSend {
  readonly request: BookingRequest;
  readonly stays: readonly predict.StayToBook[];
  readonly expires: Date | undefined;
  readonly key: string;
}

/** The booking that was drawn, with ids and key of its own unless a key was drawn. */
export function bookingOf(hotel: ModelledHotel, drawn: DrawnBooking): BookingToSend {
  const { model } = hotel;
  const key = drawn.key === undefined ? `own ${newConfirmationCode()}` : `shared ${drawn.key}`;
  const stays = drawn.stays.map(({ type, from, length, guests, allowSplit }) => {
    const arrival = model.today + from;
    return { type, from: arrival, to: arrival + length, guests, allowSplit };
  });
  const expires = drawn.hold ? new Date(model.now.getTime() + HOLD_MS) : undefined;
  return { request: requestOf(hotel, drawn, key), stays, expires, key };
}

/** Books several times, so that the house is full soon. */
export async function fill(hotel: ModelledHotel, drawn: readonly DrawnBooking[]): Promise<void> {
  for (const one of drawn) {
    await hotel.look();
    await book(hotel, one);
  }
}

/** Sends an accepted booking again. */
export async function again(hotel: ModelledHotel, place: number): Promise<void> {
  const known = [...hotel.model.keys];
  const [key, effect] = known[place % Math.max(1, known.length)] ?? [];
  if (key === undefined || effect === undefined) return;
  const drawn = JSON.parse(effect.content) as DrawnBooking;
  await repeat(hotel, requestOf(hotel, drawn, key), effect, drawn);
}

/** Confirms a hold. */
export async function confirm(hotel: ModelledHotel, pick: Pick): Promise<void> {
  const before = chosen(hotel, pick, ["pending", "expired"]);
  if (before)
    await hotel.ask("confirm", confirmCommand(changeOf(hotel.hotel, before.id)), predict.confirm(hotel.model, before), {
      before,
    });
}

/** Cancels, or releases a hold. */
export async function cancel(hotel: ModelledHotel, pick: Pick, waiveFee: boolean): Promise<void> {
  const before = chosen(hotel, pick, ["pending", "confirmed"]);
  if (before === undefined) return;
  const command = cancelCommand({ ...changeOf(hotel.hotel, before.id), waiveFee });
  await hotel.ask("cancel", command, predict.cancel(hotel.model, before, waiveFee), { before });
}

/** Declines a hold. */
export async function decline(hotel: ModelledHotel, pick: Pick): Promise<void> {
  const before = chosen(hotel, pick, ["pending"]);
  if (before)
    await hotel.ask("decline", declineCommand(changeOf(hotel.hotel, before.id)), predict.decline(hotel.model, before), {
      before,
    });
}

/** Sweeps a hold that has run out. */
export async function expire(hotel: ModelledHotel, pick: Pick): Promise<void> {
  const before = chosen(hotel, pick, ["expired"]);
  if (before)
    await hotel.ask("expire", expireCommand(changeOf(hotel.hotel, before.id)), predict.expire(hotel.model, before), {
      before,
    });
}

/** A change of a stay as it is drawn: what is undefined stays. */
export interface DrawnChange {
  readonly from: number | undefined;
  readonly length: number | undefined;
  readonly type: number | undefined;
  readonly guests: number | undefined;
  readonly allowSplit: boolean;
  readonly stay: number;
}

/** Changes dates, type or guests. */
export async function modify(hotel: ModelledHotel, pick: Pick, drawn: DrawnChange): Promise<void> {
  const before = chosen(hotel, pick, ["pending", "confirmed"]);
  const stay = before?.stays[drawn.stay % before.stays.length];
  if (before === undefined || stay === undefined) return;
  const from = drawn.from === undefined ? stay.from : hotel.model.today + drawn.from;
  const to = drawn.length === undefined ? stay.to : from + drawn.length;
  const { type, guests, allowSplit } = drawn;
  const { stayNo } = stay;
  const change = {
    stayNo,
    allowSplit,
    ...(drawn.from === undefined ? {} : { arrival: from }),
    ...(drawn.length === undefined ? {} : { departure: to }),
    ...(type === undefined ? {} : { roomTypeId: hotel.types[type] ?? 0 }),
    ...(guests === undefined ? {} : { guests }),
  };
  const command = modifyCommand({ ...changeOf(hotel.hotel, before.id), stays: [change], horizonDays: HORIZON_DAYS });
  const asked = { stayNo, from, to, type: type ?? stay.type, guests: guests ?? stay.guests, allowSplit };
  const prediction = predict.modify(hotel.model, before, asked);
  await hotel.ask("modify", command, prediction, { before });
}

/** What the desk does with some rooms of a reservation, or all. */
export const deskActions = {
  check_in: { action: checkIn, predict: predict.checkIn, when: ["confirmed", "checked_in"] },
  check_out: { action: checkOut, predict: predict.checkOut, when: ["checked_in"] },
  no_show: { action: markNoShow, predict: predict.markNoShow, when: ["confirmed", "checked_in"] },
  reinstate: { action: reinstate, predict: predict.reinstate, when: ["cancelled", "no_show", "expired"] },
} as const;

/** Guests arrive, leave or do not come; a reservation is taken up again. */
export async function atDesk(
  hotel: ModelledHotel,
  pick: Pick,
  name: keyof typeof deskActions,
  stay: number,
): Promise<void> {
  const { action, predict: predicted, when } = deskActions[name];
  const stayNos = stay === 0 ? [] : [stay];
  const before = chosen(hotel, pick, when, (one) => predicted(hotel.model, one, stayNos).kind === "fits");
  if (before === undefined) return;
  const command = deskCommand(action, { ...changeOf(hotel.hotel, before.id), stayNos });
  await hotel.ask(name, command, predicted(hotel.model, before, stayNos), { before });
}

/** Guests stay longer. */
export async function extend(hotel: ModelledHotel, pick: Pick, to: number, allowSplit: boolean): Promise<void> {
  const before = chosen(hotel, pick, ["checked_in"]);
  if (before === undefined) return;
  const departure = hotel.model.today + to;
  const action = extendUntil(departure, allowSplit, HORIZON_DAYS);
  const reach = { roomTypeIds: [], to: departure };
  const command = deskCommand(action, { ...changeOf(hotel.hotel, before.id), stayNos: [] }, { reach });
  await hotel.ask("extend", command, predict.extend(hotel.model, before, departure, allowSplit), { before });
}

/** Guests get another room: one in particular, or any of a type. */
export async function moveRoom(
  hotel: ModelledHotel,
  pick: Pick,
  type: number,
  room: number | undefined,
  pin: boolean,
): Promise<void> {
  const before = chosen(hotel, pick, ["confirmed", "checked_in"]);
  const target = hotel.hotel.types[type];
  if (before === undefined || target === undefined) return;
  const roomId = room === undefined ? undefined : target.roomIds[room % target.roomIds.length];
  const action = moveTo({ roomTypeId: target.roomTypeId, roomId, pin });
  const reach = { roomTypeIds: [target.roomTypeId] };
  const command = deskCommand(action, { ...changeOf(hotel.hotel, before.id), stayNos: [] }, { reach });
  await hotel.ask("move_room", command, predict.moveRoom(hotel.model, before, type, roomId), { before });
}

/** The guest is told the room, or not held to it any more. */
export async function pin(hotel: ModelledHotel, pick: Pick, told: boolean): Promise<void> {
  const before = chosen(hotel, pick, ["confirmed"]);
  if (before === undefined) return;
  const command = deskCommand(pinned(told), { ...changeOf(hotel.hotel, before.id), stayNos: [] });
  await hotel.ask(told ? "pin" : "unpin", command, predict.pin(hotel.model, before), { before });
}

/** Stays that wait for a room get one that has become free. */
export async function seatWaiting(hotel: ModelledHotel, pick: Pick): Promise<void> {
  const before = chosen(hotel, pick, ["confirmed", "checked_in"]);
  if (before === undefined) return;
  const prediction = predict.seatWaiting(hotel.model, before);
  await hotel.ask("seat_waiting", seatWaitingCommand(changeOf(hotel.hotel, before.id)), prediction, { before });
}

/** Time goes by. */
export async function passTime(hotel: ModelledHotel, minutes: number): Promise<void> {
  await moveClock(hotel.database, { by: minutes * 60_000 });
  await hotel.look();
  hotel.count("time", "passed");
  await hotel.compareNow();
}

async function repeat(
  hotel: ModelledHotel,
  request: BookingRequest,
  known: { readonly content: string; readonly id: string },
  drawn: DrawnBooking,
): Promise<void> {
  const answer = await hotel.admission.submit(bookCommand(request));
  const isSame = known.content === JSON.stringify(drawn);
  expect(kindOf(answer)).toBe(isSame ? "replayed" : "idempotency_key_reused");
  expect(answer.accepted ? answer.reply.body["reservation_id"] : known.id).toBe(known.id);
  hotel.count("repeat", kindOf(answer));
  await hotel.compareNow();
}

function requestOf({ hotel, types, model }: ModelledHotel, drawn: DrawnBooking, key: string): BookingRequest {
  const { hotelId } = hotel;
  const stays = drawn.stays.map(({ type, from, length, guests, allowSplit }) => {
    const arrival = model.today + from;
    return { roomTypeId: types[type] ?? 0, dates: { arrival, departure: arrival + length }, guests, allowSplit };
  });
  return {
    hotelId,
    reservationId: newReservationId(hotelId, Date.now()),
    confirmationCode: newConfirmationCode(),
    stays,
    userId: null,
    guest: undefined,
    source: drawn.force ? "import" : "web",
    holdMinutes: drawn.hold ? HOLD_MS / 60_000 : undefined,
    horizonDays: HORIZON_DAYS,
    force: drawn.force,
    actor: GUEST,
    key: claimFor(key, drawn),
  };
}

function chosen(
  { model }: ModelledHotel,
  { place, any }: Pick,
  when: readonly string[],
  ready?: (one: ModelReservation) => boolean,
): ModelReservation | undefined {
  const fitting = model.reservations.filter(
    (one) => any || (when.includes(model.statusOf(one)) && ready?.(one) !== false),
  );
  return fitting[place % Math.max(1, fitting.length)];
}
