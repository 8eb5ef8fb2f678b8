import { beforeAll, beforeEach, expect, test } from "vitest";
import { bookRoom, changeOf, kindOf, reservationIdOf } from "../testing/bookings.ts";
import { openAdmission } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { faultsIn } from "../testing/soundness.ts";
import { openHotel, setNoon, type TestHotel } from "../testing/world.ts";
import { cancelCommand } from "./decisions/cancel.ts";
import type { Reservation } from "./reservation.ts";
import { readReservations, reservationOf, updateReservations, type WholeReservationRow } from "./reservation_rows.ts";

const database = await testDatabase();
const { admission, failures } = openAdmission(database, { lanes: 1 });
let hotel: TestHotel;
let booked: string;

// A row that is passed over is a row that is not there any more. A sequence is not rolled back: it counts the attempts.
const PASS_OVER = `
  CREATE SEQUENCE attempt;
  CREATE FUNCTION pass_over() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF nextval('attempt') <= 2 THEN RETURN NULL; END IF;
      RETURN NEW;
    END $$;
  CREATE TRIGGER pass_over BEFORE UPDATE ON reservation FOR EACH ROW EXECUTE FUNCTION pass_over()`;

beforeAll(() => setNoon(database));
beforeEach(async () => {
  hotel = await openHotel(database);
  booked = reservationIdOf(await admission.submit(bookRoom(hotel, { from: 1 })));
});

test("a change is written for the version that was read, and no other", async () => {
  const before = await read();
  const after = { ...before, version: before.version + 1 };
  const stale = { ...before, version: before.version - 1 };
  expect((await database.pool.query(updateReservations([{ before: stale, after }]))).rowCount).toBe(0);
  expect(await read()).toEqual(before);
  expect((await database.pool.query(updateReservations([{ before, after }]))).rowCount).toBe(1);
});

test("a batch whose change finds no row is not committed but decided again", async () => {
  await database.pool.query(PASS_OVER);
  const answer = await admission.submit(cancelCommand({ ...changeOf(hotel, booked), waiveFee: true }));
  expect(kindOf(answer)).toBe("accepted");
  expect(failures.map(({ kind }) => kind)).toEqual(["world", "world"]);
  expect((await read()).status).toBe("cancelled");
  expect(await faultsIn(database.pool)).toEqual([]);
});

async function read(): Promise<Reservation> {
  const {
    rows: [row],
  } = await database.pool.query<WholeReservationRow>(readReservations([hotel.hotelId], [booked]));
  if (row === undefined) throw new Error("there is no such reservation");
  return reservationOf(row, []);
}
