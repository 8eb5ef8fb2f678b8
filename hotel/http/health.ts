import { readdir } from "node:fs/promises";
import { Type } from "typebox";
import { BriefMemory } from "../access/brief_memory.ts";
import type { Database } from "../database/database.ts";
import { MIGRATIONS } from "../database/migrate.ts";
import type { Services } from "../services.ts";
import { refuse } from "../vocabulary/refusal.ts";
import type { App } from "./app.ts";
import { refusals, sendRefusal } from "./problem.ts";

/** Why the process should get no requests. */
export type Unready = "draining" | "database" | "migrations" | "search_index";

const PROBE = { withoutPrincipal: true, rateClass: "none" } as const;
const DEADLINE_MS = 2_000;

/** `/health/live` (the process runs) and `/health/ready` (it can serve: not draining, database reachable, migrations current, search index complete). */
export function healthRoutes(app: App, { database, draining, search }: Services): void {
  const memory = new BriefMemory<"database", Unready | undefined>({ lifeMs: 500, maxEntries: 1 });
  const schema = { tags: ["operations"], security: [] };
  app.get(
    "/health/live",
    { config: PROBE, schema: { ...schema, summary: "Whether the process runs", response: { 200: Status } } },
    () => ({ status: "live" }),
  );
  app.get(
    "/health/ready",
    {
      config: PROBE,
      schema: { ...schema, summary: "Whether it can serve", response: { 200: Status, ...refusals("overloaded") } },
    },
    async (_request, reply) => {
      const unready = draining.active
        ? "draining"
        : ((await memory.get("database", performance.now(), () => checkDatabase(database))) ?? checkSearch(search));
      if (unready === undefined) return { status: "ready" };
      return sendRefusal(reply, refuse("overloaded", `Not ready: ${unready}.`, { reason: unready }).refusal);
    },
  );
}

const Status = Type.Object({ status: Type.String({ description: "`live` or `ready`." }) });

/** Never throws: a database that cannot be asked is the answer. */
async function checkDatabase(database: Database): Promise<Unready | undefined> {
  try {
    const asked = database.pool.query<{ name: string }>("SELECT name FROM migration");
    const { rows } = await Promise.race([asked, deadline()]);
    const applied = new Set(rows.map(({ name }) => `${name}.sql`));
    const files = (await readdir(MIGRATIONS)).filter((file) => file.endsWith(".sql"));
    return files.every((file) => applied.has(file)) ? undefined : "migrations";
  } catch {
    return "database";
  }
}

function checkSearch({ feed }: Services["search"]): Unready | undefined {
  return feed.isReady ? undefined : "search_index";
}

function deadline(): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error("the database did not answer")), DEADLINE_MS).unref();
  });
}
