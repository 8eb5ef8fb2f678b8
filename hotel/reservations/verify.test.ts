import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { moveClock } from "../events/clock.ts";
import { startPeriodic } from "../events/periodic.ts";
import { testDatabase } from "../testing/database.ts";
import { bearer, staffToken, testHttpServer } from "../testing/http_server.ts";
import { InventoryWorld, type TypeInWorld } from "../testing/inventory_world.ts";
import { integrityTask, readIntegrity, verifyEverything } from "./verify.ts";
import { verifyRoutes } from "./verify_routes.ts";

const database = await testDatabase();
const world = await InventoryWorld.open(database);
const { app, services } = testHttpServer(database, { routes: [verifyRoutes] });
afterAll(() => world.close());

let type: TypeInWorld;
let sold = "";
let held = "";

beforeEach(async () => {
  type = await world.type(3);
  sold = await world.booked(type, 3, 4);
  held = await world.booked(type, 4, 4, { holdMinutes: 15 });
});

const kinds = async (): Promise<string[]> => {
  const findings = await verifyEverything(database, { hotelId: type.hotelId });
  return [...new Set(findings.map((finding) => finding.kind))].toSorted();
};

async function corrupt(sql: string, ...values: unknown[]): Promise<void> {
  const { rowCount } = await database.pool.query(sql, values);
  if (rowCount === 0) throw new Error("nothing was corrupted");
}

describe("nights against reservations", () => {
  test("agree through a whole life", async () => {
    expect(await kinds()).toEqual([]);
    await world.cancel(type, sold);
    await moveClock(database, { by: 16 * 60_000 });
    expect(await kinds()).toEqual([]);
    await world.booked(type, 4, 1);
    expect(await kinds()).toEqual([]);
  });

  test.each([
    [
      "a cancelled reservation with live nights",
      "UPDATE reservation SET status = 'cancelled' WHERE reservation_id = $1",
      () => sold,
      ["used_but_not_live"],
    ],
    [
      "a confirmed reservation with held nights",
      "UPDATE reservation SET status = 'confirmed' WHERE reservation_id = $1",
      () => held,
      ["held_but_not_pending", "hold_of_other_time"],
    ],
    [
      "a cancelled stay with live nights",
      "UPDATE stay SET status = 'cancelled' WHERE reservation_id = $1",
      () => sold,
      ["used_but_not_live"],
    ],
    [
      "a no-show with nights to come",
      "UPDATE stay SET status = 'no_show' WHERE reservation_id = $1",
      () => sold,
      ["used_but_not_live"],
    ],
    [
      "a shorter stay",
      "UPDATE stay SET end_date = end_date - 1 WHERE reservation_id = $1",
      () => sold,
      ["night_outside_stay", "total_differs"],
    ],
    [
      "a longer stay",
      "UPDATE stay SET end_date = end_date + 1 WHERE reservation_id = $1",
      () => sold,
      ["nights_missing"],
    ],
    [
      "a hold with another end",
      "UPDATE hold SET expires_at = expires_at + interval '1 minute' WHERE reservation_id = $1",
      () => held,
      ["hold_of_other_time"],
    ],
    [
      "a night of a stay that is gone",
      "DELETE FROM stay WHERE reservation_id = $1",
      () => sold,
      ["reservation_without_stay", "stay_night_without_stay"],
    ],
    [
      "a stay of a reservation that is gone",
      "DELETE FROM reservation WHERE reservation_id = $1",
      () => sold,
      ["stay_without_reservation"],
    ],
    [
      "a total that is not the sum of the nights",
      "UPDATE reservation SET total_minor = total_minor + 1 WHERE reservation_id = $1",
      () => sold,
      ["total_differs"],
    ],
    [
      "a night at another price",
      "UPDATE stay_night SET price_minor = price_minor - 1 WHERE reservation_id = $1 AND night = '2027-06-04'",
      () => sold,
      ["total_differs"],
    ],
    [
      "a charge that is not in the total",
      `UPDATE stay SET rate = '{"charges": [{"amountMinor": 5, "included": false}]}' WHERE reservation_id = $1`,
      () => held,
      ["total_differs"],
    ],
  ] as const)("%s is named", async (_, sql, subject, expected) => {
    await corrupt(sql, subject());
    expect(await kinds()).toEqual([...expected]);
  });
});

