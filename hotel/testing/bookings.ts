import { createHash } from "node:crypto";
import type { Answer, Command, KeyClaim } from "../reservations/admission/command.ts";
import { bookCommand, type BookingRequest } from "../reservations/decisions/book.ts";
import type { ChangeRequest } from "../reservations/decisions/change.ts";
import type { Actor } from "../vocabulary/actor.ts";
import { newConfirmationCode, newId, newReservationId } from "../vocabulary/identity.ts";
import { typeOf, type TestHotel } from "./world.ts";

/** One room that a test wants. */
export interface WantedRoom {
  /** Days after the hotel's `today`. */
  readonly from: number;
  /** One unless told. */
  readonly nights?: number;
  /** The place of the room type in the hotel's plan; the first unless told. */
  readonly type?: number;
}

/** What a test books. */
export interface WantedBooking {
  readonly stays: readonly WantedRoom[];
  /** Hold for so many minutes instead of confirming. */
  readonly holdMinutes?: number;
  /** Idempotency key of the public scope; the fingerprint is that of the stays. */
  readonly key?: string;
  readonly guestName?: string;
}

/** The guest who acts in tests. */
export const GUEST: Actor = { who: "guest", via: "web", requestId: "test" };

/** A booking of one room. */
export function bookRoom(hotel: TestHotel, room: WantedRoom, more: Omit<WantedBooking, "stays"> = {}): Command {
  return book(hotel, { ...more, stays: [room] });
}

/** A booking of any rooms, as the API makes its command. */
export function book(hotel: TestHotel, wanted: WantedBooking): Command {
  return bookCommand(bookingRequest(hotel, wanted));
}

/** The request of a booking, with ids of its own. */
export function bookingRequest(hotel: TestHotel, wanted: WantedBooking): BookingRequest {
  const { hotelId, today } = hotel;
  const { holdMinutes, key, guestName } = wanted;
  const stays = wanted.stays.map(({ from, nights = 1, type }) => ({
    roomTypeId: typeOf(hotel, type).roomTypeId,
    dates: { arrival: today + from, departure: today + from + nights },
    guests: 1,
    allowSplit: false,
  }));
  const guest = { hotelId, guestId: newId(Date.now()), name: guestName ?? "", email: "guest@example.com", phone: null };
  return {
    hotelId,
    reservationId: newReservationId(hotelId, Date.now()),
    confirmationCode: newConfirmationCode(),
    stays,
    userId: null,
    guest: guestName === undefined ? undefined : guest,
    source: "web",
    holdMinutes,
    horizonDays: 540,
    force: false,
    actor: GUEST,
    key: key === undefined ? undefined : claimOf(key, stays),
  };
}

/** A key of the public scope for a request with this content. */
export function claimOf(key: string, content: unknown): KeyClaim {
  return { principal: "public", key, fingerprint: createHash("sha256").update(JSON.stringify(content)).digest() };
}

/** The request to change a reservation, by whoever has it. */
export function changeOf(hotel: TestHotel, reservationId: string): ChangeRequest {
  return { hotelId: hotel.hotelId, reservationId, actor: GUEST };
}

/** The reservation of an answer that was accepted; throws what was refused. */
export function reservationIdOf(answer: Answer | undefined): string {
  if (answer?.accepted !== true) throw new Error(`not accepted: ${JSON.stringify(answer)}`);
  return String(answer.reply.body["reservation_id"]);
}

/** How many answers there are of each kind: `accepted`, `replayed`, or the code of the refusal. */
export function tally(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) {
    const kind = kindOf(answer);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** `accepted`, `replayed`, or the code of the refusal. */
export function kindOf(answer: Answer): string {
  if (!answer.accepted) return answer.refusal.code;
  return answer.replayed ? "replayed" : "accepted";
}
