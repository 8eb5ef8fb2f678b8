import { allowMovingClock, moveClock } from "../../hotel/events/clock.ts";
import { openDatabase } from "../../hotel/database/database.ts";
import type { Database } from "../../hotel/database/database.ts";
import { migrate } from "../../hotel/database/migrate.ts";
import { extendHorizon } from "../../hotel/inventory/horizon.ts";
import { describeFinding, verifyInventory } from "../../hotel/inventory/verify.ts";
import { instantOf } from "../../hotel/vocabulary/business_date.ts";
import type { Night } from "../../hotel/vocabulary/night.ts";
import { nightFaultsOf } from "../bench/verdict.ts";

/** What lies outside the API: a replay's own database lets it be done there. */
export interface Backstage {
  readonly database: Database;
  moveClockTo(day: Night, hour: number): Promise<void>;
  reseatings(): Promise<number>;
  verify(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** The zone of both hotels of the file. */
const ZONE = "Europe/Lisbon";
const NOON = 12;

const COUNT_RESEATINGS = `
  SELECT (SELECT count(*) FROM outbox WHERE type = 'reservation.reseated')
    + (SELECT count(*) FROM event WHERE type = 'reservation.reseated') AS reseatings`;

/**
 * Opens an empty database of one's own for a replay: newest schema, the clock movable and at noon of this day. Moving the
 * clock on to another day also extends the horizon to so many days: a server does that every hour of real time, and
 * here a day takes less than a second.
 */
export async function openBackstage(url: string, firstDay: Night, horizonDays: number): Promise<Backstage> {
  const database = openDatabase({ url, poolSize: 4, applicationName: "lastroom-replay" });
  await migrate(database);
  await allowMovingClock(database);
  let today: Night | undefined;
  const moveClockTo = async (day: Night, hour: number): Promise<void> => {
    await moveClock(database, { to: instantOf(ZONE, day, `${String(hour).padStart(2, "0")}:00`) });
    if (day !== today) await extendHorizon(database, { horizonDays });
    today = day;
  };
  await moveClockTo(firstDay, NOON);
  return {
    database,
    moveClockTo,
    reseatings: () => countReseatings(database),
    verify: () => verifyTwice(database),
    close: () => database.close(),
  };
}

/** The product's own verification, and the lab's, which shares nothing with it. */
async function verifyTwice(database: Database): Promise<string[]> {
  const findings = await verifyInventory(database);
  return [...findings.map(describeFinding), ...(await nightFaultsOf(database.pool))];
}

async function countReseatings(database: Database): Promise<number> {
  const { rows } = await database.pool.query<{ reseatings: number }>(COUNT_RESEATINGS);
  return rows[0]?.reseatings ?? 0;
}
