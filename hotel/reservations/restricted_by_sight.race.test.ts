import { beforeAll, expect, test } from "vitest";
import { bookRoom, kindOf } from "../testing/bookings.ts";
import { openAdmission } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { setNight, type NightSetting } from "../testing/rated_hotel.ts";
import { openHotel, setNoon, typeOf, type TestHotel } from "../testing/world.ts";
import { makeQuote } from "./quotes/make_quote.ts";

const database = await testDatabase();
const [here, elsewhere] = [openAdmission(database, { lanes: 1 }), openAdmission(database, { lanes: 1 })];
const NIGHT = 1;

beforeAll(() => setNoon(database));

test.each<[string, NightSetting]>([
  ["closed", { closed: true }],
  ["closed to arrival", { closed_to_arrival: true }],
  ["sold as often as its limit allows", { sell_limit: 1 }],
])(
  "a full night that is %s besides is refused for its restriction, by sight as by transaction and quote",
  async (_, setting) => {
    const hotel = await openHotel(database);
    expect(kindOf(await here.admission.submit(bookRoom(hotel, { from: NIGHT })))).toBe("accepted");
    await setNight(database, hotel, NIGHT, setting);
    // Decided by a transaction, which gets to know the night and the book.
    await here.admission.submit(bookRoom(hotel, { from: NIGHT, nights: 2 }));
    const looks = here.looks.length;
    const bySight = await here.admission.submit(bookRoom(hotel, { from: NIGHT }));
    const decided = await elsewhere.admission.submit(bookRoom(hotel, { from: NIGHT }));
    expect(here.looks.slice(looks)).toEqual([1]);
    expect([kindOf(bySight), kindOf(decided), await quotedAs(hotel)]).toEqual([
      "restricted",
      "restricted",
      "restricted",
    ]);
    expect(bySight).toEqual(decided);
  },
);

test("a full night that is on sale is refused as full, whatever is set for others", async () => {
  const hotel = await openHotel(database);
  await setNight(database, hotel, NIGHT + 3, { closed: true });
  for (const kind of ["accepted", "no_availability", "no_availability"]) {
    expect(kindOf(await here.admission.submit(bookRoom(hotel, { from: NIGHT })))).toBe(kind);
  }
  expect([here.looks.at(-1), await quotedAs(hotel)]).toEqual([1, "no_availability"]);
});

async function quotedAs(hotel: TestHotel): Promise<string> {
  const dates = { arrival: hotel.today + NIGHT, departure: hotel.today + NIGHT + 1 };
  const stay = { roomTypeId: typeOf(hotel).roomTypeId, dates, guests: 1, allowSplit: false };
  const terms = { buyer: { channel: "", member: false }, ignoreRestrictions: false, horizonDays: 540 };
  const quoted = await makeQuote(database, {
    hotelId: hotel.hotelId,
    stays: [stay],
    ...terms,
    minutes: 15,
    explain: false,
  });
  return quoted.accepted ? "accepted" : quoted.refusal.code;
}
