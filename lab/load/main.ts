import { bookingsOf, requestOf } from "./bookings.ts";
import type { Scenario } from "./bookings.ts";
import { runLoad } from "./closed_loop.ts";
import type { LoadReport } from "./closed_loop.ts";

/**
 * The load process: `node lab/load/main.ts PLAN` with the plan as JSON; prints one line, a {@link LoadReport} as JSON.
 * A process of its own, so that it does not share an event loop with the API under test.
 */
export interface LoadPlan {
  /** The ports of the API on 127.0.0.1, one for each of its processes. */
  readonly ports: readonly number[];
  readonly connections: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly maxRequests: number;
  readonly scenario: Scenario;
  readonly seed: number;
  /** Begins every idempotency key of this run. */
  readonly keyPrefix: string;
}

async function runPlan(plan: LoadPlan): Promise<LoadReport> {
  const next = bookingsOf(plan.scenario, plan.seed, plan.keyPrefix);
  return runLoad({ ...plan, host: "127.0.0.1", nextRequest: () => requestOf(next()) });
}

if (import.meta.main) {
  const plan = JSON.parse(process.argv[2] ?? "") as LoadPlan;
  process.stdout.write(`${JSON.stringify(await runPlan(plan))}\n`);
}
