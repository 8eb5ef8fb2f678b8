import type { PoolClient } from "pg";
import type { Config } from "./config.ts";
import type { Database } from "./database/database.ts";
import { inTransaction } from "./database/transaction.ts";
import { allowMovingClock, readNow } from "./events/clock.ts";
import { openRoomType } from "./inventory/opening.ts";
import { lockRoomTypes } from "./inventory/under_admission.ts";
import { createHotel } from "./properties/create_hotel.ts";
import { createRoomType } from "./properties/create_room_type.ts";
import { DEMO_ORGANISATION, demoWorld, type DemoHotel, type DemoRoomType } from "./properties/demo.ts";
import { createOrganisation } from "./properties/organisations.ts";
import { demoExchangeRates } from "./rates/demo/demo_exchange_rates.ts";
import { demoRates } from "./rates/demo/demo_rates.ts";
import type { DemoRates } from "./rates/demo/plan_patterns.ts";
import type { RateBookChanges } from "./rates/plans/book_schemas.ts";
import { changeRateBook } from "./rates/plans/change_rate_book.ts";
import { createRatePlan } from "./rates/plans/create_rate_plan.ts";
import { keepExchangeRates } from "./rates/plans/exchange_rows.ts";
import { systemActor } from "./vocabulary/actor.ts";
import { businessDate } from "./vocabulary/business_date.ts";
import type { Decision } from "./vocabulary/refusal.ts";

const ACTOR = systemActor("demo");

// Two processes that start at once on an empty database must not both fill it.
const ALONE = "SELECT pg_advisory_xact_lock(hashtext('lastroom demo'))";

/**
 * Fills an empty database with the demo's hotels, all or nothing, and lets its clock be moved. A database that has an
 * organisation is left alone. Returns how many hotels were entered.
 */
export async function fillDemo(database: Database, config: Pick<Config, "horizonDays">): Promise<number> {
  const entered = await inTransaction(database, async (tx) => {
    await tx.query(ALONE);
    const { rowCount } = await tx.query("SELECT FROM organisation LIMIT 1");
    if (rowCount !== 0) return 0;
    const { organisation_id: organisationId } = await createOrganisation(tx, { name: DEMO_ORGANISATION });
    const now = await readNow(tx);
    const hotels = demoWorld();
    for (const demo of hotels) await enterHotel(tx, demo, organisationId, now, config.horizonDays);
    await keepExchangeRates(tx, demoExchangeRates);
    return hotels.length;
  });
  if (entered > 0) await allowMovingClock(database);
  return entered;
}

async function enterHotel(
  tx: PoolClient,
  demo: DemoHotel,
  organisationId: number,
  now: Date,
  horizonDays: number,
): Promise<void> {
  const hotel = accepted(await createHotel(tx, { ...demo.hotel, organisation_id: organisationId }, ACTOR));
  const today = businessDate({ timeZone: hotel.time_zone, dayRollHour: hotel.day_roll_hour }, now);
  for (const roomType of demo.room_types) {
    await enterRoomType(tx, hotel.hotel_id, roomType, { from: today, to: today + horizonDays });
  }
  const rates = demoRates(hotel.name, today);
  if (rates !== undefined) await enterRates(tx, hotel.hotel_id, rates);
}

async function enterRates(tx: PoolClient, hotelId: number, rates: DemoRates): Promise<void> {
  const changeBook = async (version: number, changes: RateBookChanges): Promise<void> => {
    accepted(await changeRateBook(tx, { hotelId, version, changes, by: ACTOR }, lockRoomTypes));
  };
  await changeBook(0, rates.book);
  const ids = new Map<string, number>();
  for (const { below, ...plan } of rates.plans) {
    const parent = below && { rate_plan_id: ids.get(below.code) ?? 0, percent: -below.percent };
    const basis = parent === undefined ? { kind: "base" as const } : { kind: "derived" as const, ...parent };
    const order = { hotelId, plan: { ...plan, basis }, by: ACTOR };
    ids.set(plan.code, accepted(await createRatePlan(tx, order, lockRoomTypes)).rate_plan_id);
  }
  const only = rates.only === undefined ? undefined : ids.get(rates.only);
  if (only === undefined) return;
  await changeBook(1 + ids.size, { default_rate_plan_id: only, standard_plan_sold: false });
}

async function enterRoomType(
  tx: PoolClient,
  hotelId: number,
  demo: DemoRoomType,
  nights: { readonly from: number; readonly to: number },
): Promise<void> {
  const { room_numbers: roomNumbers, ...roomType } = demo;
  const { room_type_id: roomTypeId } = accepted(await createRoomType(tx, hotelId, roomType, ACTOR));
  const overbookingBasisPoints = Math.round((roomType.overbooking_ratio ?? 0) * 10_000);
  await openRoomType(tx, { hotelId, roomTypeId, roomNumbers, overbookingBasisPoints, ...nights });
}

function accepted<Value>(decision: Decision<Value>): Value {
  if (!decision.accepted) throw new Error(`the demo was refused: ${decision.refusal.message}`);
  return decision.value;
}
