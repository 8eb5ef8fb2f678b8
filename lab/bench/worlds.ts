import { openClient, openDatabase } from "../../hotel/database/database.ts";
import type { Database } from "../../hotel/database/database.ts";
import { migrate } from "../../hotel/database/migrate.ts";
import { dropDatabase, urlOf } from "../../hotel/testing/databases.ts";
import { nightOf } from "../../hotel/vocabulary/night.ts";
import type { Night } from "../../hotel/vocabulary/night.ts";
import type { Scenario } from "../load/bookings.ts";
import { buildWorld, tonight } from "./world.ts";
import type { WorldPlan } from "./world.ts";

/** A scenario with the template database of its world. */
export interface BenchScenario {
  readonly name: string;
  readonly about: string;
  readonly scenario: Scenario;
  /** What is booked before: the same kind of bookings, where they take no room of the measured ones. */
  readonly warmUp: Scenario;
  /** The migrated and filled database that every run gets a fresh copy of. */
  readonly template: string;
}

/** Arrivals lie within this many days, the last stay a little behind. */
const YEAR = 365;
const LONGEST_STAY = 5;
/** More nights than the longest stay from the last arrival needs; the engine's horizon is set to the same. */
export const NIGHTS_ON_SALE = YEAR + 10;
/** So many that one night never sells out in a run. */
const HOT_ROOMS = 60_000;
/** A statement of the product takes seconds at most; building a world takes longer. */
const BUILD_TIMEOUT_MS = 5 * 60_000;
/** The hot night, counted from the first on sale, and how many later ones are booked before it is measured. */
const HOT_DAY = 30;
const OTHER_NIGHTS = 300;
const SPREAD = { hotels: 100, typesPerHotel: 20, roomsPerType: 20 };

/** Builds the templates of both scenarios on the server. */
export async function buildScenarios(server: Database): Promise<BenchScenario[]> {
  const firstNight = nightOf(await tonight(server.pool));
  const hot = { hotels: 1, typesPerHotel: 1, roomsPerType: HOT_ROOMS, firstNight, nights: NIGHTS_ON_SALE };
  const spread = { ...SPREAD, firstNight, nights: NIGHTS_ON_SALE };
  await makeTemplate(server, "bench_hot", hot);
  await makeTemplate(server, "bench_spread", spread);
  return [
    {
      name: "hot",
      about: `one night of one type with ${HOT_ROOMS.toLocaleString("en")} rooms`,
      scenario: { kind: "hot", night: firstNight + HOT_DAY },
      warmUp: otherNights(firstNight + HOT_DAY + 2),
      template: "bench_hot",
    },
    {
      name: "spread",
      about: aboutSpread(),
      scenario: spreadScenario(firstNight),
      warmUp: spreadScenario(firstNight),
      template: "bench_spread",
    },
  ];
}

/** Replaces the database of that name by a fresh copy of the template and returns its URL. */
export async function copyWorld(server: Database, template: string, name: string): Promise<string> {
  await dropDatabase(server, name);
  await server.pool.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  // What the copy has left to write must not be written during the run.
  await server.pool.query("CHECKPOINT");
  return databaseUrl(server, name);
}

function spreadScenario(firstNight: Night): Scenario {
  const { hotels, typesPerHotel } = SPREAD;
  return { kind: "spread", hotels, typesPerHotel, firstNight: firstNight + 1, days: YEAR, longestStay: LONGEST_STAY };
}

/** Single nights of the hot world's only type: one night would be sold out before the measured ones begin. */
function otherNights(firstNight: Night): Scenario {
  return { kind: "spread", hotels: 1, typesPerHotel: 1, firstNight, days: OTHER_NIGHTS, longestStay: 1 };
}

function aboutSpread(): string {
  const { hotels, typesPerHotel, roomsPerType } = SPREAD;
  return `${hotels} hotels x ${typesPerHotel} types of ${roomsPerType} rooms, stays of 1-${LONGEST_STAY} nights within a year`;
}

/** Makes a migrated template database with a world, in place of one of that name. */
export async function makeTemplate(server: Database, name: string, plan: WorldPlan): Promise<void> {
  await dropDatabase(server, name);
  await server.pool.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const database = openDatabase({ url: databaseUrl(server, name), poolSize: 1 });
  try {
    await migrate(database);
    const client = await openClient(database, { statementTimeoutMs: BUILD_TIMEOUT_MS });
    await buildWorld(client, plan);
    await client.end();
  } finally {
    await database.close();
  }
}

function databaseUrl(server: Database, name: string): string {
  return urlOf(server.connection.connectionString ?? "", name);
}
