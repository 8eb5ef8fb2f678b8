import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weekdayOf } from "../../../../hotel/rates/book/scope.ts";
import { countTaken, readSeatMap } from "../../../../hotel/inventory/seat_map.ts";
import { seatsOfFirst, worldNight } from "./counters.ts";
import { worldHotels, worldTypes } from "./hotels.ts";
import { nightRows } from "./night_rows.ts";
import { BIGGEST_AT_LEAST, choosePlaces, inventPlaces, type HotelPlace } from "./places.ts";
import { hasBook, type SearchWorldPlan } from "./plan.ts";
import { nightSetting } from "./rates.ts";

const plan: SearchWorldPlan = { hotels: 50, typesPerHotel: 4, roomsPerType: 10, nights: 30, seed: 7, bookPercent: 30 };
const FIRST = 20_000;

describe("the nights of a world", () => {
  test("are the same for the same seed, and others for another", () => {
    const nightsOf = (seed: number): string =>
      JSON.stringify(nights(400).map((night) => worldNight(seed, 3, night, 10)));
    expect(nightsOf(7)).toBe(nightsOf(7));
    expect(nightsOf(8)).not.toBe(nightsOf(7));
  });

  test("are sold to seven tenths, more of them at weekends, and some are full", () => {
    const all = nights(700).flatMap((night) =>
      [1, 2, 3, 4, 5, 6, 7, 8].map((type) => ({ night, ...worldNight(7, type, night, 10) })),
    );
    const sold = (some: typeof all): number => some.reduce((sum, night) => sum + night.sold, 0) / (10 * some.length);
    const isWeekend = ({ night }: { night: number }): boolean => weekdayOf(night) === 16 || weekdayOf(night) === 32;
    expect(sold(all)).toBeGreaterThan(0.68);
    expect(sold(all)).toBeLessThan(0.72);
    expect(sold(all.filter(isWeekend))).toBeGreaterThan(sold(all.filter((night) => !isWeekend(night))) + 0.1);
    expect(all.filter((night) => night.sold === 10).length / all.length).toBeGreaterThan(0.05);
  });

  test("never use more rooms than there are", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(100_000),
        fc.nat(30_000),
        fc.integer({ min: 1, max: 40 }),
        (seed, type, night, rooms) => {
          const { sold, blocked } = worldNight(seed, type, night, rooms);
          expect(sold).toBeGreaterThanOrEqual(0);
          expect(sold + blocked).toBeLessThanOrEqual(rooms);
        },
      ),
    );
  });

  test("have as many seats taken as rooms are sold, without empty bytes at the end", () => {
    for (let taken = 0; taken <= 40; taken += 1) {
      const seats = seatsOfFirst(taken);
      expect(countTaken(readSeatMap(seats))).toBe(taken);
      expect(seats.at(-1)).not.toBe(0);
    }
  });

  test("are written in one piece whatever the size of the chunks, as long as their rows say", () => {
    const firsts = Array<number>(plan.hotels).fill(FIRST);
    const bytes = Buffer.concat([...nightRows(plan, firsts)]);
    let at = 19;
    let rows = 0;
    while (bytes.readInt16BE(at) !== -1) {
      const columns = bytes.readInt16BE(at);
      at += 2;
      for (let column = 0; column < columns; column += 1) at += 4 + bytes.readInt32BE(at);
      rows += 1;
    }
    expect(at).toBe(bytes.length - 2);
    expect(rows).toBe(plan.hotels * plan.typesPerHotel * plan.nights);
  });
});

describe("the places of a world", () => {
  test("are whole cities, the biggest of at least a hundred hotels where there is one", () => {
    const chosen = choosePlaces(data, 2_000, 7);
    const sizes = sizesOf(chosen);
    expect(chosen).toHaveLength(2_000);
    expect(Math.max(...sizes.values())).toBeGreaterThanOrEqual(BIGGEST_AT_LEAST);
    const whole = sizesOf(data);
    const cut = [...sizes].filter(([city, size]) => size !== whole.get(city));
    expect(cut.length).toBeLessThanOrEqual(1);
  });

  test("are the same for the same seed", () => {
    expect(choosePlaces(data, 300, 7)).toEqual(choosePlaces(data, 300, 7));
    expect(choosePlaces(data, 300, 8)).not.toEqual(choosePlaces(data, 300, 7));
  });

  test("are invented where the data ends", () => {
    const chosen = choosePlaces(data.slice(0, 10), 200, 7);
    expect(chosen).toHaveLength(200);
    expect(worldHotels({ ...plan, hotels: 200 }, chosen)).toHaveLength(200);
  });
});

test("of a hundred hotels as many have a rate book as were asked for, and only those set something for a night", () => {
  const all = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(all.filter((hotelId) => hasBook(plan, hotelId))).toHaveLength(30);
  const set = all.filter((hotelId) => {
    const [type] = worldTypes(plan, hotelId);
    return type !== undefined && nights(365).some((night) => nightSetting(plan, hotelId, type, night) !== undefined);
  });
  expect(set).toEqual(all.filter((hotelId) => hasBook(plan, hotelId)));
});

const data = inventPlaces(20_000, 1);

function nights(count: number): number[] {
  return Array.from({ length: count }, (_, index) => FIRST + index);
}

function sizesOf(places: readonly HotelPlace[]): Map<string, number> {
  const cities = Map.groupBy(places, ({ city, country }) => `${country} ${city}`);
  return new Map([...cities].map(([name, { length }]) => [name, length]));
}
