import type { Command, KeyClaim } from "../../hotel/reservations/admission/command.ts";
import { bookCommand } from "../../hotel/reservations/decisions/book.ts";
import { cancelCommand, declineCommand, expireCommand } from "../../hotel/reservations/decisions/cancel.ts";
import { confirmCommand } from "../../hotel/reservations/decisions/confirm.ts";
import { modifyCommand } from "../../hotel/reservations/decisions/modify.ts";
import type { Draw } from "../load/random.ts";
import type { NightSetting } from "./rates/planned_rates.ts";
import { TODAY } from "./today.ts";
import { type WorldPlan } from "./world.ts";

/** A room that somebody wants: nights from {@link TODAY} on. */
export interface WantedRoom {
  readonly roomTypeId: number;
  readonly from: number;
  readonly nights: number;
  /** Undefined: the hotel's default plan. */
  readonly ratePlanId?: number;
}

/** What of a hotel's rates shall be another: a night, or what the flexible plan adds. */
export type RateSetting = { readonly night: NightSetting } | { readonly surchargeMinor: number };

/** What a caller wants. A change names the caller whose booking it is about. */
export type Wish =
  | { readonly kind: "book" | "hold"; readonly hotelId: number; readonly rooms: readonly WantedRoom[] }
  | { readonly kind: "confirm" | "cancel" | "decline" | "expire"; readonly of: number }
  | { readonly kind: "modify"; readonly of: number; readonly to: WantedRoom }
  | { readonly kind: "set_rates"; readonly hotelId: number; readonly setting: RateSetting };

/** Minutes for which a hold is kept. */
export const HOLD_MINUTES = 15;

/** A wish and how it is brought forward. */
export interface PlannedCall {
  readonly wish: Wish;
  /** Which process is asked first. */
  readonly process: number;
  /** Under an idempotency key. */
  readonly isKeyed: boolean;
  /** A change that waits until the booking it is about was answered. */
  readonly isPatient: boolean;
}

/** Draws what the callers of a schedule want. */
export function drawCalls(draw: Draw, world: WorldPlan, processes: number): PlannedCall[] {
  // Most are short; in a long one more can meet, and each costs as much as the others together.
  const count = 2 + (draw(3) === 0 ? draw(5) : draw(2));
  const calls: PlannedCall[] = [];
  for (let number = 0; number < count; number += 1) {
    const wish = number === 0 || draw(5) < 2 ? drawBooking(draw, world) : drawChange(draw, world, calls);
    calls.push({ wish, process: draw(processes), isKeyed: draw(3) > 0, isPatient: draw(6) > 0 });
  }
  return calls;
}

function drawBooking(draw: Draw, world: WorldPlan): Wish {
  const first = drawRoom(draw, world);
  const hotelId = hotelOf(first.roomTypeId);
  const isGroup = draw(4) === 0;
  const second = isGroup
    ? drawRoom(draw, { ...world, types: world.types.filter((type) => type.hotelId === hotelId) })
    : undefined;
  return { kind: draw(2) === 0 ? "hold" : "book", hotelId, rooms: second === undefined ? [first] : [first, second] };
}

const CHANGES = ["confirm", "confirm", "cancel", "modify", "modify", "decline", "expire"] as const;

function drawChange(draw: Draw, world: WorldPlan, calls: readonly PlannedCall[]): Wish {
  const bookings = calls.flatMap(({ wish }, number) => ("rooms" in wish ? [number] : []));
  const of = bookings[draw(bookings.length)] ?? 0;
  const kind = CHANGES[draw(CHANGES.length)] ?? "cancel";
  if (kind !== "modify") return { kind, of };
  const booked = calls[of]?.wish;
  const hotelId = booked !== undefined && "rooms" in booked ? booked.hotelId : 1;
  return { kind, of, to: drawRoom(draw, { ...world, types: world.types.filter((type) => type.hotelId === hotelId) }) };
}

function drawRoom(draw: Draw, { types, nights }: WorldPlan): WantedRoom {
  const type = types[draw(types.length)];
  const from = draw(nights);
  return { roomTypeId: type?.roomTypeId ?? 0, from, nights: 1 + draw(nights - from) };
}

function hotelOf(roomTypeId: number): number {
  return Math.floor(roomTypeId / 10);
}

/** One try of a caller: its number is in every event that comes of it. */
export interface TryOf {
  readonly caller: number;
  readonly number: number;
}

/** What a request is called in the audit trail. */
export function requestIdOf({ caller, number }: TryOf): string {
  return `${caller}.${number}`;
}

/** The reservation that a try makes, if it is a booking. */
export function reservationIdOf(hotelId: number, { caller, number }: TryOf): string {
  return `${hex(caller, 8)}-${hex(number, 4)}-7000-8000-0000${hex(hotelId, 8)}`;
}

/** A call that is for admission. */
export type AdmissionCall = PlannedCall & { readonly wish: Exclude<Wish, { kind: "set_rates" }> };

/** Whether it is. */
export function isForAdmission(call: PlannedCall): call is AdmissionCall {
  return call.wish.kind !== "set_rates";
}

/** The command of a try, as the API makes it. */
export function commandOf(call: AdmissionCall, of: TryOf, target: { hotelId: number; reservationId: string }): Command {
  const { wish } = call;
  const actor = { who: "guest", via: "web", requestId: requestIdOf(of) } as const;
  const key = call.isKeyed ? keyOf(of.caller) : undefined;
  if ("rooms" in wish) return bookingCommand(wish, of, actor, key);
  const change = { ...target, actor };
  switch (wish.kind) {
    case "confirm":
      return confirmCommand(change, key);
    case "cancel":
      return cancelCommand({ ...change, waiveFee: false }, key);
    case "decline":
      return declineCommand(change, key);
    case "expire":
      return expireCommand(change);
    case "modify":
      return modifyCommand({ ...change, stays: [{ stayNo: 1, ...datesOf(wish.to) }], horizonDays: HORIZON_DAYS }, key);
  }
}

const HORIZON_DAYS = 540;

function bookingCommand(
  wish: Extract<Wish, { rooms: unknown }>,
  of: TryOf,
  actor: Parameters<typeof bookCommand>[0]["actor"],
  key: KeyClaim | undefined,
): Command {
  const { hotelId, rooms } = wish;
  return bookCommand({
    hotelId,
    reservationId: reservationIdOf(hotelId, of),
    confirmationCode: `CDE${of.caller + 2}AAA${of.number + 2}`,
    stays: rooms.map((room) => {
      const { roomTypeId, arrival, departure } = datesOf(room);
      const plan = room.ratePlanId === undefined ? {} : { ratePlanId: room.ratePlanId };
      return { roomTypeId, dates: { arrival, departure }, guests: 1, allowSplit: false, ...plan };
    }),
    userId: null,
    guest: undefined,
    source: "web",
    holdMinutes: wish.kind === "hold" ? HOLD_MINUTES : undefined,
    horizonDays: HORIZON_DAYS,
    force: false,
    actor,
    key,
  });
}

function datesOf({ roomTypeId, from, nights }: WantedRoom): { roomTypeId: number; arrival: number; departure: number } {
  return { roomTypeId, arrival: TODAY + from, departure: TODAY + from + nights };
}

function keyOf(caller: number): KeyClaim {
  return { principal: "public", key: `key ${caller}`, fingerprint: FINGERPRINTS[caller] ?? Buffer.alloc(32, caller) };
}

const FINGERPRINTS = Array.from({ length: 8 }, (_, caller) => Buffer.alloc(32, caller));

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, "0");
}
