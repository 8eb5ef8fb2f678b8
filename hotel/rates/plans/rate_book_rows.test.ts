import { expect, test } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { openHotel } from "../../testing/world.ts";
import { loadRateBooks } from "./rate_book_rows.ts";
import { ratePlanDefaults, readTerms } from "./read_plan.ts";
import { storeTerms } from "./stored_terms.ts";
import { pickupWindows } from "./pickup.ts";

const database = await testDatabase();
const WORDS = { currency: "EUR", roomTypeIds: new Set<number>() };

test("books are loaded with their plans, retired ones too; a hotel without a book is left out", async () => {
  const one = await openHotel(database);
  const other = await openHotel(database);
  await enter(one.hotelId, "a");
  await enter(one.hotelId, "b", { status: "retired" });
  const books = await loadRateBooks(database.pool, [one.hotelId, other.hotelId, 999_999]);
  expect([...books.keys()]).toEqual([one.hotelId]);
  const plans = [...(books.get(one.hotelId)?.plans.values() ?? [])];
  expect(plans.map(({ code, status }) => [code, status])).toEqual([
    ["a", "active"],
    ["b", "retired"],
  ]);
  expect(plans[0]?.restrictions).toEqual([{ weekdays: 32, minStayArrival: 2 }]);
});

test("pickup is asked for by plans on sale, each window once", async () => {
  const { hotelId } = await openHotel(database);
  await enter(hotelId, "a", { windows: [7, 3] });
  await enter(hotelId, "b", { windows: [3, 1] });
  await enter(hotelId, "c", { windows: [30], status: "retired" });
  const books = [...(await loadRateBooks(database.pool, [hotelId])).values()];
  expect(books.map(pickupWindows)).toEqual([[1, 3, 7]]);
});

test("a plan whose parent differs between column and document was not written by this program", async () => {
  const { hotelId } = await openHotel(database);
  await enter(hotelId, "a");
  await database.pool.query(
    `UPDATE rate_plan SET terms = jsonb_set(terms, '{basis}',
       '{"kind": "derived", "ratePlanId": 1, "adjustment": {"basisPoints": -1000}, "inheritsRestrictions": true}')
     WHERE hotel_id = $1`,
    [hotelId],
  );
  await expect(loadRateBooks(database.pool, [hotelId])).rejects.toThrow("derived");
});

const ENTER = `
  WITH book AS (INSERT INTO rate_book (hotel_id) VALUES ($1) ON CONFLICT (hotel_id) DO UPDATE SET version = 2 RETURNING hotel_id)
  INSERT INTO rate_plan (hotel_id, code, name, terms, status) SELECT hotel_id, $2, $2, $3, $4 FROM book`;

async function enter(
  hotelId: number,
  code: string,
  { status = "active", windows = [] }: { readonly status?: string; readonly windows?: readonly number[] } = {},
): Promise<void> {
  const rules = windows.map((days) => ({ name: "pickup", when: { pickup: { days, min_rooms: 2 } }, percent: 5 }));
  const restrictions = [{ weekdays: ["sat" as const], min_stay_arrival: 2 }];
  const terms = readTerms(WORDS, { ...ratePlanDefaults, dynamic: { rules }, restrictions });
  if (!terms.accepted) throw new Error(terms.refusal.message);
  await database.pool.query(ENTER, [hotelId, code, JSON.stringify(storeTerms(terms.value)), status]);
}
