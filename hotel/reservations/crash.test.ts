import { rm } from "node:fs/promises";
import { afterAll, expect, test } from "vitest";
import { openDatabase, type Database } from "../database/database.ts";
import { startEmbeddedServer } from "../database/embedded.ts";
import { brokenPromises } from "../testing/acknowledged.ts";
import { startApi, type ApiProcess } from "../testing/api_process.ts";
import { repeatBooking, startLoad, type BookingLoad, type LoadedBooking } from "../testing/booking_load.ts";
import { temporaryDataDir } from "../testing/server.ts";
import { faultsIn } from "../testing/soundness.ts";
import { openHotel } from "../testing/world.ts";

// The program as an operator runs it, with a PostgreSQL of its own that survives a crash (fsync on).
const dataDir = await temporaryDataDir();
const processes: ApiProcess[] = [];
const CLIENTS = 24;
const ENOUGH = 120;

afterAll(async () => {
  await Promise.all(processes.map((api) => api.end("SIGKILL")));
  await endServer();
  await rm(dataDir, { recursive: true, force: true });
});

test("killed under load, first the program, then PostgreSQL: nothing acknowledged is lost, nothing is there twice", async () => {
  const first = await start();
  const hotel = await inDatabase((database) => openHotel(database, { rooms: [30], nights: 50 }));
  const early = startLoad(first.url, hotel, CLIENTS);
  await acknowledged(early);
  await first.end("SIGKILL");
  await early.ended;

  const second = await start();
  const late = startLoad(second.url, hotel, CLIENTS);
  await acknowledged(late);
  process.kill(await inDatabase(postmaster), "SIGKILL");
  // Another process finds the server dead and starts it again; the one before goes on with it.
  const third = await start();
  late.stop();
  await late.ended;

  const bookings = [...early.bookings, ...late.bookings];
  expect(await inDatabase((database) => brokenPromises(database.pool, bookings))).toEqual([]);
  expect(await inDatabase((database) => faultsIn(database.pool))).toEqual([]);
  expect(unanswered(early.bookings).length).toBeGreaterThan(0);
  expect(bookings.filter(({ cancellation }) => cancellation === "acknowledged").length).toBeGreaterThan(0);

  const open = unanswered(bookings);
  await Promise.all(open.map((booking) => repeatBooking(third.url, booking)));
  expect(unanswered(bookings)).toEqual([]);
  const again = open.map(({ key, body }): LoadedBooking => ({ key, body }));
  await Promise.all(again.map((booking) => repeatBooking(second.url, booking)));
  expect(again.map(({ reservationId }) => reservationId)).toEqual(open.map(({ reservationId }) => reservationId));
  expect(await inDatabase((database) => brokenPromises(database.pool, bookings))).toEqual([]);
  expect(await inDatabase((database) => faultsIn(database.pool))).toEqual([]);

  expect(await Promise.all([second.end("SIGTERM"), third.end("SIGTERM")])).toEqual([0, 0]);
});

async function start(): Promise<ApiProcess> {
  const api = await startApi({ DATA_DIR: dataDir, LOG_LEVEL: "silent" });
  processes.push(api);
  return api;
}

async function acknowledged(load: BookingLoad): Promise<void> {
  await expect.poll(() => load.acknowledged(), { interval: 5, timeout: 20_000 }).toBeGreaterThanOrEqual(ENOUGH);
}

function unanswered(bookings: readonly LoadedBooking[]): LoadedBooking[] {
  return bookings.filter(({ status }) => status === undefined || status >= 500);
}

/** Joins the users of the running server for as long as it takes to open its database. */
async function inDatabase<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const server = await startEmbeddedServer({ dataDir, log: () => undefined });
  const database = openDatabase({ url: server.url, poolSize: 2 });
  try {
    return await work(database);
  } finally {
    await database.close();
    await server.stop();
  }
}

async function postmaster({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ pid: number }>(
    "SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int AS pid",
  );
  return rows[0]?.pid ?? 0;
}

/** The programs were killed: whoever comes last ends the server. */
async function endServer(): Promise<void> {
  const server = await startEmbeddedServer({ dataDir, log: () => undefined });
  await server.stop();
}
