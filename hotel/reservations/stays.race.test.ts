import { beforeAll, describe, expect, test } from "vitest";
import { book, bookRoom, kindOf, reservationIdOf, tally, type WantedRoom } from "../testing/bookings.ts";
import { openAdmission, submitAtOnce } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { chosen, shuffled } from "../testing/order.ts";
import { faultsIn } from "../testing/soundness.ts";
import { openHotel, setNoon } from "../testing/world.ts";

const database = await testDatabase();
const processes = [openAdmission(database), openAdmission(database), openAdmission(database)];

beforeAll(() => setNoon(database));

describe("overlapping stays, several nights and types, in opposite orders", () => {
  test("no deadlock reaches anybody, nobody is told but yes or no, nothing is oversold", async () => {
    const hotel = await openHotel(database, { rooms: [2, 3, 1, 2], nights: 12 });
    for (let round = 1; round <= 12; round += 1) {
      const wishes = Array.from({ length: 24 }, (_, client) => {
        const types = shuffled([0, 1, 2, 3], round * 100 + client).slice(0, 1 + (client % 4));
        return types.map((type, place): WantedRoom => {
          const seed = round * 100 + client;
          return { type, from: chosen(8, seed, place), nights: 1 + chosen(4, seed, 10 + place) };
        });
      });
      const answers = await submitAtOnce(
        processes,
        wishes.map((stays) => book(hotel, { stays })),
      );
      expect(Object.keys(tally(answers)).filter((kind) => !OUTCOMES.has(kind))).toEqual([]);
      expect(await faultsIn(database.pool)).toEqual([]);
      await emptyHotel(hotel.hotelId);
    }
    expect(processes.flatMap(({ failures }) => failures).filter(({ kind }) => kind !== "locked")).toEqual([]);
  });
});

describe("groups", () => {
  test("two that each fit alone but not together: exactly one gets its rooms, and gets them whole", async () => {
    const hotel = await openHotel(database, { rooms: [3, 2] });
    const room = (type: number, from: number): WantedRoom => ({ type, from, nights: 2 });
    for (let round = 1; round <= 20; round += 1) {
      const from = 1 + 2 * round;
      const one = book(hotel, { stays: [room(0, from), room(0, from), room(1, from)] });
      const other = book(hotel, { stays: [room(1, from), room(1, from), room(0, from)] });
      const answers = await submitAtOnce(processes, shuffled([one, other], round));
      expect(tally(answers)).toEqual({ accepted: 1, no_availability: 1 });
      expect(await roomsSold(hotel.hotelId, from)).toEqual([3, 3]);
    }
    expect(await faultsIn(database.pool)).toEqual([]);
  });

  test("many groups of two in a house with an odd number of rooms: no half of a group is left over", async () => {
    const hotel = await openHotel(database, { rooms: [7] });
    const groups = Array.from({ length: 12 }, () => book(hotel, { stays: [{ from: 1 }, { from: 1 }] }));
    expect(tally(await submitAtOnce(processes, groups))).toEqual({ accepted: 3, no_availability: 9 });
    expect(await roomsSold(hotel.hotelId, 1)).toEqual([6, 0]);
    expect(await faultsIn(database.pool)).toEqual([]);
  });

  test("the refusal names every night that does not fit, and counts the rooms of the request together", async () => {
    const hotel = await openHotel(database, { rooms: [2] });
    const [answer] = await submitAtOnce(processes, [
      book(hotel, { stays: [1, 1, 2].map((from) => ({ from, nights: 2 })) }),
    ]);
    const night = { reason: "sold", available: 2, wanted: 3 };
    expect(answer).toMatchObject({ refusal: { detail: { nights: [{ date: "2027-06-03", ...night }] } } });
  });
});

test("a day of departure and of arrival do not collide: a room full of back-to-back stays, all at once", async () => {
  const hotel = await openHotel(database);
  const lengths = [1, 3, 2, 1, 4, 2, 1, 5, 1, 2];
  const stays = lengths.map((nights, index) => ({
    from: lengths.slice(0, index).reduce((all, some) => all + some, 1),
    nights,
  }));
  const answers = await submitAtOnce(
    processes,
    shuffled(stays, 1).map((stay) => bookRoom(hotel, stay)),
  );
  expect(tally(answers)).toEqual({ accepted: lengths.length });
  expect(answers.map(reservationIdOf)).toHaveLength(lengths.length);
  const full = await submitAtOnce(
    processes,
    stays.map((stay) => bookRoom(hotel, stay)),
  );
  expect(full.map(kindOf)).toEqual(lengths.map(() => "no_availability"));
  expect(await faultsIn(database.pool)).toEqual([]);
});

const OUTCOMES = new Set(["accepted", "no_availability", "no_single_room"]);

/** Rooms sold of both nights from a day on, all types together. */
async function roomsSold(hotelId: number, day: number): Promise<number[]> {
  const { rows } = await database.pool.query<{ sold: number }>(
    `SELECT sum(sold)::int AS sold FROM room_night
      WHERE hotel_id = $1 AND night IN ('2027-06-01'::date + $2::int, '2027-06-01'::date + $2::int + 1)
      GROUP BY night ORDER BY night`,
    [hotelId, day],
  );
  return rows.map(({ sold }) => sold);
}

/** As if nothing had ever been booked: the next round begins with an empty house. */
async function emptyHotel(hotelId: number): Promise<void> {
  for (const table of ["stay_night", "stay", "reservation"]) {
    await database.pool.query(`DELETE FROM ${table} WHERE hotel_id = $1`, [hotelId]);
  }
  await database.pool.query("UPDATE room_night SET sold = 0, seats = '' WHERE hotel_id = $1", [hotelId]);
}
