import { beforeAll, beforeEach, expect, test } from "vitest";
import { bookingRequest, bookRoom, changeOf, kindOf } from "../testing/bookings.ts";
import { openAdmission } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { faultsIn } from "../testing/soundness.ts";
import { openHotel, setNoon, typeOf, type TestHotel } from "../testing/world.ts";
import type { Answer, Command } from "./admission/command.ts";
import { bookCommand } from "./decisions/book.ts";
import { cancelCommand } from "./decisions/cancel.ts";
import { modifyCommand } from "./decisions/modify.ts";

// A booking and a change of it in one transaction: what is written is the booking as the change has left it.
const database = await testDatabase();
let hotel: TestHotel;

beforeAll(() => setNoon(database));
beforeEach(async () => {
  hotel = await openHotel(database, { rooms: [2, 1] });
});

test("cancelled late: the fee and the version are kept as the answer says", async () => {
  const request = bookingRequest(hotel, { stays: [{ from: 0 }] });
  const cancelled = cancelCommand({ ...changeOf(hotel, request.reservationId), waiveFee: false });
  const [, answer] = await inOneBatch(bookCommand(request), cancelled);
  expect(answer).toMatchObject({ accepted: true, reply: { body: { status: "cancelled", fee_amount: 100 } } });
  expect(await stored(request.reservationId)).toEqual({ status: "cancelled", version: 2, fee_minor: 10_000 });
  expect(await faultsIn(database.pool)).toEqual([]);
});

test("moved to a type that nobody had locked: it gets the room that is free there", async () => {
  const request = bookingRequest(hotel, { stays: [{ from: 1 }] });
  const stays = [{ stayNo: 1, roomTypeId: typeOf(hotel, 1).roomTypeId }];
  const moved = modifyCommand({ ...changeOf(hotel, request.reservationId), stays, horizonDays: 540 });
  const answers = await inOneBatch(bookCommand(request), moved);
  expect(answers.map(kindOf)).toEqual(["accepted", "accepted"]);
  expect(await stored(request.reservationId)).toMatchObject({ status: "confirmed", version: 2 });
  expect(await faultsIn(database.pool)).toEqual([]);
});

// What is submitted while a transaction is in flight is decided together in the next.
async function inOneBatch(...commands: readonly Command[]): Promise<Answer[]> {
  const { admission, batches } = openAdmission(database, { lanes: 1 });
  const first = admission.submit(bookRoom(hotel, { from: 9 }));
  const answers = await Promise.all(commands.map((command) => admission.submit(command)));
  await first;
  expect(batches.slice(0, 2)).toEqual([1, commands.length]);
  return answers;
}

async function stored(reservationId: string): Promise<unknown> {
  const { rows } = await database.pool.query(
    "SELECT status, version, fee_minor FROM reservation WHERE reservation_id = $1",
    [reservationId],
  );
  return rows[0];
}
