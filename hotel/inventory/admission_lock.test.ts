import { beforeAll, expect, test } from "vitest";
import { openClient } from "../database/database.ts";
import { holdRows } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { openHotel, setNoon, type TestHotel } from "../testing/world.ts";
import { lockTypes, type Touch } from "./admission_lock.ts";

const database = await testDatabase();
const HELD = 3;

beforeAll(() => setNoon(database));

test.each([
  ["forwards", (touches: Touch[]) => touches],
  ["backwards", (touches: Touch[]) => touches.toReversed()],
])("room types named %s are locked in the one order", async (_, named) => {
  const hotel = await openHotel(database, { rooms: [1, 1, 1, 1, 1, 1, 1] });
  const types = hotel.types.map(({ roomTypeId }) => roomTypeId);
  const other = await holdRows(database, "SELECT 1 FROM admission WHERE room_type_id = $1 FOR NO KEY UPDATE", [
    types[HELD],
  ]);
  const client = await openClient(database, { byIndexOnly: true });
  await client.query("BEGIN");
  const locked = client.query(lockTypes(named(touchesOf(hotel))));
  await other.waitedFor(1);
  // It has those before the one that it waits for, and none behind it.
  expect(await freeTypes(hotel)).toEqual(types.slice(HELD + 1));
  await other.release();
  expect((await locked).rowCount).toBe(types.length);
  await client.end();
});

function touchesOf({ hotelId, types, today }: TestHotel): Touch[] {
  return types.map(({ roomTypeId }) => ({ hotelId, roomTypeId, from: today, to: today + 1 }));
}

async function freeTypes({ hotelId }: TestHotel): Promise<number[]> {
  const { rows } = await database.pool.query<{ room_type_id: number }>(
    "SELECT room_type_id FROM admission WHERE hotel_id = $1 ORDER BY room_type_id FOR NO KEY UPDATE SKIP LOCKED",
    [hotelId],
  );
  return rows.map((row) => row.room_type_id);
}
