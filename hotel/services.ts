import type { Logger } from "pino";
import type { Access } from "./access/access.ts";
import type { Config } from "./config.ts";
import type { Database } from "./database/database.ts";
import type { Metrics } from "./http/metrics.ts";
import { Admission } from "./reservations/admission/admission.ts";
import { RefusalHelp } from "./reservations/help_refused.ts";
import { observeAdmission } from "./reservations/observation.ts";
import { HotelPlaces } from "./reservations/places.ts";
import type { AvailabilityLookup } from "./search/lookup.ts";

/** What services are made of. */
export interface ServiceParts {
  readonly config: Config;
  readonly database: Database;
  readonly metrics: Metrics;
  readonly access: Access;
  /** Set to true when the process is about to stop: it asks for no more requests, and finishes those it has. */
  readonly draining: { active: boolean };
  /** Told after every commit that wrote events, so that they are moved on at once. */
  readonly onCommitted?: () => void;
  /** Where a search for availability looks; in the tables unless told. */
  readonly lookup?: AvailabilityLookup;
}

/** What the routes and the work in the background call; made once in main.ts, or by a test. */
export interface Services extends ServiceParts {
  /** The way to every room. */
  readonly admission: Admission;
  /** What to tell somebody for whom there is no room. */
  readonly refusalHelp: RefusalHelp;
  /** Whose hotels are. */
  readonly places: HotelPlaces;
}

/** Puts the services together; nothing connects before it is used. Close `admission` before the database. */
export function openServices(parts: ServiceParts, logger: Logger): Services {
  const { config, database, metrics } = parts;
  const observer = observeAdmission(metrics, logger, parts.onCommitted);
  const admission = new Admission({ database, lanes: config.lanes, observer });
  metrics.beforeScrape.push(() => metrics.queueLength.set(admission.queueLength));
  return {
    ...parts,
    admission,
    places: new HotelPlaces(database.pool),
    refusalHelp: new RefusalHelp(database.pool),
  };
}
