import { allowMovingClock, moveClock } from "../../hotel/events/clock.ts";
import { openDatabase } from "../../hotel/database/database.ts";
import type { Database } from "../../hotel/database/database.ts";
import { migrate } from "../../hotel/database/migrate.ts";
import { instantOf } from "../../hotel/vocabulary/business_date.ts";
import type { Night } from "../../hotel/vocabulary/night.ts";

/** The zone of both hotels of the file. */
const ZONE = "Europe/Lisbon";

const COUNT_RESEATINGS = `
  SELECT (SELECT count(*) FROM outbox WHERE type = 'reservation.reseated')
    + (SELECT count(*) FROM event WHERE type = 'reservation.reseated') AS reseatings`;

/** Opens an empty database of one's own as the replay's: newest schema, the clock movable and at noon of this day. */
export async function openReplayDatabase(url: string, firstDay: Night): Promise<Database> {
  const database = openDatabase({ url, poolSize: 4, applicationName: "lastroom-replay" });
  await migrate(database);
  await allowMovingClock(database);
  await setClock(database, firstDay, 12);
  return database;
}

/** Moves the clock to this hour of the wall at the hotels. */
export async function setClock(database: Database, day: Night, hour: number): Promise<void> {
  await moveClock(database, { to: instantOf(ZONE, day, `${String(hour).padStart(2, "0")}:00`) });
}

/** How many stays were re-seated so far. */
export async function countReseatings(database: Database): Promise<number> {
  const { rows } = await database.pool.query<{ reseatings: number }>(COUNT_RESEATINGS);
  return rows[0]?.reseatings ?? 0;
}
