import type { Night } from "../../hotel/vocabulary/night.ts";
import { Comparison } from "./comparison.ts";
import type { Answer, Engine } from "./engine.ts";
import { describeBooking } from "./intended_booking.ts";
import type { IntendedBooking } from "./intended_booking.ts";
import { Oracle } from "./oracle.ts";
import type { TypePlan } from "./room_counts.ts";
import { HOURS, PARTS } from "./schedule.ts";
import type { Day, Part } from "./schedule.ts";
import { Statistics } from "./statistics.ts";
import { Turnstile } from "./turnstile.ts";

/** Told after each day: how many bookings have been asked for so far. */
export type OnDay = (day: Night, asked: number) => void;

/** A booking that the engine has accepted. */
interface Made {
  readonly booking: IntendedBooking;
  readonly reference: string;
  /** The type occupied, as the oracle names it. */
  type: string;
}

/** Calls under way at once. */
const AT_ONCE = 32;

/**
 * Replays the days on the engine, and the same on the oracle, and compares each decision. What cannot influence each other
 * is sent together; where the order decides, it is kept: see `bookType` and `upgradeHotel`.
 */
export class Replay {
  readonly comparison = new Comparison();
  readonly statistics = new Statistics();
  /** Time spent on bookings alone, in milliseconds, and calls made in all. */
  bookingMs = 0;
  asked = 0;
  calls = 0;
  readonly #engine: Engine;
  readonly #oracle = new Oracle();
  readonly #turnstile = new Turnstile(AT_ONCE);
  readonly #made = new Map<number, Made>();

  constructor(engine: Engine, types: readonly TypePlan[]) {
    this.#engine = engine;
    for (const { hotel, type, rooms } of types) this.#oracle.addType(`${hotel} ${type}`, rooms);
  }

  /** Lives through the days, part by part. Throws what the engine throws. */
  async run(days: readonly Day[], onDay: OnDay): Promise<void> {
    for (const day of days) {
      for (const part of PARTS) await this.#runPart(day, part);
      onDay(day.day, this.asked);
    }
  }

