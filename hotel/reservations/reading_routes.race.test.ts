import type { InjectOptions } from "fastify";
import { beforeEach, describe, expect, test } from "vitest";
import { moveClock } from "../events/clock.ts";
import { bookRoom, changeOf, kindOf, reservationIdOf } from "../testing/bookings.ts";
import { openAdmission } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { bearer, staffToken, testHttpServer } from "../testing/http_server.ts";
import { interruptedAfter } from "../testing/interrupted.ts";
import { openHotel, setNoon, type TestHotel } from "../testing/world.ts";
import { confirmCommand } from "./decisions/confirm.ts";
import { readReservation } from "./reading.ts";
import { reservationRoutes } from "./routes.ts";

const database = await testDatabase();
const { admission } = openAdmission(database, { lanes: 1 });
const HOLD_MINUTES = 15;
let hotel: TestHotel;
let held: string;

beforeEach(async () => {
  await setNoon(database);
  hotel = await openHotel(database);
  const holding = { holdMinutes: HOLD_MINUTES, guestName: "Guest" };
  held = reservationIdOf(await admission.submit(bookRoom(hotel, { from: 1 }, holding)));
});

async function confirmAndLetTimePass(): Promise<void> {
  expect(kindOf(await admission.submit(confirmCommand(changeOf(hotel, held))))).toBe("accepted");
  await moveClock(database, { by: HOLD_MINUTES * 60_000 });
}

type Call = Pick<InjectOptions, "method" | "url" | "payload">;

const READINGS: readonly [string, () => Promise<Call>][] = [
  ["by its id", () => Promise.resolve({ method: "GET", url: `/v1/reservations/${held}` })],
  ["in a list", () => Promise.resolve({ method: "GET", url: `/v1/reservations?hotel_id=${hotel.hotelId}` })],
  [
    "by its code",
    async () => {
      const { confirmationCode = "" } = (await readReservation(database.pool, held)) ?? {};
      const payload = { confirmation_code: confirmationCode, email: "guest@example.com" };
      return { method: "POST", url: "/v1/reservations/lookups", payload };
    },
  ],
];

interface Shown {
  readonly status: string;
  readonly version: number;
}

// It is confirmed in time, so there is no moment at which it has expired.
describe.each([1, 2, 3])("a hold that is confirmed after statement %i, and whose time is over then", (statements) => {
  describe.each(READINGS)("when it is read %s", (_name, reading) => {
    const interrupted = interruptedAfter(database, statements, confirmAndLetTimePass);
    const { app, services } = testHttpServer(database, {
      routes: [reservationRoutes],
      services: { database: interrupted },
    });

    test("is not shown as expired", async () => {
      const { token } = await staffToken({ ...services, database }, { role: "manager" });
      const answer = await app.inject({ ...(await reading()), headers: bearer(token) });
      const body = answer.json<Shown & { reservations?: Shown[] }>();
      const { status, version } = body.reservations?.[0] ?? body;
      expect(["pending 1", "confirmed 2"]).toContain(`${status} ${version}`);
    });
  });
});
