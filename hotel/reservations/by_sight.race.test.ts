import type { Client } from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { openClient } from "../database/database.ts";
import { moveClock } from "../events/clock.ts";
import { stampsStatement } from "../properties/known_catalogue.ts";
import { book, bookingRequest, bookRoom, changeOf, kindOf, reservationIdOf, tally } from "../testing/bookings.ts";
import { countWaiting, holdHotel, openAdmission, submitAtOnce } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { faultsIn } from "../testing/soundness.ts";
import { openHotel, setNoon, typeOf, type TestHotel } from "../testing/world.ts";
import type { Answer, Command } from "./admission/command.ts";
import { nothingKnown } from "./admission/read.ts";
import { refuseBySight } from "./admission/sight.ts";
import { bookCommand } from "./decisions/book.ts";
import { cancelCommand } from "./decisions/cancel.ts";

const database = await testDatabase();
const [here, elsewhere] = [openAdmission(database, { lanes: 1 }), openAdmission(database, { lanes: 1 })];

beforeAll(() => setNoon(database));

describe("once a night is known to be sold out", () => {
  test("a rush for it is refused without a transaction, and nothing is written", async () => {
    const hotel = await soldOut();
    const [before, looks, batches] = [await writtenBatches(), here.looks.length, here.batches.length];
    const answers = await submitAtOnce(
      [here],
      Array.from({ length: 40 }, () => bookRoom(hotel, { from: 1 })),
    );
    expect(tally(answers)).toEqual({ no_availability: 40 });
    expect(here.looks.slice(looks).reduce((all, some) => all + some)).toBe(40);
    expect(here.batches).toHaveLength(batches);
    expect(await writtenBatches()).toBe(before);
  });

  test("the refusal is the one that a transaction gives", async () => {
    const hotel = await soldOut();
    const [bySight, decided] = await Promise.all([
      here.admission.submit(bookRoom(hotel, { from: 1 })),
      elsewhere.admission.submit(bookRoom(hotel, { from: 1 })),
    ]);
    const two = { stays: [{ from: 0, nights: 3 }] };
    expect(bySight).toEqual(decided);
    expect(await here.admission.submit(book(hotel, two))).toEqual(await elsewhere.admission.submit(book(hotel, two)));
  });

  test("a hotel that somebody else has locked still refuses at once", async () => {
    const hotel = await soldOut();
    const locks = await holdHotel(database, hotel);
    expect(kindOf(await here.admission.submit(bookRoom(hotel, { from: 1 })))).toBe("no_availability");
    await locks.release();
  });

  test("a room that another process frees is sold again, once", async () => {
    const { hotel, reservationId } = await lastRoom();
    await elsewhere.admission.submit(cancelCommand({ ...changeOf(hotel, reservationId), waiveFee: false }));
    const answers = await submitAtOnce(
      [here],
      Array.from({ length: 20 }, () => bookRoom(hotel, { from: 1 })),
    );
    expect(tally(answers)).toEqual({ accepted: 1, no_availability: 19 });
    expect(await faultsIn(database.pool)).toEqual([]);
  });

  test("a hold that has run out is no reason to refuse", async () => {
    const hotel = await openHotel(database);
    await here.admission.submit(book(hotel, { stays: [{ from: 1 }], holdMinutes: 1 }));
    expect(kindOf(await here.admission.submit(bookRoom(hotel, { from: 1 })))).toBe("no_availability");
    expect(kindOf(await here.admission.submit(bookRoom(hotel, { from: 1 })))).toBe("no_availability");
    expect(here.looks.at(-1)).toBe(1);
    await moveClock(database, { by: 61_000 });
    expect(kindOf(await here.admission.submit(bookRoom(hotel, { from: 1 })))).toBe("accepted");
  });

  test("what was sold elsewhere is taken in all the same", async () => {
    const hotel = await soldOut();
    const forced = bookCommand({ ...bookingRequest(hotel, { stays: [{ from: 1 }] }), force: true });
    expect(kindOf(await here.admission.submit(forced))).toBe("accepted");
  });

  test("another night of the same stay, another hotel's type and a free type are decided as ever", async () => {
    const hotel = await openHotel(database, { rooms: [1, 1] });
    const other = await openHotel(database);
    await submitAtOnce([here], [bookRoom(hotel, { from: 1 }), bookRoom(hotel, { from: 1 })]);
    const foreign = bookCommand({ ...bookingRequest(hotel, { stays: [{ from: 1 }] }), hotelId: other.hotelId });
    const answers = [
      await here.admission.submit(book(hotel, { stays: [{ from: 0, nights: 2 }] })),
      await here.admission.submit(foreign),
      await here.admission.submit(bookRoom(hotel, { from: 1, type: 1 })),
      await here.admission.submit(bookRoom(hotel, { from: 2 })),
    ];
    expect(answers.map(kindOf)).toEqual(["no_availability", "not_found", "accepted", "accepted"]);
  });

  test("a look that fails leaves the request to a transaction", async () => {
    const hotel = await soldOut();
    const failed = here.failures.length;
    await database.pool.query(END_OTHERS);
    expect(kindOf(await here.admission.submit(bookRoom(hotel, { from: 1 })))).toBe("no_availability");
    expect(here.failures.length).toBeGreaterThan(failed);
  });
});

