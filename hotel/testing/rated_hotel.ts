import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/transaction.ts";
import { formatNight } from "../vocabulary/night.ts";
import { lockTypes } from "../inventory/admission_lock.ts";
import { typeOf, type TestHotel } from "./world.ts";

/** What a test sets for one night of the first room type of a hotel: columns of `rate_night`. */
export type NightSetting = Readonly<Record<string, string | number | boolean | null>>;

const MAKE_BOOK =
  "INSERT INTO rate_book (hotel_id) VALUES ($1) ON CONFLICT (hotel_id) DO UPDATE SET version = rate_book.version + 1";

/** Sets it for every plan and channel unless told, by the protocol of every change of rates: the lock, then the book. */
export function setNight(database: Database, hotel: TestHotel, day: number, setting: NightSetting): Promise<void> {
  const { roomTypeId } = typeOf(hotel);
  const touch = { hotelId: hotel.hotelId, roomTypeId, from: hotel.today + day, to: hotel.today + day + 1 };
  return inTransaction(database, async (tx) => {
    await tx.query(lockTypes([touch]));
    await tx.query(MAKE_BOOK, [hotel.hotelId]);
    const row = { rate_plan_id: -1, channel: "", ...setting };
    const columns = Object.keys(row);
    const values = columns.map((_, index) => `$${index + 4}`).join(", ");
    await tx.query(
      `INSERT INTO rate_night (hotel_id, room_type_id, night, ${columns.join(", ")}) VALUES ($1, $2, $3, ${values})`,
      [hotel.hotelId, roomTypeId, formatNight(hotel.today + day), ...Object.values(row)],
    );
  });
}
