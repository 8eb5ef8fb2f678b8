import { describe, expect, it } from "vitest";
import { testDatabase } from "../../hotel/testing/database.ts";
import { formatNight } from "../../hotel/vocabulary/night.ts";
import { buildWorld } from "../bench/world.ts";
import { judgeRows } from "./judgement.ts";

const FIRST = 21_000;
const UNTIL = formatNight(FIRST + 10);

const STAY_NIGHT = `
  INSERT INTO stay_night (hotel_id, reservation_id, stay_no, night, room_type_id, room_id, price_minor, used_as)
  SELECT 1, gen_random_uuid(), 1, $1, 1, room_id, 100, $3 FROM room WHERE ordinal = $2`;

describe("judgeRows", async () => {
  const database = await testDatabase({ poolSize: 1 });

  it("counts guests in one room, guests above the rooms, and the rooms that are left", async () => {
    const { pool } = database;
    await buildWorld(pool, { hotels: 1, typesPerHotel: 1, roomsPerType: 2, firstNight: FIRST, nights: 10 });
    await pool.query("DROP INDEX stay_night_room_once");
    const put = (night: number, ordinal: number, use = "sold"): Promise<unknown> =>
      pool.query(STAY_NIGHT, [formatNight(FIRST + night), ordinal, use]);
    expect((await judgeRows(pool, UNTIL)).doubleBookings).toBe(0);

    await put(0, 0);
    await put(0, 1);
    expect((await judgeRows(pool, UNTIL)).doubleBookings).toBe(0);
    // Two in a room while the other is empty: one guest has none, although the night has rooms enough.
    await put(1, 0);
    await put(1, 0);
    expect((await judgeRows(pool, UNTIL)).doubleBookings).toBe(1);
    // Four for two rooms: two guests too many.
    for (const ordinal of [0, 1, 0, 1]) await put(2, ordinal);
    expect((await judgeRows(pool, UNTIL)).doubleBookings).toBe(3);

    const { spare, reservations } = await judgeRows(pool, UNTIL);
    const night = (index: number) => [
      { roomTypeId: 1, dates: { arrival: FIRST + index, departure: FIRST + index + 1 } },
    ];
    expect([0, 1, 2].map((index) => spare.take(night(index)))).toEqual([false, false, false]);
    expect([spare.take(night(3)), spare.take(night(3)), spare.take(night(3))]).toEqual([true, true, false]);
    expect(spare.take(night(10))).toBe(false);
    expect(reservations).toBe(0);
  });
});
