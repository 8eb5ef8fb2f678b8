import type { ClientBase } from "pg";
import { businessDate } from "../../../../hotel/vocabulary/business_date.ts";
import { formatNight, type Night } from "../../../../hotel/vocabulary/night.ts";
import { copyBytes, copyRows } from "./copy_rows.ts";
import { worldHotels, worldTypes, type WorldHotel } from "./hotels.ts";
import { NIGHT_COLUMNS, nightRows } from "./night_rows.ts";
import type { HotelPlace } from "./places.ts";
import { hasBook, type SearchWorldPlan } from "./plan.ts";
import { flexibleTerms, nightSetting, planIdsOf, PRICE_RULE, saverTerms, TAXES } from "./rates.ts";

/** Hotels roll their day at the hour that the schema gives them. */
const DAY_ROLL_HOUR = 4;

const ROOMS = `
  INSERT INTO room (hotel_id, room_type_id, number, ordinal)
  SELECT hotel_id, room_type_id, room_type_id || '-' || ordinal, ordinal
  FROM room_type, generate_series(0, $1::integer - 1) AS ordinal
  ORDER BY hotel_id, room_type_id, ordinal`;

const ADMISSIONS = "INSERT INTO admission (hotel_id, room_type_id) SELECT hotel_id, room_type_id FROM room_type";

const RENUMBER = `
  SELECT setval(pg_get_serial_sequence('hotel', 'hotel_id'), max(hotel_id)) FROM hotel
  UNION ALL SELECT setval(pg_get_serial_sequence('room_type', 'room_type_id'), max(room_type_id)) FROM room_type
  UNION ALL SELECT setval(pg_get_serial_sequence('rate_plan', 'rate_plan_id'), greatest(max(rate_plan_id), 1)) FROM rate_plan`;

/** What the baselines know of prices as columns: a hotel without a row sells at the base price. */
const PRICE_RULES = `
  CREATE SCHEMA IF NOT EXISTS bench;
  DROP TABLE IF EXISTS bench.price_rule;
  CREATE TABLE bench.price_rule (
    hotel_id integer PRIMARY KEY,
    rate_plan_id integer NOT NULL,
    priced_plan_id integer NOT NULL,
    weekend_basis_points integer NOT NULL,
    saver_basis_points integer NOT NULL,
    extra_adult_minor integer NOT NULL,
    city_tax_minor integer NOT NULL
  )`;

/**
 * Fills an empty, migrated database with the world by COPY, and brings its statistics up to date. The connection is a superuser's and
 * its statements have no time limit. Rows refer to each other rightly, so that foreign keys need not be looked at row by row.
 *
 * @param now by the clock of the hotels: the nights of each begin on its business date
 */
export async function buildSearchWorld(
  client: ClientBase,
  plan: SearchWorldPlan,
  places: readonly HotelPlace[],
  now: Date,
  say: (line: string) => void,
): Promise<void> {
  const hotels = worldHotels(plan, places);
  await client.query("SET session_replication_role = replica; SET maintenance_work_mem = '1GB'");
  await copyHotels(client, plan, hotels);
  const firstNights = hotels.map(({ timeZone }) => businessDate({ timeZone, dayRollHour: DAY_ROLL_HOUR }, now));
  await copyBooks(client, plan, hotels, firstNights);
  say("hotels, rooms and rates are there");
  await copyNights(client, plan, firstNights, say);
  await client.query(RENUMBER);
  await client.query("SET session_replication_role = origin");
  // Nights were written frozen: there is nothing to vacuum in them, and only a sample is read.
  await client.query("VACUUM (ANALYZE)");
}

async function copyHotels(client: ClientBase, plan: SearchWorldPlan, hotels: readonly WorldHotel[]): Promise<void> {
  await client.query("INSERT INTO organisation (organisation_id, name) OVERRIDING SYSTEM VALUE VALUES (1, 'Bench')");
  const columns =
    "hotel_id organisation_id name city country latitude longitude star_rating amenities time_zone currency";
  const rows = hotels.map(({ hotelId, name, city, country, latitude, longitude, stars, amenities, timeZone }) => {
    return [hotelId, 1, name, city, country, latitude, longitude, stars, amenities, timeZone, "EUR"];
  });
  await copyRows(client, "hotel", columns.split(" "), rows);
  const types = hotels.flatMap(({ hotelId }) => worldTypes(plan, hotelId));
  const typeRows = types.map(({ hotelId, roomTypeId, name, maxOccupancy, basePriceMinor }) => {
    return [hotelId, roomTypeId, name, maxOccupancy, basePriceMinor];
  });
  await copyRows(
    client,
    "room_type",
    ["hotel_id", "room_type_id", "name", "max_occupancy", "base_price_minor"],
    typeRows,
  );
  await client.query(ADMISSIONS);
  await client.query(ROOMS, [plan.roomsPerType]);
}

