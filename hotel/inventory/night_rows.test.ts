import { beforeAll, beforeEach, expect, test } from "vitest";
import type { QueryConfig } from "pg";
import { testDatabase } from "../testing/database.ts";
import { openHotel, setNoon, typeOf, type TestHotel } from "../testing/world.ts";
import { Ledger, type LedgerNight } from "./ledger.ts";
import { nightsByType, readNights, writeNights, type NightRow } from "./night_rows.ts";
import { roomList } from "./room_list.ts";

const database = await testDatabase();
const SELL_PAST_THE_LOCK = "UPDATE room_night SET sold = sold + 1 WHERE room_type_id = $1";
let hotel: TestHotel;

beforeAll(() => setNoon(database));
beforeEach(async () => {
  hotel = await openHotel(database, { rooms: [5], nights: 3 });
});

test("counters move by differences: what was written past the lock is not lost", async () => {
  const ledger = await openLedger();
  ledger.use(nightOf(ledger), { sold: 1, held: 0 });
  await database.pool.query(SELL_PAST_THE_LOCK, [typeOf(hotel).roomTypeId]);
  await database.pool.query(written(ledger));
  expect(nightOf(await openLedger()).sold).toBe(2);
});

test("a night that is not there any more fails the statement", async () => {
  const ledger = await openLedger();
  ledger.use(nightOf(ledger), { sold: 1, held: 0 });
  await database.pool.query("DELETE FROM room_night WHERE room_type_id = $1", [typeOf(hotel).roomTypeId]);
  await expect(database.pool.query(written(ledger))).rejects.toMatchObject({ code: "22012" });
});

async function openLedger(): Promise<Ledger> {
  const { hotelId, today } = hotel;
  const { roomTypeId } = typeOf(hotel);
  const { rows } = await database.pool.query<NightRow>(
    readNights([{ hotelId, roomTypeId, from: today + 1, to: today + 2 }]),
  );
  const nights = nightsByType(rows).get(roomTypeId) ?? new Map<number, LedgerNight>();
  return new Ledger(new Map([[roomTypeId, { hotelId, roomTypeId, rooms: roomList([]), nights }]]));
}

function nightOf(ledger: Ledger): LedgerNight {
  const night = ledger.night(typeOf(hotel).roomTypeId, hotel.today + 1);
  if (night === undefined) throw new Error("the night is not on sale");
  return night;
}

function written(ledger: Ledger): QueryConfig {
  const write = writeNights(ledger);
  if (write === undefined) throw new Error("nothing changed");
  return write.query;
}
