import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer, Booked, Engine } from "./engine.ts";
import type { Ending, HotelName, IntendedBooking } from "./intended_booking.ts";
import { Replay } from "./replay.ts";
import { planTypes } from "./room_counts.ts";
import type { TypePlan } from "./room_counts.ts";
import { scheduleOf } from "./schedule.ts";
import { refusalsOf, tableOf } from "./table.ts";

interface Lodging {
  type: string;
  from: number;
  to: number;
}

/** A hotel with nothing but a list of lodgings: counts them anew for each question, and answers a turn later. */
class ListedHotel implements Engine {
  readonly lodgings = new Map<string, Lodging>();
  readonly log: string[] = [];
  readonly #types: readonly TypePlan[];
  readonly #extraRooms: number;
  /** Lines whose booking is refused for want of a single room. */
  readonly unseatable = new Set<number>();
  today = 0;

  constructor(types: readonly TypePlan[], extraRooms = 0) {
    this.#types = types;
    this.#extraRooms = extraRooms;
  }

  open(): Promise<void> {
    return Promise.resolve();
  }

  moveClockTo(day: number, hour: number): Promise<void> {
    this.today = day;
    this.log.push(`day ${day} ${hour}:00`);
    return Promise.resolve();
  }

  async book({ line, hotel, reservedType, arrival, departure }: IntendedBooking): Promise<Booked> {
    await Promise.resolve();
    if (this.unseatable.has(line)) return { accepted: false, reason: "no_single_room" };
    const wanted = { type: `${hotel} ${reservedType}`, from: arrival, to: departure };
    if (!this.#fits(wanted)) return { accepted: false, reason: "no_availability" };
    this.lodgings.set(String(line), wanted);
    this.log.push(`book ${line}`);
    return { accepted: true, reference: String(line) };
  }

  cancel(reference: string): Promise<Answer> {
    this.lodgings.delete(reference);
    return this.#done("cancel", reference);
  }

  noShow(reference: string): Promise<Answer> {
    const lodging = this.#lodging(reference);
    lodging.to = Math.min(lodging.to, this.today);
    return this.#done("no-show", reference);
  }

  upgrade(reference: string, hotel: HotelName, type: string): Promise<Answer> {
    const lodging = this.#lodging(reference);
    const wanted = { ...lodging, type: `${hotel} ${type}` };
    if (!this.#fits(wanted)) return Promise.resolve({ accepted: false, reason: "no_availability" });
    lodging.type = wanted.type;
    return this.#done("upgrade", reference);
  }

  checkIn(reference: string): Promise<Answer> {
    return this.#done("check-in", reference);
  }

  checkOut(reference: string): Promise<Answer> {
    return this.#done("check-out", reference);
  }

  reseatings(): Promise<number> {
    return Promise.resolve(0);
  }

  verify(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #done(what: string, reference: string): Promise<Answer> {
    this.log.push(`${what} ${reference}`);
    return Promise.resolve({ accepted: true });
  }

  #lodging(reference: string): Lodging {
    const lodging = this.lodgings.get(reference);
    if (lodging === undefined) throw new Error(`no lodging ${reference}`);
    return lodging;
  }

  #fits({ type, from, to }: Lodging): boolean {
    const rooms = (this.#types.find((each) => `${each.hotel} ${each.type}` === type)?.rooms ?? 0) + this.#extraRooms;
    const others = [...this.lodgings.values()].filter((lodging) => lodging.type === type);
    const nights = Array.from({ length: to - from }, (_, index) => from + index);
    return nights.every((night) => others.filter((other) => other.from <= night && night < other.to).length < rooms);
  }
}

function bookingOf(changes: Partial<IntendedBooking>): IntendedBooking {
  const stay = { hotel: "City", reservedType: "A", bookingDay: 100, arrival: 110, departure: 112 } as const;
  const merged = { ...stay, line: 2, guests: 2, nightlyMinor: 8000, ending: "stayed" as Ending, ...changes };
  const endingDay = merged.ending === "no_show" ? merged.arrival + 1 : merged.departure;
  return { assignedType: merged.reservedType, endingDay, ...merged };
}

async function replayOn(
  hotel: ListedHotel,
  types: readonly TypePlan[],
  bookings: readonly IntendedBooking[],
): Promise<Replay> {
  const replay = new Replay(hotel, types);
  await replay.run(scheduleOf(bookings, 0), () => undefined);
  return replay;
}

const single = (rooms: number): TypePlan[] => planTypes([bookingOf({})], rooms);

describe("schedule", () => {
  it("orders a day: leave, cancel, book, cancel what was booked today, arrive; and moves too early bookings", async () => {
    const bookings = [
      bookingOf({ line: 2, bookingDay: 90, arrival: 109 }),
      bookingOf({ line: 3, bookingDay: 90, arrival: 111, ending: "no_show" }),
      bookingOf({ line: 4, bookingDay: 90, arrival: 120, departure: 121, ending: "cancelled", endingDay: 112 }),
      bookingOf({ line: 5, bookingDay: 112, arrival: 120, departure: 121, ending: "cancelled", endingDay: 112 }),
      bookingOf({ line: 6, bookingDay: 112, arrival: 112, departure: 113, assignedType: "D" }),
    ];
    const types = planTypes(bookings, 9);
    const hotel = new ListedHotel(types);
    const replay = new Replay(hotel, types);
    await replay.run(scheduleOf(bookings, 100), () => undefined);
    expect(hotel.log.slice(0, 4)).toEqual(["day 100 14:00", "book 2", "book 3", "book 4"]);
    const day = hotel.log.slice(hotel.log.indexOf("day 112 6:00"));
    expect(day.filter((entry) => !entry.startsWith("day"))).toEqual([
      "no-show 3",
      "check-out 2",
      "cancel 4",
      "book 5",
      "book 6",
      "cancel 5",
      "upgrade 6",
      "check-in 6",
      "check-out 6",
    ]);
  });
});

describe("replay", () => {
  it("follows sold out, freed and refused rooms, and counts them in their months", async () => {
    const bookings = [
      bookingOf({ line: 2, ending: "cancelled", endingDay: 105 }),
      bookingOf({ line: 3 }),
      bookingOf({ line: 4, bookingDay: 106, ending: "no_show" }),
      bookingOf({ line: 5, bookingDay: 111, arrival: 111, departure: 112 }),
    ];
    const types = planTypes(bookings, 1);
    const replay = await replayOn(new ListedHotel(types), types, bookings);
    const [month] = replay.statistics.months;
    expect(replay.comparison).toMatchObject({ differed: 0, mismatches: [] });
    expect(month).toMatchObject({ asked: 4, accepted: 3, cancelled: 1, noShows: 1, nights: 1, revenueMinor: 8000 });
    expect(refusalsOf(replay.statistics.months)).toEqual([["no_availability", 1]]);
    expect(tableOf(replay.statistics.months, types)).toMatch(/1970-04 +4 +3 +1 +1 +1 +0 +0 +1 +3\.3 % +80\.00 +2\.67/);
  });

  it("tells a refusal by seat from a mismatch, and follows it", async () => {
    const hotel = new ListedHotel(single(1));
    hotel.unseatable.add(2);
    const replay = await replayOn(hotel, single(1), [bookingOf({ line: 2 }), bookingOf({ line: 3 })]);
    expect(replay.comparison.differed).toBe(0);
    expect([...replay.comparison.seating]).toEqual([["no_single_room", 1]]);
    expect([...hotel.lodgings.keys()]).toEqual(["3"]);
  });

  it("sees an engine that oversells, and one that refuses too much", async () => {
    const bookings = [2, 3, 4].map((line) => bookingOf({ line }));
    const generous = await replayOn(new ListedHotel(single(1), 1), single(1), bookings);
    expect(generous.comparison.differed).toBe(1);
    expect(generous.comparison.mismatches[0]).toMatch(/line 3: .* the engine accepted, the counts say refuse/);
    const mean = await replayOn(new ListedHotel(single(3), -2), single(3), bookings);
    expect(mean.comparison.differed).toBe(2);
  });

  it("agrees with a hotel that counts its lodgings anew each time, for any bookings", async () => {
    const booking = fc
      .record({
        hotel: fc.constantFrom<HotelName>("City", "Resort"),
        reservedType: fc.constantFrom("A", "D"),
        assignedType: fc.constantFrom("A", "D"),
        arrival: fc.integer({ min: 110, max: 116 }),
        nights: fc.integer({ min: 1, max: 5 }),
        lead: fc.integer({ min: 0, max: 8 }),
        ending: fc.constantFrom<Ending>("stayed", "cancelled", "no_show"),
        share: fc.integer({ min: 0, max: 8 }),
      })
      .map(({ nights, lead, share, ...rest }) => {
        const [bookingDay, departure] = [rest.arrival - lead, rest.arrival + nights];
        const cancelDay = bookingDay + Math.min(share, lead);
        const endingDay =
          rest.ending === "cancelled" ? cancelDay : rest.ending === "no_show" ? rest.arrival + 1 : departure;
        return { ...rest, bookingDay, departure, endingDay };
      });
    await fc.assert(
      fc.asyncProperty(
        fc.array(booking, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 3 }),
        async (made, rooms) => {
          const bookings = made.map((each, index) => bookingOf({ ...each, line: index + 2 }));
          const types = planTypes(bookings, rooms);
          const replay = await replayOn(new ListedHotel(types), types, bookings);
          expect(replay.comparison.mismatches).toEqual([]);
          expect(replay.asked).toBe(bookings.length);
        },
      ),
    );
  });
});

describe("room counts", () => {
  it("are the most guests who really slept in the type at once", () => {
    const bookings = [
      bookingOf({ arrival: 110, departure: 113 }),
      bookingOf({ arrival: 112, departure: 114, assignedType: "D" }),
      bookingOf({ arrival: 112, departure: 113 }),
      bookingOf({ arrival: 113, departure: 115, guests: 5 }),
      bookingOf({ arrival: 112, departure: 113, ending: "cancelled" }),
    ];
    const counts = planTypes(bookings, "peak").map(({ type, rooms, maxOccupancy }) => [type, rooms, maxOccupancy]);
    expect(counts).toEqual([
      ["A", 2, 5],
      ["D", 1, 2],
    ]);
    expect(planTypes(bookings, 7).map(({ rooms }) => rooms)).toEqual([7, 7]);
  });
});
