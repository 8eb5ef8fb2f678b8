import type { Client } from "pg";
import type { Way } from "./by_turns.ts";

const COMMITS = 8;

/** Ways to commit, on as many sessions at once as there are clients: what the log's flush costs, and whether waiting for others pays. */
export function commitWays(clients: readonly Client[]): Way[] {
  const settings = [
    { name: "at once (the engine)", flush: "on", delay: 0 },
    { name: "commit_delay of 100 us", flush: "on", delay: 100 },
    { name: "commit_delay of 1,000 us", flush: "on", delay: 1_000 },
    { name: "without waiting for the disk (unsafe)", flush: "off", delay: 0 },
  ];
  return settings.map(({ name, flush, delay }) => ({
    name,
    run: async () => {
      await Promise.all(clients.map((client) => commitSome(client, flush, delay)));
      return COMMITS * clients.length;
    },
  }));
}

async function commitSome(client: Client, flush: string, delay: number): Promise<void> {
  await client.query(`SET synchronous_commit = ${flush}; SET commit_siblings = 1; SET commit_delay = ${delay}`);
  for (let commit = 0; commit < COMMITS; commit += 1)
    await client.query("INSERT INTO admission_batch (batch_id) VALUES (gen_random_uuid())");
}
