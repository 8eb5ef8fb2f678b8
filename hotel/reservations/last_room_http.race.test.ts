import { afterAll, beforeAll, expect, test } from "vitest";
import { startApi, type ApiProcess } from "../testing/api_process.ts";
import { testDatabase, urlOfTestDatabase } from "../testing/database.ts";
import { faultsIn } from "../testing/soundness.ts";
import { openHotel, setNoon, typeOf } from "../testing/world.ts";
import { formatNight } from "../vocabulary/night.ts";

const database = await testDatabase();
const processes: ApiProcess[] = [];
const CLIENTS = 50;
const ROUNDS = 6;

beforeAll(async () => {
  await setNoon(database);
  const settings = { DATABASE_URL: urlOfTestDatabase(database), UNSAFE_DATABASE: "on" };
  processes.push(await startApi(settings));
  processes.push(...(await Promise.all([startApi(settings), startApi(settings)])));
});

afterAll(() => Promise.all(processes.map((api) => api.end("SIGTERM"))));

test("50 clients of three API processes want the last room over HTTP: one gets it, the others get help", async () => {
  const hotel = await openHotel(database, { rooms: [1, 1] });
  for (let round = 1; round <= ROUNDS; round += 1) {
    const [start, end] = [formatNight(hotel.today + round), formatNight(hotel.today + round + 1)];
    const body = { hotel_id: hotel.hotelId, room_type_id: typeOf(hotel).roomTypeId, start_date: start, end_date: end };
    const answers = await Promise.all(Array.from({ length: CLIENTS }, (_, client) => post(client, body)));
    const won = answers.filter(({ status }) => status === 201);
    const lost = answers.filter(({ status }) => status === 409);
    expect([won.length, lost.length]).toEqual([1, CLIENTS - 1]);
    for (const { body: refusal } of lost) {
      expect(refusal).toMatchObject({
        error: "no_availability",
        nights: [{ date: start, room_type_id: typeOf(hotel).roomTypeId, reason: "sold", available: 0, wanted: 1 }],
      });
      expect(refusal["alternatives"]).toContainEqual(
        expect.objectContaining({ room_type_id: typeOf(hotel, 1).roomTypeId, start_date: start, end_date: end }),
      );
    }
  }
  expect(await faultsIn(database.pool)).toEqual([]);
});

async function post(client: number, body: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const api = processes[client % processes.length];
  if (api === undefined) throw new RangeError("there is no API process");
  const answer = await fetch(`${api.url}/v1/reservations`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
