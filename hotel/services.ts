import type { Logger } from "pino";
import type { Access } from "./access/access.ts";
import type { Config } from "./config.ts";
import type { Database } from "./database/database.ts";
import type { Metrics } from "./http/metrics.ts";
import { Admission } from "./reservations/admission/admission.ts";
import { RefusalHelp } from "./reservations/help_refused.ts";
import { observeAdmission } from "./reservations/observation.ts";
import { HotelPlaces } from "./reservations/places.ts";
import { openCachedSearch } from "./search/cache/cached_search.ts";
import { observeAvailabilityCache } from "./search/cache/observation.ts";
import { observeSearch } from "./search/observation.ts";
import type { ReadyDirectory } from "./search/server/fallback_directory.ts";
import { openDirectory, type OpenedDirectory } from "./search/server/open_directory.ts";
import { openSearch, type SearchParts } from "./search/search_parts.ts";

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
}

/** What the routes and the work in the background call; made once in main.ts, or by a test. */
export interface Services extends ServiceParts {
  /** The way to every room. */
  readonly admission: Admission;
  /** What to tell somebody for whom there is no room. */
  readonly refusalHelp: RefusalHelp;
  /** Whose hotels are. */
  readonly places: HotelPlaces;
  /** What guests find; empty until its feed is started. */
  readonly search: SearchParts;
  /** Keeps the search server of SEARCH_URL up to date; without one there is nothing to stop. */
  readonly searchServer: Pick<OpenedDirectory, "stop">;
}

/**
 * Puts the services together; nothing connects before it is used, but a search server is looked for at once. Close `admission` and stop
 * `search` and `searchServer` before the database.
 */
export function openServices(parts: ServiceParts, logger: Logger): Services {
  const { config, database, metrics } = parts;
  const observer = observeAdmission(metrics, logger, parts.onCommitted);
  const admission = new Admission({ database, lanes: config.lanes, observer });
  metrics.beforeScrape.push(() => metrics.queueLength.set(admission.queueLength));
  const search = searchOf(parts, logger);
  // The directory in this process is kept in any case: it answers when the server does not.
  const local: ReadyDirectory = { find: (query, withFacets) => search.directory(query, withFacets) };
  const opened = openDirectory(config, database, metrics, logger, local);
  return {
    ...parts,
    admission,
    search: { ...search, directory: (query, withFacets) => opened.directory.find(query, withFacets) },
    searchServer: opened,
    places: new HotelPlaces(database.pool),
    refusalHelp: new RefusalHelp(database),
  };
}

function searchOf({ config, database, metrics }: ServiceParts, logger: Logger): SearchParts {
  const { horizonDays, availabilityCache: url } = config;
  const options = { database, horizonDays, observer: observeSearch(metrics, logger) };
  if (url !== undefined) {
    return openCachedSearch({ ...options, url, cacheObserver: observeAvailabilityCache(metrics, logger) });
  }
  const search = openSearch(options);
  metrics.beforeScrape.push(() => {
    const index = search.feed.state?.index;
    metrics.searchIndexBytes.set(index?.bytes ?? 0);
    metrics.searchIndexTypes.set(index?.types ?? 0);
  });
  return search;
}
