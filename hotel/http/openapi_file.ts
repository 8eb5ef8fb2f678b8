import { readFile, writeFile } from "node:fs/promises";
import { diff } from "node:util";
import { openAccess } from "../access/access.ts";
import { readConfig } from "../config.ts";
import { openDatabase } from "../database/database.ts";
import { allRoutes } from "../routes.ts";
import { openServices } from "../services.ts";
import { createLogger } from "./logging.ts";
import { createMetrics } from "./metrics.ts";
import { createServer } from "./server.ts";

/**
 * `npm run openapi` writes openapi.json, the description of the API that the routes make; `npm run openapi:check` compares it,
 * prints what differs and exits with 1.
 */
const FILE = new URL("../../openapi.json", import.meta.url);

/** The description as the file holds it. Needs no database: nothing connects. */
export async function openApiText(): Promise<string> {
  const database = openDatabase({ url: "postgresql://nobody@127.0.0.1:1/nothing" });
  const findOrganisation = (): Promise<undefined> => Promise.resolve(undefined);
  const access = openAccess({ database, jwtSecret: "only describes the API, signs nothing", findOrganisation });
  const logger = createLogger({ level: "silent" });
  const app = createServer({
    config: { trustProxy: false, rateLimit: undefined },
    services: openServices(
      { config: readConfig({}), database, access, metrics: createMetrics(), draining: { active: false } },
      logger,
    ),
    routes: allRoutes,
    logger,
  });
  await app.ready();
  const text = `${JSON.stringify(app.swagger(), undefined, 2)}\n`;
  await app.close();
  await database.close();
  return text;
}

async function main(): Promise<void> {
  const text = await openApiText();
  if (!process.argv.includes("--check")) return writeFile(FILE, text);
  const committed = await readFile(FILE, "utf8").catch(() => "");
  if (committed === text) return;
  // diff() takes the result first and what it is compared with second.
  const lines = diff(text.split("\n"), committed.split("\n")).filter(([kind]) => kind !== 0);
  const shown = lines.slice(0, 40).map(([kind, line]) => `${kind < 0 ? "-" : "+"} ${line}`);
  process.stdout.write(`openapi.json is not what the routes make; run npm run openapi\n${shown.join("\n")}\n`);
  process.exitCode = 1;
}

if (import.meta.main) await main();
