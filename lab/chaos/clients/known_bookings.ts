import type { Draw } from "../../load/random.ts";
import type { Operation, WantedRoom } from "../operation.ts";

/** A booking that the clients know of. */
export interface KnownBooking {
  readonly reservationId: string;
  readonly hotelId: number;
  readonly token: string;
  /** The operation that made it, for repeats; undefined when its answer never came. */
  readonly madeBy: Operation | undefined;
  rooms: readonly WantedRoom[];
  /** What a client was told last. */
  status: string;
}

/** So many that are over are kept, to be asked for again. */
const MOST_ENDED = 40;
const MOST_FORGOTTEN = 10;

/** The bookings that all clients choose from, so that several work on the same one at once. */
export class KnownBookings {
  readonly #live: KnownBooking[] = [];
  readonly #ended: KnownBooking[] = [];
  /** Holds that nobody looks after until they have run out. */
  readonly #forgotten: { readonly booking: KnownBooking; readonly until: number }[] = [];

  /** How many are not over. */
  get live(): number {
    return this.#live.length;
  }

  /** The ids of all that may still be asked for. */
  get ids(): Set<string> {
    const forgotten = this.#forgotten.map(({ booking }) => booking);
    return new Set([...this.#live, ...this.#ended, ...forgotten].map((booking) => booking.reservationId));
  }

  /** Remembers a new booking. */
  add(booking: KnownBooking): void {
    this.#live.push(booking);
  }

  /** Puts a hold aside for so many milliseconds; false when enough of them are. */
  forget(booking: KnownBooking, forMs: number): boolean {
    if (this.#forgotten.length >= MOST_FORGOTTEN) return false;
    this.#forgotten.push({ booking, until: performance.now() + forMs });
    return true;
  }

  /** A hold that was put aside and has run out by now, taken back among the others; undefined when there is none. */
  recall(): KnownBooking | undefined {
    const [first] = this.#forgotten;
    if (first === undefined || first.until > performance.now()) return undefined;
    this.#forgotten.shift();
    this.#live.push(first.booking);
    return first.booking;
  }

  /** One of them, seldom one that is over; undefined when there are none. */
  choose(draw: Draw): KnownBooking | undefined {
    const from = this.#ended.length > 0 && draw(10) === 0 ? this.#ended : this.#live;
    return from[draw(from.length)];
  }

  /** Its rooms are given back: it goes to those that are over. */
  end(booking: KnownBooking): void {
    const place = this.#live.indexOf(booking);
    if (place < 0) return;
    this.#live.splice(place, 1);
    this.#ended.push(booking);
    if (this.#ended.length > MOST_ENDED) this.#ended.shift();
  }
}
