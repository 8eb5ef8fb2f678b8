import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../../database/transaction.ts";
import { lockRoomTypes } from "../../inventory/under_admission.ts";
import { testDatabase } from "../../testing/database.ts";
import { openHotel, setNoon, type TestHotel } from "../../testing/world.ts";
import { systemActor } from "../../vocabulary/actor.ts";
import { formatNight } from "../../vocabulary/night.ts";
import { EVERY_PLAN, type RateNight } from "../book/rate_night.ts";
import { valuesOf, type CellValues } from "./cell.ts";
import { writeCells } from "./cell_rows.ts";
import { editRateNights } from "./edit_rate_nights.ts";
import { previewEdit } from "./preview_edit.ts";
import { rateNightOf, RateNights, rateNightsStatement, type RateNightRow } from "./rate_night_rows.ts";
import type { EditBody } from "./schemas.ts";
import { WEEKDAY_NAMES } from "../book/weekday_names.ts";

const database = await testDatabase();
let hotel: TestHotel;
let types: number[] = [];

beforeAll(async () => {
  await setNoon(database);
  hotel = await openHotel(database, { rooms: [1, 1] });
  types = hotel.types.map(({ roomTypeId }) => roomTypeId);
});

async function everything(nights: readonly [number, number] = [0, 60]): Promise<RateNight[]> {
  const { hotelId, today } = hotel;
  const touches = types.map((roomTypeId) => ({ hotelId, roomTypeId, from: today + nights[0], to: today + nights[1] }));
  const { rows } = await database.pool.query<RateNightRow>(rateNightsStatement(touches));
  return rows.map(rateNightOf);
}

const cell: fc.Arbitrary<CellValues> = fc
  .record(
    {
      priceMinor: fc.integer({ min: 0, max: 1_000_000_000_000 }),
      closed: fc.constant(true),
      closedToArrival: fc.constant(true),
      closedToDeparture: fc.constant(true),
      minStayArrival: fc.integer({ min: 1, max: 90 }),
      maxStayArrival: fc.integer({ min: 1, max: 90 }),
      minStayThrough: fc.integer({ min: 1, max: 90 }),
      maxStayThrough: fc.integer({ min: 1, max: 90 }),
      minAdvanceDays: fc.nat(1_100),
      maxAdvanceDays: fc.nat(1_100),
      sameDayCutoffHour: fc.nat(23),
      sellLimit: fc.nat(100_000),
      stayPattern: fc.stringMatching(/^[YN]{1,90}$/),
    },
    { requiredKeys: [] },
  )
  .map((drawn) => drawn as CellValues);

describe("rows of nights", () => {
  test("keep every value that a cell can have, and leave out what is not set", async () => {
    const [roomTypeId = 0] = types;
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 20 }), async (cells) => {
        const changes = cells.map((after, index) => {
          const place = { roomTypeId, night: hotel.today + index, ratePlanId: 5 };
          return { ...place, before: {}, after };
        });
        await writeCells(database.pool, { hotelId: hotel.hotelId, channel: "" }, changes);
        const nights = new RateNights((await everything()).filter((row) => row.ratePlanId === 5));
        for (const { night, after } of changes) {
          const found = nights.of(roomTypeId, night);
          expect(found.map(valuesOf)).toEqual(Object.keys(after).length === 0 ? [] : [after]);
        }
        const emptied = changes.map((change) => ({ ...change, after: {} }));
        await writeCells(database.pool, { hotelId: hotel.hotelId, channel: "" }, emptied);
      }),
      { numRuns: 25 },
    );
    expect(await everything()).toEqual([]);
  });

  test("are read from the first night to the day of departure, both included, for every plan and channel", async () => {
    const [roomTypeId = 0] = types;
    const change = (night: number, ratePlanId: number) => ({
      roomTypeId,
      night: hotel.today + night,
      ratePlanId,
      before: {},
      after: { closedToDeparture: true },
    });
    const place = { hotelId: hotel.hotelId, channel: "agency" };
    await writeCells(database.pool, place, [change(2, EVERY_PLAN), change(3, 0), change(5, 7), change(6, 0)]);
    const found = await everything([3, 5]);
    expect(found).toEqual([
      { roomTypeId, night: hotel.today + 3, ratePlanId: 0, channel: "agency", closedToDeparture: true },
      { roomTypeId, night: hotel.today + 5, ratePlanId: 7, channel: "agency", closedToDeparture: true },
    ]);
    expect(new RateNights(found).of(roomTypeId, hotel.today + 4)).toEqual([]);
    expect(new RateNights(found).of(0, hotel.today + 3)).toEqual([]);
  });
});

describe("a preview", () => {
  const values = fc.record(
    {
      price: fc.integer({ min: 0, max: 90_000 }).map((cents) => cents / 100),
      closed: fc.boolean(),
      min_stay_arrival: fc.integer({ min: 1, max: 3 }),
      max_stay_arrival: fc.integer({ min: 3, max: 5 }),
      sell_limit: fc.nat(5),
    },
    { requiredKeys: ["sell_limit"] },
  );
  const drawn = fc.record(
    {
      from: fc.nat(10),
      length: fc.integer({ min: 1, max: 12 }),
      place: fc.nat(2),
      weekdays: fc.subarray([...WEEKDAY_NAMES], { minLength: 1 }),
      set: values,
      clear: fc.subarray(["closed_to_arrival", "min_stay_through"] as const),
    },
    { requiredKeys: ["from", "length", "place", "set", "clear"] },
  );

  test("is what the change then writes, and a second time nothing", async () => {
    const { hotelId, today } = hotel;
    const by = systemActor("test");
    await fc.assert(
      fc.asyncProperty(drawn, async ({ from, length, place, ...rest }) => {
        const room_type_ids = place === 2 ? ("all" as const) : types.slice(place, place + 1);
        const dates = { start_date: formatNight(today + from), end_date: formatNight(today + from + length) };
        const body = { ...dates, room_type_ids, rate_plan_ids: [0], ...rest } as EditBody;
        const page = { offset: 0, limit: 1_000, version: undefined };
        const before = await everything();
        const preview = await previewEdit(database, hotelId, body, page);
        if (!preview.accepted) throw new Error(preview.refusal.message);
        expect(await everything()).toEqual(before);
        const { version, changes, cells, changedCells } = preview.value;
        const apply = (at: number) =>
          inTransaction(database, (tx) => editRateNights(tx, { hotelId, version: at, body, by }, lockRoomTypes));
        const next = changedCells > 0 ? version + 1 : version;
        expect(await apply(version)).toEqual({ accepted: true, value: { version: next, cells, changedCells } });
        const after = new RateNights(await everything());
        for (const change of changes) {
          const found = after.of(change.roomTypeId, change.night).find((row) => row.ratePlanId === 0);
          expect(found === undefined ? {} : valuesOf(found)).toEqual(change.after);
        }
        expect((await everything()).length).toBe(before.length + netRows(changes));
        expect(await apply(next)).toEqual({ accepted: true, value: { version: next, cells, changedCells: 0 } });
      }),
      { numRuns: 20 },
    );
  });

  function netRows(changes: readonly { readonly before: CellValues; readonly after: CellValues }[]): number {
    const rows = (values: CellValues): number => (Object.keys(values).length === 0 ? 0 : 1);
    return changes.reduce((net, { before, after }) => net + rows(after) - rows(before), 0);
  }
});
