import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "../database/transaction.ts";
import { lockRoomTypes } from "../inventory/under_admission.ts";
import { changeHotel } from "../properties/change_hotel.ts";
import { findHotel } from "../properties/find_hotels.ts";
import { testDatabase } from "../testing/database.ts";
import { interruptedAfter } from "../testing/interrupted.ts";
import { openHotel, setNoon, typeOf, type TestHotel } from "../testing/world.ts";
import { systemActor } from "../vocabulary/actor.ts";
import { formatNight } from "../vocabulary/night.ts";
import type { Decision } from "../vocabulary/refusal.ts";
import { editRateNights } from "./nights/edit_rate_nights.ts";
import { seeCells } from "./nights/list_cells.ts";
import { previewEdit } from "./nights/preview_edit.ts";
import type { EditBody } from "./nights/schemas.ts";
import { changeRateBook } from "./plans/change_rate_book.ts";
import { hasRates } from "./plans/rate_book_rows.ts";
import { seenBook } from "./plans/seen_rates.ts";
import { tellCurrency } from "./plans/tell_currency.ts";

const database = await testDatabase();
const by = systemActor("test");
let hotel: TestHotel;

beforeAll(() => setNoon(database));
beforeEach(async () => {
  hotel = await openHotel(database, { rooms: [1, 1] });
});

describe.each([1, 2, 3, 4, 5, 6, 7])("when rates change after statement %i of a reading", (statements) => {
  const reading = (meanwhile: () => Promise<unknown>) => interruptedAfter(database, statements, meanwhile);

  test("the amounts of a rate book are shown in the currency they were entered in", async () => {
    const seen = await seenBook(reading(enterFeeInYen), { kind: "anonymous" }, hotel.hotelId);
    const { version, currency, taxes } = accepted(seen);
    const before = { version: 0, currency: "EUR", taxes: [] };
    const after = { version: 1, currency: "JPY", taxes: [expect.objectContaining({ amount: 500 })] };
    expect([before, after]).toContainEqual({ version, currency, taxes });
  });

  test("the prices of nights are shown in the currency they were entered in, beside their version", async () => {
    const seen = await seeCells(reading(enterPriceInYen), {
      hotelId: hotel.hotelId,
      nights: { arrival: hotel.today, departure: hotel.today + 1 },
      roomTypeId: typeOf(hotel).roomTypeId,
      ratePlanId: undefined,
      channel: undefined,
      after: undefined,
      limit: 10,
    });
    const { version, currency, cells = [] } = seen ?? {};
    expect([
      { version: 0, currency: "EUR", prices: [] },
      { version: 1, currency: "JPY", prices: [12_000] },
    ]).toContainEqual({ version, currency, prices: cells.map(({ priceMinor }) => priceMinor) });
  });

  test("a preview shows what there is before the change as of one version", async () => {
    const page = { offset: 0, limit: 10, version: undefined };
    const body = nightOf({ price: 130 });
    const { version, changes } = accepted(await previewEdit(reading(enterPrice), hotel.hotelId, body, page));
    const before = changes.map((change) => change.before.priceMinor);
    expect([
      { version: 0, before: [undefined, undefined] },
      { version: 1, before: [12_000, 12_000] },
    ]).toContainEqual({ version, before });
  });
});

async function enterFeeInYen(): Promise<void> {
  await changeCurrency();
  const taxes = [{ kind: "fee" as const, code: "linen", name: "Linen", amount: 500, per: "stay" as const }];
  const change = { hotelId: hotel.hotelId, version: 0, changes: { taxes }, by };
  accepted(await inTransaction(database, (tx) => changeRateBook(tx, change, lockRoomTypes)));
}

async function enterPriceInYen(): Promise<void> {
  await changeCurrency();
  await edit(12_000);
}

function enterPrice(): Promise<void> {
  return edit(120);
}

async function changeCurrency(): Promise<void> {
  const { version = 0 } = (await findHotel(database.pool, hotel.hotelId)) ?? {};
  const change = { hotelId: hotel.hotelId, version, changes: { currency: "JPY" }, by };
  const rests = { everBooked: () => Promise.resolve(false), hasRates, tellCurrency };
  accepted(await inTransaction(database, (tx) => changeHotel(tx, change, rests)));
}

async function edit(price: number): Promise<void> {
  const change = { hotelId: hotel.hotelId, version: 0, body: nightOf({ price }), by };
  accepted(await inTransaction(database, (tx) => editRateNights(tx, change, lockRoomTypes)));
}

function nightOf(set: EditBody["set"]): EditBody {
  const dates = { start_date: formatNight(hotel.today), end_date: formatNight(hotel.today + 1) };
  return { ...dates, room_type_ids: "all", rate_plan_ids: [0], ...(set === undefined ? {} : { set }) };
}

function accepted<Value>(decision: Decision<Value>): Value {
  if (!decision.accepted) throw new Error(decision.refusal.message);
  return decision.value;
}