describe("the total", () => {
  test("has an included charge within the nights, and nothing of a room that was given up", async () => {
    await corrupt(
      `UPDATE stay SET rate = '{"charges": [{"amountMinor": 5, "included": true}]}' WHERE reservation_id = $1`,
      held,
    );
    await corrupt(
      `INSERT INTO stay (hotel_id, reservation_id, stay_no, room_type_id, start_date, end_date, guests, status)
       SELECT hotel_id, reservation_id, 2, room_type_id, start_date, end_date, guests, 'cancelled'
         FROM stay WHERE reservation_id = $1`,
      sold,
    );
    await corrupt(
      `INSERT INTO stay_night (hotel_id, reservation_id, stay_no, night, room_type_id, price_minor, used_as)
       SELECT hotel_id, reservation_id, 2, night, room_type_id, price_minor, 'none'
         FROM stay_night WHERE reservation_id = $1`,
      sold,
    );
    expect(await kinds()).toEqual([]);
    await world.cancel(type, sold);
    expect(await kinds()).toEqual([]);
  });

  test("of a cancelled reservation is what it would have cost", async () => {
    await world.cancel(type, sold);
    await corrupt("UPDATE reservation SET total_minor = total_minor + 1 WHERE reservation_id = $1", sold);
    expect(await kinds()).toEqual(["total_differs"]);
    await corrupt("UPDATE reservation SET total_minor = total_minor - 2 WHERE reservation_id = $1", sold);
    expect(await kinds()).toEqual(["total_differs"]);
  });
});

describe("the endpoint", () => {
  test("tells administrators what differs, and managers of their hotel", async () => {
    await app.ready();
    const { organisationId } = world;
    const administrator = (await staffToken(services, { role: "administrator" })).token;
    const manager = (await staffToken(services, { role: "manager", organisationId })).token;
    const desk = (await staffToken(services, { role: "front_desk", organisationId })).token;
    await corrupt("UPDATE room_night SET sold = 2 WHERE room_type_id = $1 AND night = '2027-06-06'", type.roomTypeId);
    const ask = async (method: "GET" | "POST", credential: string | undefined, query = "") => {
      const headers = credential === undefined ? {} : bearer(credential);
      const reply = await app.inject({ method, url: `/v1/operations/verify${query}`, headers });
      return { status: reply.statusCode, body: reply.json<Record<string, unknown>>() };
    };
    const whole = await ask("POST", administrator);
    expect(whole).toMatchObject({ status: 200, body: { clean: false } });
    const own = await ask("GET", manager, `?hotel_id=${type.hotelId}`);
    expect(own.body).toMatchObject({
      clean: false,
      finding_count: 1,
      findings: [
        {
          kind: "sold",
          night: "2027-06-06",
          expected: "1",
          found: "2",
          message: expect.stringContaining("2 instead of 1"),
        },
      ],
    });
    expect((await ask("GET", manager)).status).toBe(403);
    expect((await ask("GET", desk, `?hotel_id=${type.hotelId}`)).status).toBe(403);
    expect((await ask("GET", undefined)).status).toBe(401);
    expect((await ask("GET", manager, "?hotel_id=999999")).status).toBe(404);
  });
});

test("the integrity task goes round all hotels, raises the count at once and lowers it after a clean round", async () => {
  const found: string[] = [];
  const fresh = await InventoryWorld.open(database);
  const other = await fresh.type(1);
  await fresh.booked(other, 9, 2);
  await fresh.booked(other, 9, 2, { force: true });
  await corrupt("UPDATE room_night SET rooms = 2 WHERE room_type_id = $1 AND night = '2027-06-06'", other.roomTypeId);
  const runner = startPeriodic(database, [
    { ...integrityTask((findings) => found.push(...findings.map(({ kind }) => kind))), everyMs: 86_400_000 },
  ]);
  try {
    await expect.poll(() => runner.counts.get("integrity")?.finished, { timeout: 20_000 }).toBe(1);
    expect(found.filter((kind) => kind === "rooms")).toEqual(["rooms"]);
    const raised = await readIntegrity(database.pool);
    expect(raised).toEqual({ violations: found.length, forcedNights: 2 });
    await corrupt("UPDATE room_night SET rooms = 1 WHERE room_type_id = $1", other.roomTypeId);
    await runner.runNow("integrity");
    expect(await readIntegrity(database.pool)).toEqual({ violations: raised.violations - 1, forcedNights: 2 });
  } finally {
    await runner.stop();
    await fresh.close();
  }
});
