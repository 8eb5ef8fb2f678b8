import { expect, test } from "vitest";
import type { Queryable } from "../../database/database.ts";
import type { LedgerEvent } from "../../events/event.ts";
import { testDatabase } from "../../testing/database.ts";
import { NOON, openHotel, setNoon, TODAY } from "../../testing/world.ts";
import { formatNight, type Night } from "../../vocabulary/night.ts";
import { LocalDirectory } from "../directory/local_directory.ts";
import { loadHotels } from "./load.ts";
import { pagesOfNights } from "./night_pages.ts";
import { readAgain } from "./read_again.ts";
import type { NightsOfType } from "./read_nights.ts";
import { SearchIndex } from "./search_index.ts";
import { whatToRead } from "./what_to_read.ts";

function nightsOf(types: number, nights: number): NightsOfType[] {
  return Array.from({ length: types }, (_, place) => ({ hotelId: 1, roomTypeId: place + 1, from: 0, to: nights }));
}

test.each([
  { types: 0, nights: 1, pages: 0 },
  { types: 2_000, nights: 1, pages: 1 },
  { types: 2_001, nights: 1, pages: 2 },
  { types: 200, nights: 500, pages: 1 },
  { types: 1_000, nights: 500, pages: 5 },
  { types: 3, nights: 65_535, pages: 3 },
])("$nights nights of $types types are $pages pages", ({ types, nights, pages }) => {
  const asked = nightsOf(types, nights);
  const found = pagesOfNights(asked);
  expect(found.flat()).toEqual(asked);
  expect(found).toHaveLength(pages);
});

test("a night that opens in many types is read in one statement", async () => {
  const database = await testDatabase();
  await setNoon(database);
  const hotel = await openHotel(database, { rooms: Array.from({ length: 300 }, () => 2), nights: 3 });
  const parts = { index: new SearchIndex(NOON, 30), directory: new LocalDirectory() };
  await loadHotels(database.pool, parts, [hotel.hotelId]);
  const statements: unknown[] = [];
  const query = (...statement: never[]): unknown => {
    statements.push(statement);
    return (database.pool.query as (...given: never[]) => unknown)(...statement);
  };
  await database.pool.query("UPDATE room_night SET blocked = 1 WHERE night = $1", [formatNight(TODAY + 2)]);
  const opened = hotel.types.map(({ roomTypeId }) => nightOpened(hotel.hotelId, roomTypeId, TODAY + 2));
  await readAgain({ query } as unknown as Queryable, parts, whatToRead(opened));
  expect(statements).toHaveLength(1);
  const types = parts.index.hotel(hotel.hotelId)?.types ?? [];
  const free = types.map(({ slot }) => parts.index.planes.free(TODAY + 2)[slot]);
  expect(free).toEqual(Array.from({ length: 300 }, () => 1));
});

function nightOpened(hotelId: number, roomTypeId: number, night: Night): LedgerEvent {
  const data = { room_type_id: roomTypeId, start_date: formatNight(night), end_date: formatNight(night + 1) };
  return { hotelId, type: "nights.opened", data, at: NOON } as LedgerEvent;
}
