import { beforeAll, describe, expect, test } from "vitest";
import { bookRoom, tally } from "../testing/bookings.ts";
import { openAdmission, submitAtOnce } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { faultsIn } from "../testing/soundness.ts";
import { openHotel, setNoon } from "../testing/world.ts";
import { formatNight } from "../vocabulary/night.ts";

const database = await testDatabase();
const CLIENTS = 50;
const ROUNDS = 30;

beforeAll(() => setNoon(database));

describe.each([
  ["one process", 1],
  ["three processes", 3],
])("the last room, 50 clients at once, %s", (_, processes) => {
  const admissions = Array.from({ length: processes }, () => openAdmission(database));

  test(`is sold exactly once in each of ${ROUNDS} rounds`, async () => {
    const hotel = await openHotel(database);
    for (let round = 1; round <= ROUNDS; round += 1) {
      const answers = await submitAtOnce(
        admissions,
        Array.from({ length: CLIENTS }, () => bookRoom(hotel, { from: round })),
      );
      expect(tally(answers)).toEqual({ accepted: 1, no_availability: CLIENTS - 1 });
      const night = formatNight(hotel.today + round);
      const lost = answers.find((answer) => !answer.accepted);
      expect(lost).toMatchObject({ refusal: { detail: { nights: [{ date: night, reason: "sold", available: 0 }] } } });
    }
    expect(await faultsIn(database.pool)).toEqual([]);
  });
});
