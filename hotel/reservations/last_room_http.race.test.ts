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
        expect.objectContaining({
          room_type_id: typeOf(hotel, 1).roomTypeId,
          start_date: start,
          end_date: end,
          rate_plan_id: 0,
        }),
      );
    }
  }
  expect(await faultsIn(database.pool)).toEqual([]);
});

test("the same key from 20 connections of three API processes: one booking, 19 repeats of its answer", async () => {
  const hotel = await openHotel(database, { rooms: [30] });
  const body = {
    hotel_id: hotel.hotelId,
    room_type_id: typeOf(hotel).roomTypeId,
    start_date: formatNight(hotel.today + 1),
    end_date: formatNight(hotel.today + 3),
  };
  const answers = await Promise.all(Array.from({ length: 20 }, (_, client) => post(client, body, "the-same")));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  expect(answers.filter(({ replayed }) => replayed)).toHaveLength(19);
  expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
  const other = await post(1, { ...body, end_date: formatNight(hotel.today + 4) }, "the-same");
  expect([other.status, other.body["error"]]).toEqual([422, "idempotency_key_reused"]);
  expect(await faultsIn(database.pool)).toEqual([]);
});

interface Posted {
  readonly status: number;
  readonly replayed: boolean;
  readonly body: Record<string, unknown>;
}

async function post(client: number, body: object, key?: string): Promise<Posted> {
  const api = processes[client % processes.length];
  if (api === undefined) throw new RangeError("there is no API process");
  const answer = await fetch(`${api.url}/v1/reservations`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(key === undefined ? {} : { "idempotency-key": key }) },
    body: JSON.stringify(body),
  });
  const replayed = answer.headers.get("idempotent-replayed") === "true";
  return { status: answer.status, replayed, body: (await answer.json()) as Record<string, unknown> };
}
