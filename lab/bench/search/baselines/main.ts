import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { BaselineName, SearchBaseline } from "./baseline.ts";
import { readAsk } from "./read_ask.ts";
import { openRedisBaseline } from "./redis_baseline.ts";
import { openSqlBaseline } from "./sql_baseline.ts";

/** The least that a server over node:http can do. */
async function reply(baseline: SearchBaseline, path: string, response: ServerResponse): Promise<void> {
  try {
    const body = Buffer.from(await baseline.answer(readAsk(path)));
    response.writeHead(200, { "content-type": "application/json; charset=utf-8", "content-length": body.length });
    response.end(body);
  } catch (error) {
    const body = Buffer.from(String(error));
    response.writeHead(500, { "content-length": body.length });
    response.end(body);
  }
}

function open(name: BaselineName, connections: number): SearchBaseline | Promise<SearchBaseline> {
  const { DATABASE_URL: database = "", REDIS_URL: redis = "" } = process.env;
  if (name === "sql") return openSqlBaseline(database, connections, "primary_key");
  if (name === "sql-covering-index") return openSqlBaseline(database, connections, "covering_index");
  return openRedisBaseline(database, redis, name === "redis-cheapest-first");
}

/**
 * One baseline as a process: `DATABASE_URL=... REDIS_URL=... node lab/bench/search/baselines/main.ts NAME CONNECTIONS` listens on a
 * free port of 127.0.0.1, prints the port, and ends when its input ends.
 */
if (import.meta.main) {
  const [, , name = "sql", connections = "4"] = process.argv;
  const baseline = await open(name as BaselineName, Number(connections));
  const server = createServer((request, response) => void reply(baseline, request.url ?? "", response));
  server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
  process.stdin.resume().on("end", () => {
    server.close();
    server.closeAllConnections();
    void baseline.close();
  });
}
