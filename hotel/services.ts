import type { Access } from "./access/access.ts";
import type { Config } from "./config.ts";
import type { Database } from "./database/database.ts";
import type { Metrics } from "./http/metrics.ts";

/** What the routes and the work in the background call; made once in main.ts, or by a test. */
export interface Services {
  readonly config: Config;
  readonly database: Database;
  readonly metrics: Metrics;
  readonly access: Access;
  /** Set to true when the process is about to stop: it asks for no more requests, and finishes those it has. */
  readonly draining: { active: boolean };
}
