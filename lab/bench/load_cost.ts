import { CANNED_SERVER } from "../load/canned_server.ts";
import { runLoadProcess } from "../load/load_process.ts";
import type { LoadPlan } from "../load/main.ts";
import { startNode } from "../servers/child.ts";

const ENOUGH_REQUESTS = 60_000;
const MOST_SECONDS = 5;
const ANY_NIGHT = 20_000;

/** What the load client costs, in microseconds of CPU for each request, measured against a server that does nothing. */
export async function measureLoadCost(connections: number): Promise<number> {
  const server = startNode([CANNED_SERVER]);
  try {
    const port = Number(await server.nextLine());
    const scenario = { kind: "hot", night: ANY_NIGHT } as const;
    const bounds = { connections, seconds: MOST_SECONDS, warmUpSeconds: 0, maxRequests: ENOUGH_REQUESTS };
    const plan: LoadPlan = { ...bounds, ports: [port], scenario, seed: 1, keyPrefix: "cost" };
    const report = await runLoadProcess(plan);
    return report.cpuMicrosecondsPerRequest;
  } finally {
    await server.stop();
  }
}
