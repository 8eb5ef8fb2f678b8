import type { Places } from "../strategies/strategy.ts";
import { startNode } from "./child.ts";
import type { Serving } from "./engine_process.ts";

/** Starts a strategy that is installed on a database as a process of its own, with so many connections; resolves when it listens. */
export async function startStrategy(
  databaseUrl: string,
  name: string,
  connections: number,
  { "redis-server": redis, zookeeper }: Places["services"] = {},
): Promise<Serving> {
  const env = {
    DATABASE_URL: databaseUrl,
    ...(redis === undefined ? {} : { REDIS_URL: redis }),
    ...(zookeeper === undefined ? {} : { ZOOKEEPER: zookeeper }),
  };
  const child = startNode(["lab/strategies/main.ts", name, String(connections)], env);
  const port = Number(await child.nextLine());
  if (port > 0) return { port, pid: child.process.pid ?? 0, stop: () => child.stop() };
  await child.stop();
  throw new Error(`the strategy ${name} did not start`);
}