  async #runPart(day: Day, part: Part): Promise<void> {
    const bookings = day[part];
    if (bookings.length === 0) return;
    await this.#engine.moveClockTo(day.day, HOURS[part]);
    switch (part) {
      case "bookings":
        return this.#bookAll(bookings);
      case "upgrades":
        return this.#upgradeAll(bookings);
      case "noShows":
        return this.#forEachMade(bookings, (made) => this.#noShow(made, day.day));
      case "cancellations":
      case "sameDayCancellations":
        return this.#forEachMade(bookings, (made) => this.#cancel(made));
      case "checkIns":
        return this.#forEachMade(bookings, (made) => this.#checkIn(made));
      case "checkOuts":
        return this.#forEachMade(bookings, (made) => this.#checkOut(made));
    }
  }

  async #bookAll(bookings: readonly IntendedBooking[]): Promise<void> {
    const start = performance.now();
    const byType = Map.groupBy(bookings, reservedTypeOf);
    await Promise.all([...byType.values()].map((ofType) => this.#bookType(ofType)));
    this.bookingMs += performance.now() - start;
  }

  /**
   * Bookings of one type, in the order of the file. Those that the counts accept are sent without waiting: if all of them
   * fit together, each fits in any order. One that the counts refuse waits until all before it are answered: only then
   * is full what must be full.
   */
  async #bookType(bookings: readonly IntendedBooking[]): Promise<void> {
    let underWay: Promise<void>[] = [];
    for (const booking of bookings) {
      if (!this.#fits(booking)) {
        await Promise.all(underWay);
        underWay = [];
      }
      const fits = this.#fits(booking);
      if (fits) this.#oracle.take(reservedTypeOf(booking), booking.arrival, booking.departure);
      const call = this.#book(booking, fits);
      call.catch(() => undefined); // reported where it is awaited, which may be after another's failure
      underWay.push(call);
    }
    await Promise.all(underWay);
  }

  async #book(booking: IntendedBooking, expected: boolean): Promise<void> {
    const type = reservedTypeOf(booking);
    const answer = await this.#call(() => this.#engine.book(booking));
    this.asked += 1;
    this.statistics.booking(booking, answer);
    this.comparison.note(expected, answer, () => describeBooking(booking));
    if (expected && !answer.accepted) this.#oracle.giveBack(type, booking.arrival, booking.departure);
    // A booking that the counts refuse is a mismatch, and the oracle has no room to follow with.
    if (expected && answer.accepted) this.#made.set(booking.line, { booking, reference: answer.reference, type });
  }

  /** Upgrades of one hotel go one by one: each frees a room that the next may need. */
  async #upgradeAll(bookings: readonly IntendedBooking[]): Promise<void> {
    const byHotel = Map.groupBy(this.#madeOf(bookings), ({ booking }) => booking.hotel);
    await Promise.all([...byHotel.values()].map((ofHotel) => this.#upgradeHotel(ofHotel)));
  }

  async #upgradeHotel(upgrades: readonly Made[]): Promise<void> {
    for (const made of upgrades) {
      const { booking, reference } = made;
      const type = `${booking.hotel} ${booking.assignedType}`;
      const expected = this.#oracle.fits(type, booking.arrival, booking.departure);
      const answer = await this.#call(() => this.#engine.upgrade(reference, booking.hotel, booking.assignedType));
      this.statistics.upgrade(booking, answer);
      this.comparison.note(expected, answer, () => `${describeBooking(booking)}, upgrade to ${booking.assignedType}`);
      if (!expected || !answer.accepted) continue;
      this.#oracle.move(made.type, type, booking.arrival, booking.departure);
      made.type = type;
    }
  }

  async #noShow({ booking, reference, type }: Made, today: Night): Promise<void> {
    const answer = await this.#call(() => this.#engine.noShow(reference));
    this.comparison.note(true, answer, () => `${describeBooking(booking)}, no-show`);
    if (!answer.accepted) return;
    this.statistics.noShow(booking);
    // The night of arrival was kept for the guest; the others go back on sale.
    this.#oracle.giveBack(type, today, booking.departure);
  }

  async #cancel({ booking, reference, type }: Made): Promise<void> {
    const answer = await this.#call(() => this.#engine.cancel(reference));
    this.comparison.note(true, answer, () => `${describeBooking(booking)}, cancellation`);
    if (!answer.accepted) return;
    this.statistics.cancellation(booking);
    this.#oracle.giveBack(type, booking.arrival, booking.departure);
  }

  async #checkIn({ booking, reference }: Made): Promise<void> {
    const answer = await this.#call(() => this.#engine.checkIn(reference));
    this.comparison.note(true, answer, () => `${describeBooking(booking)}, check-in`);
  }

  async #checkOut({ booking, reference }: Made): Promise<void> {
    const answer = await this.#call(() => this.#engine.checkOut(reference));
    this.comparison.note(true, answer, () => `${describeBooking(booking)}, check-out`);
    if (answer.accepted) this.statistics.stay(booking);
  }

  #call<Result extends Answer>(work: () => Promise<Result>): Promise<Result> {
    this.calls += 1;
    return this.#turnstile.pass(work);
  }

  #fits(booking: IntendedBooking): boolean {
    return this.#oracle.fits(reservedTypeOf(booking), booking.arrival, booking.departure);
  }

  async #forEachMade(bookings: readonly IntendedBooking[], work: (made: Made) => Promise<void>): Promise<void> {
    await Promise.all(this.#madeOf(bookings).map(work));
  }

  /** The bookings that were accepted: nothing more happens to the others. */
  #madeOf(bookings: readonly IntendedBooking[]): Made[] {
    return bookings.map((booking) => this.#made.get(booking.line)).filter((made) => made !== undefined);
  }
}

function reservedTypeOf({ hotel, reservedType }: IntendedBooking): string {
  return `${hotel} ${reservedType}`;
}
