import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/transaction.ts";
import { allowMovingClock, moveClock } from "../events/clock.ts";
import { openRoomType } from "../inventory/opening.ts";
import { businessDate } from "../vocabulary/business_date.ts";
import { nightOf, type Night } from "../vocabulary/night.ts";
import type { PoolClient } from "pg";

/** The instant to which {@link standStill} sets the clock; at hotels in UTC it is the middle of the business date. */
export const NOON = new Date("2027-06-01T12:00:00Z");

/** The business date of hotels in UTC at {@link NOON}. */
export const TODAY: Night = nightOf("2027-06-01");

/** A room type of a test hotel. */
export interface TestRoomType {
  readonly roomTypeId: number;
  /** In order of their ordinals. */
  readonly roomIds: readonly number[];
}

/** A hotel on sale, with all that a booking needs. */
export interface TestHotel {
  readonly hotelId: number;
  readonly types: readonly TestRoomType[];
  /** Its business date when it was opened, the first night on sale. */
  readonly today: Night;
}

/** How a test hotel is to be. */
export interface HotelPlan {
  /** How many rooms each of its types has; one type with one room unless told. */
  readonly rooms?: readonly number[];
  /** Nights on sale from the business date; 60 unless told. */
  readonly nights?: number;
  /** Rooms that may be sold above those that exist, for every type, in basis points. */
  readonly overbookingBasisPoints?: number;
}

/** Sets the movable clock to {@link NOON}, so that dates of a test do not depend on the day it runs. */
export async function setNoon(database: Database): Promise<void> {
  await allowMovingClock(database);
  await moveClock(database, { to: NOON });
}

/** Enters a hotel in UTC, its room types, rooms and nights; prices 100.00 EUR, 2 guests a room. */
export function openHotel(database: Database, plan: HotelPlan = {}): Promise<TestHotel> {
  return inTransaction(database, async (tx) => {
    const { hotelId, now } = await enterHotel(tx);
    const today = businessDate({ timeZone: "UTC", dayRollHour: 4 }, now);
    const types: TestRoomType[] = [];
    for (const [index, rooms] of (plan.rooms ?? [1]).entries()) {
      types.push(await enterType(tx, { hotelId, typeNo: index + 1, rooms, today, plan }));
    }
    return { hotelId, types, today };
  });
}

/** The room type at a place in the plan; the first unless told. */
export function typeOf(hotel: TestHotel, place = 0): TestRoomType {
  const type = hotel.types[place];
  if (type === undefined) throw new RangeError(`the hotel has no room type ${place}`);
  return type;
}

const ENTER_HOTEL = `
  WITH owner AS (INSERT INTO organisation (name) VALUES ('Owner') RETURNING organisation_id)
  INSERT INTO hotel (organisation_id, name, city, country, time_zone, currency)
  SELECT organisation_id, 'Hotel', 'Lisbon', 'PT', 'UTC', 'EUR' FROM owner
  RETURNING hotel_id, hotel_now() AS now`;

async function enterHotel(tx: PoolClient): Promise<{ hotelId: number; now: Date }> {
  const { rows } = await tx.query<{ hotel_id: number; now: Date }>(ENTER_HOTEL);
  const [row] = rows;
  if (row === undefined) throw new Error("the hotel was not entered");
  return { hotelId: row.hotel_id, now: row.now };
}

const ENTER_TYPE = `
  INSERT INTO room_type (hotel_id, name, max_occupancy, base_price_minor, overbooking_basis_points)
  VALUES ($1, $2, 2, 10000, $3)
  RETURNING room_type_id AS id`;

interface TypePlan {
  readonly hotelId: number;
  readonly typeNo: number;
  readonly rooms: number;
  readonly today: Night;
  readonly plan: HotelPlan;
}

async function enterType(tx: PoolClient, { hotelId, typeNo, rooms, today, plan }: TypePlan): Promise<TestRoomType> {
  const { overbookingBasisPoints = 0, nights = 60 } = plan;
  const { rows } = await tx.query<{ id: number }>(ENTER_TYPE, [hotelId, `Type ${typeNo}`, overbookingBasisPoints]);
  const roomTypeId = rows[0]?.id;
  if (roomTypeId === undefined) throw new Error("the room type was not entered");
  const roomNumbers = Array.from({ length: rooms }, (_, index) => `${typeNo}-${index + 1}`);
  const opening = { hotelId, roomTypeId, roomNumbers, overbookingBasisPoints, from: today, to: today + nights };
  return { roomTypeId, roomIds: await openRoomType(tx, opening) };
}
