import type { AddressInfo } from "node:net";
import { openDatabase } from "../../hotel/database/database.ts";
import { openStrategyServer } from "./server.ts";
import { strategyNamed } from "./strategies.ts";

/**
 * One strategy as a process: `DATABASE_URL=... node lab/strategies/main.ts NAME POOL_SIZE` listens on a free port of
 * 127.0.0.1, prints the port, and ends when its input ends. `REDIS_URL` and `ZOOKEEPER` are the addresses of the services.
 */
if (import.meta.main) {
  const [, , name = "", poolSize = ""] = process.argv;
  // The same planner settings as the lanes of the engine: the baselines shall be as good as they can be.
  const database = openDatabase({ url: process.env["DATABASE_URL"] ?? "", poolSize: 2, byIndexOnly: true });
  const { REDIS_URL: redis, ZOOKEEPER: zookeeper } = process.env;
  const services = {
    ...(redis === undefined ? {} : { "redis-server": redis }),
    ...(zookeeper === undefined ? {} : { zookeeper }),
  };
  const server = await openStrategyServer(database, strategyNamed(name), Number(poolSize), services);
  await server.app.listen({ host: "127.0.0.1", port: 0 });
  process.stdout.write(`${(server.app.server.address() as AddressInfo).port}\n`);
  process.stdin.resume().on("end", () => {
    void server.close().then(() => database.close());
  });
}