describe("the same key again, when its own booking has taken the last room", () => {
  test("gets its answer, and with another content is told so", async () => {
    const hotel = await openHotel(database);
    const wish = () => bookRoom(hotel, { from: 1 }, { key: "mine" });
    const first = await here.admission.submit(wish());
    await here.admission.submit(bookRoom(hotel, { from: 1 }));
    const looks = here.looks.length;
    const again = await here.admission.submit(wish());
    expect(kindOf(again)).toBe("replayed");
    expect(reservationIdOf(again)).toBe(reservationIdOf(first));
    expect(kindOf(await here.admission.submit(book(hotel, { stays: [{ from: 1, nights: 2 }], key: "mine" })))).toBe(
      "idempotency_key_reused",
    );
    expect(here.looks.slice(looks)).toEqual([1, 1]);
  });

  // Whoever looks for the key first and at the nights then can find neither the key nor a room.
  test("also when that booking is committed between one look and the next", async () => {
    const hotel = await openHotel(database);
    const command = bookRoom(hotel, { from: 1 }, { key: "just now" });
    const [writer, reader] = await Promise.all([openClient(database), openClient(database, { pipeline: true })]);
    await writer.query("BEGIN");
    await writer.query("LOCK TABLE room_night IN ACCESS EXCLUSIVE MODE");
    const seen = looked(reader, command);
    await expect.poll(() => countWaiting(database), { interval: 5, timeout: 10_000 }).toBe(1);
    await writeAsBooked(writer, hotel, command);
    await writer.query("COMMIT");
    expect((await seen).map((answer) => (answer === undefined ? "undecided" : kindOf(answer)))).toEqual(["replayed"]);
    await Promise.all([writer.end(), reader.end()]);
    await database.pool.query("UPDATE room_night SET sold = 0 WHERE hotel_id = $1", [hotel.hotelId]);
  });
});

/** Ends the connections of both admissions, as a restart of the server would. */
const END_OTHERS = `
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity
   WHERE datname = current_database() AND pid <> pg_backend_pid() AND query ~ 'COMMIT|ROLLBACK|clock_timestamp'`;

async function lastRoom(): Promise<{ hotel: TestHotel; reservationId: string }> {
  const hotel = await openHotel(database);
  const booked = await here.admission.submit(bookRoom(hotel, { from: 1 }));
  return { hotel, reservationId: reservationIdOf(booked) };
}

async function soldOut(): Promise<TestHotel> {
  return (await lastRoom()).hotel;
}

async function writtenBatches(): Promise<number> {
  const { rows } = await database.pool.query<{ batches: number }>(
    "SELECT count(*)::int AS batches FROM admission_batch",
  );
  return rows[0]?.batches ?? Number.NaN;
}

/** Looks with a catalogue that has been read, as that of a process which has refused somebody before. */
async function looked(client: Client, command: Command): Promise<(Answer | undefined)[]> {
  const known = nothingKnown();
  const { hotelId, touches } = command;
  const types = touches.map(({ roomTypeId }) => ({ hotelId, roomTypeId }));
  const stamps = (await database.pool.query(stampsStatement(types))).rows;
  const missing = known.catalogue.missing(stamps);
  if (missing !== undefined) known.catalogue.entries(stamps, (await database.pool.query(missing)).rows);
  return refuseBySight(client, [command], known);
}

async function writeAsBooked(client: Client, hotel: TestHotel, { key }: Command): Promise<void> {
  const { roomTypeId } = typeOf(hotel);
  await client.query("UPDATE room_night SET sold = rooms WHERE hotel_id = $1 AND room_type_id = $2", [
    hotel.hotelId,
    roomTypeId,
  ]);
  await client.query(
    `INSERT INTO idempotency_key (hotel_id, principal, key, fingerprint, status, reply, created_at)
     VALUES ($1, $2, $3, $4, 201, '{}', hotel_now())`,
    [hotel.hotelId, key?.principal, key?.key, key?.fingerprint],
  );
}