async function copyBooks(
  client: ClientBase,
  plan: SearchWorldPlan,
  hotels: readonly WorldHotel[],
  firstNights: readonly Night[],
): Promise<void> {
  const ids = hotels.map(({ hotelId }) => hotelId).filter((hotelId) => hasBook(plan, hotelId));
  const taxes = JSON.stringify(TAXES);
  const books = ids.map((hotelId) => [hotelId, planIdsOf(hotelId).flexible, false, taxes]);
  await copyRows(client, "rate_book", ["hotel_id", "default_rate_plan_id", "standard_plan_sold", "taxes"], books);
  const plans = ids.flatMap((hotelId) => {
    const { flexible, saver } = planIdsOf(hotelId);
    return [
      [hotelId, flexible, "flexible", "Flexible", null, JSON.stringify(flexibleTerms())],
      [hotelId, saver, "saver", "Saver", flexible, JSON.stringify(saverTerms(hotelId))],
    ];
  });
  const planColumns = ["hotel_id", "rate_plan_id", "code", "name", "parent_rate_plan_id", "terms"];
  await copyRows(client, "rate_plan", planColumns, plans);
  const nightColumns =
    "hotel_id room_type_id night rate_plan_id price_minor closed_to_arrival closed_to_departure min_stay_arrival";
  await copyRows(client, "rate_night", nightColumns.split(" "), rateNights(plan, ids, firstNights));
  await client.query(PRICE_RULES);
  const { weekendBasisPoints, saverBasisPoints, extraAdultMinor, cityTaxMinor } = PRICE_RULE;
  const figures = [weekendBasisPoints, saverBasisPoints, extraAdultMinor, cityTaxMinor];
  const rules = ids.map((hotelId) => [hotelId, planIdsOf(hotelId).saver, planIdsOf(hotelId).flexible, ...figures]);
  const ruleColumns =
    "hotel_id rate_plan_id priced_plan_id weekend_basis_points saver_basis_points extra_adult_minor city_tax_minor";
  await copyRows(client, "bench.price_rule", ruleColumns.split(" "), rules);
}

/** A price is one plan's and a restriction every plan's, so a night may have two rows. */
function* rateNights(plan: SearchWorldPlan, hotelIds: readonly number[], firstNights: readonly Night[]) {
  const everyPlan = -1;
  for (const hotelId of hotelIds) {
    const first = firstNights[hotelId - 1] ?? 0;
    for (const type of worldTypes(plan, hotelId)) {
      for (let night = first; night < first + plan.nights; night += 1) {
        const set = nightSetting(plan, hotelId, type, night);
        if (set === undefined) continue;
        const { priceMinor = null, closedToArrival = null, closedToDeparture = null, minStayArrival = null } = set;
        const key = [hotelId, type.roomTypeId, formatNight(night)];
        if (priceMinor !== null) yield [...key, planIdsOf(hotelId).flexible, priceMinor, null, null, null];
        if (closedToArrival !== null || closedToDeparture !== null || minStayArrival !== null)
          yield [...key, everyPlan, null, closedToArrival, closedToDeparture, minStayArrival];
      }
    }
  }
}

const KEY_DEFINITION = `
  SELECT conname AS name, pg_get_constraintdef(oid) AS definition
  FROM pg_constraint WHERE conrelid = 'room_night'::regclass AND contype = 'p'`;

// The primary key is put on afterwards: sorting 36.5 million keys once costs a third of entering them one by one. COPY may freeze rows
// of a table that was emptied in the same transaction, and at wal_level minimal it writes no log of them.
async function copyNights(
  client: ClientBase,
  plan: SearchWorldPlan,
  firstNights: readonly Night[],
  say: (line: string) => void,
): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(KEY_DEFINITION);
  const [key] = rows;
  if (key === undefined) throw new Error("room_night has no primary key");
  await client.query(`ALTER TABLE room_night DROP CONSTRAINT ${key.name}`);
  await client.query("BEGIN");
  await client.query("TRUNCATE room_night");
  const copy = `COPY room_night (${NIGHT_COLUMNS}) FROM STDIN (FORMAT binary, FREEZE)`;
  await copyBytes(client, copy, nightRows(plan, firstNights));
  await client.query("COMMIT");
  say("nights are there");
  await client.query(`ALTER TABLE room_night ADD CONSTRAINT ${key.name} ${key.definition}`);
  say("the primary key of the nights is there");
}
