import type { Database } from "../../hotel/database/database.ts";
import type { Contender, SizedContender } from "./contenders.ts";
import { BOOKED, CLIENT_WARM_UP_SECONDS, MAX_REQUESTS } from "./one_run.ts";
import type { BenchScenario } from "./scenarios.ts";
import { copyWorld } from "./worlds.ts";

/** How long each number of connections is tried, with how many clients. */
export interface TrialLength {
  readonly connections: number;
  readonly seconds: number;
}

/** A contender's bookings per second by its number of connections to the database, tried once each. */
export interface SizeTrial {
  readonly name: string;
  readonly bookingsPerSecond: Readonly<Record<number, number>>;
  readonly best: number;
}

/** Tries a contender with each number of connections, one after the other in one copy of the world. */
export async function trySizes(
  server: Database,
  scenario: BenchScenario,
  contender: SizedContender,
  sizes: readonly number[],
  length: TrialLength,
): Promise<SizeTrial> {
  const bookingsPerSecond: Record<number, number> = {};
  // With one size there is nothing to choose.
  if (sizes.length > 1) {
    const url = await copyWorld(server, scenario.template, "bench_run");
    for (const size of sizes)
      bookingsPerSecond[size] = await rateOf(contender.ofSize(size), url, size, scenario, length);
  }
  return { name: contender.name, bookingsPerSecond, best: bestOf(sizes, bookingsPerSecond) };
}

/** The size with the most bookings per second, the first of equals. Throws when there is no size. */
export function bestOf(sizes: readonly number[], bookingsPerSecond: SizeTrial["bookingsPerSecond"]): number {
  const rateAt = (size: number): number => bookingsPerSecond[size] ?? 0;
  const best = sizes.toSorted((one, other) => rateAt(other) - rateAt(one))[0];
  if (best === undefined) throw new Error("a contender needs a number of connections to try");
  return best;
}

async function rateOf(
  contender: Contender,
  url: string,
  size: number,
  { scenario }: BenchScenario,
  { connections, seconds }: TrialLength,
): Promise<number> {
  const working = await contender.start(url);
  try {
    const warmUpSeconds = CLIENT_WARM_UP_SECONDS[contender.kind];
    const plan = { connections, seconds, warmUpSeconds, maxRequests: MAX_REQUESTS, seed: size, scenario };
    const report = await working.load({ ...plan, keyPrefix: `size-${size}` });
    return (report.statuses[BOOKED] ?? 0) / report.seconds;
  } finally {
    await working.stop();
  }
}
