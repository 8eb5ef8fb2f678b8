import { formatNight } from "../../hotel/vocabulary/night.ts";
import type { Night } from "../../hotel/vocabulary/night.ts";
import type { Answer } from "./engine.ts";
import type { HotelName, IntendedBooking } from "./intended_booking.ts";

/** One month of one hotel. Bookings count in the month of their arrival, nights in the month of the night. */
export interface Month {
  readonly hotel: HotelName;
  /** `YYYY-MM`. */
  readonly month: string;
  asked: number;
  accepted: number;
  /** Refused bookings, by reason. */
  readonly refused: Map<string, number>;
  cancelled: number;
  noShows: number;
  upgraded: number;
  /** Upgrades of the file that did not fit: the guest stayed in the type booked. */
  upgradesRefused: number;
  /** Nights slept in the house. */
  nights: number;
  /** What those nights cost, in cents. */
  revenueMinor: number;
}

/** Counts what happened, by hotel and month. */
export class Statistics {
  readonly #months = new Map<string, Month>();

  /** The months with anything in them, by hotel and time. */
  get months(): Month[] {
    return [...this.#months.values()].toSorted((one, other) => keyOf(one).localeCompare(keyOf(other)));
  }

  /** A booking was asked for. */
  booking(booking: IntendedBooking, answer: Answer): void {
    const month = this.#monthOf(booking.hotel, booking.arrival);
    month.asked += 1;
    if (answer.accepted) month.accepted += 1;
    else month.refused.set(answer.reason, (month.refused.get(answer.reason) ?? 0) + 1);
  }

  /** A booking was cancelled. */
  cancellation({ hotel, arrival }: IntendedBooking): void {
    this.#monthOf(hotel, arrival).cancelled += 1;
  }

  /** A guest did not come. */
  noShow({ hotel, arrival }: IntendedBooking): void {
    this.#monthOf(hotel, arrival).noShows += 1;
  }

  /** Another room type was asked for at check-in. */
  upgrade({ hotel, arrival }: IntendedBooking, answer: Answer): void {
    const month = this.#monthOf(hotel, arrival);
    if (answer.accepted) month.upgraded += 1;
    else month.upgradesRefused += 1;
  }

  /** A guest left after a whole stay. */
  stay({ hotel, arrival, departure, nightlyMinor }: IntendedBooking): void {
    for (let night = arrival; night < departure; night += 1) {
      const month = this.#monthOf(hotel, night);
      month.nights += 1;
      month.revenueMinor += nightlyMinor;
    }
  }

  #monthOf(hotel: HotelName, night: Night): Month {
    const month = formatNight(night).slice(0, 7);
    const known = this.#months.get(keyOf({ hotel, month }));
    if (known !== undefined) return known;
    const empty = { hotel, month, asked: 0, accepted: 0, refused: new Map<string, number>(), cancelled: 0, noShows: 0 };
    const added = { ...empty, upgraded: 0, upgradesRefused: 0, nights: 0, revenueMinor: 0 };
    this.#months.set(keyOf(added), added);
    return added;
  }
}

function keyOf({ hotel, month }: { hotel: HotelName; month: string }): string {
  return `${hotel} ${month}`;
}
