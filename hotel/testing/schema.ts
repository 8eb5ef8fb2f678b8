import { readFile, writeFile } from "node:fs/promises";
import { diff } from "node:util";
import { randomBytes } from "node:crypto";
import { describeSchema } from "../database/describe.ts";
import { createMigrated, dropDatabase, urlOf, withDatabase } from "./databases.ts";
import { startTestServer } from "./server.ts";

/**
 * `npm run schema` writes hotel/database/schema.sql, the schema that the migrations make; `npm run schema:check` compares
 * it, prints what differs and exits with 1.
 */
const FILE = new URL("../database/schema.sql", import.meta.url);

async function main(): Promise<void> {
  const schema = await schemaOfMigrations();
  if (!process.argv.includes("--check")) return writeFile(FILE, schema);
  const committed = await readFile(FILE, "utf8").catch(() => "");
  if (committed === schema) return;
  process.stdout.write(
    `schema.sql is not what the migrations make; run npm run schema\n${differences(committed, schema)}\n`,
  );
  process.exitCode = 1;
}

async function schemaOfMigrations(): Promise<string> {
  const server = await startTestServer();
  const name = `lastroom_schema_${randomBytes(4).toString("hex")}`;
  try {
    await createMigrated(server.url, name);
    return await withDatabase(urlOf(server.url, name), describeSchema);
  } finally {
    await withDatabase(server.url, (database) => dropDatabase(database, name));
    await server.stop();
  }
}

/** The lines that differ, with their line number in the text they are from. */
function differences(committed: string, actual: string): string {
  const line = { before: 0, after: 0 };
  // diff() takes the result first and what it is compared with second.
  const changes = diff(actual.split("\n"), committed.split("\n")).map(([kind, text]) => {
    if (kind <= 0) line.before += 1;
    if (kind >= 0) line.after += 1;
    if (kind === 0) return "";
    return kind < 0 ? `- ${line.before}: ${text}` : `+ ${line.after}: ${text}`;
  });
  return changes.filter((change) => change !== "").join("\n");
}

await main();
