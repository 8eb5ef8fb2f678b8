import type { Night } from "../../hotel/vocabulary/night.ts";
import type { HotelName, IntendedBooking } from "./intended_booking.ts";
import type { TypePlan } from "./room_counts.ts";

/** What the engine said: done, or refused with its stable code. */
export type Answer = { readonly accepted: true } | { readonly accepted: false; readonly reason: string };

/** A booking that was made, by whatever name the engine gives it; or the refusal. */
export type Booked =
  | { readonly accepted: true; readonly reference: string }
  | { readonly accepted: false; readonly reason: string };

/**
 * The hotel as the replay drives it: by the public API, or by the use cases in process. A refusal is an answer; anything
 * unexpected throws and ends the replay.
 */
export interface Engine {
  /** Makes the hotels with these room types and rooms; the clock stands at the replay's first day. */
  open(types: readonly TypePlan[]): Promise<void>;
  /** Moves the clock of the hotels on to this hour of the wall at the hotel, and does what is due by then. */
  moveClockTo(day: Night, hour: number): Promise<void>;
  book(booking: IntendedBooking): Promise<Booked>;
  cancel(reference: string): Promise<Answer>;
  /** Marks the guest as not come; also accepted when the engine has found out by itself. */
  noShow(reference: string): Promise<Answer>;
  /** Gives the stay a room of another type, before check-in. */
  upgrade(reference: string, hotel: HotelName, type: string): Promise<Answer>;
  checkIn(reference: string): Promise<Answer>;
  checkOut(reference: string): Promise<Answer>;
  /** How many stays were given another room to make place for somebody else's. */
  reseatings(): Promise<number>;
  /** Recomputes every counter and seat; one sentence for each thing that is wrong. */
  verify(): Promise<readonly string[]>;
  close(): Promise<void>;
}
