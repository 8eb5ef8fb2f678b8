import { afterAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../hotel/testing/database.ts";
import type { Database } from "../../hotel/database/database.ts";
import { nightOf } from "../../hotel/vocabulary/night.ts";
import { judge } from "../bench/verdict.ts";
import { tonight } from "../bench/world.ts";
import { startRedis } from "../servers/redis_server.ts";
import { startZookeeper } from "../servers/zookeeper_server.ts";
import { mutex } from "./mutex.ts";
import { queueWith } from "./queue.ts";
import { redisLockWith } from "./redis_lock.ts";
import { redisLockFencedWith } from "./redis_lock_fenced.ts";
import { buildOneType, overlapping, ROOMS } from "./seller.ts";
import { openStrategyServer } from "./server.ts";
import type { StrategyServer } from "./server.ts";
import { installStrategy } from "./strategies.ts";
import type { Places, Strategy } from "./strategy.ts";
import { zookeeperLockWith } from "./zookeeper_lock.ts";

/** Of all servers together: PostgreSQL has 100, and the races of another file may run at the same time. */
const CONNECTIONS = 30;
/** Nights between one race and the next: none touches those of another. */
const APART = 7;
const RACES = 5;
/** So long that a booking of a busy test machine ends within it. */
const LONG_LEASE_MS = 5_000;

const redis = await startRedis();
const zookeeper = await startZookeeper();
const services: Places["services"] = {
  ...(redis && { "redis-server": redis.address }),
  ...(zookeeper && { zookeeper: zookeeper.address }),
};
afterAll(async () => {
  await redis?.stop();
  await zookeeper?.stop();
});

interface Contest {
  readonly what: string;
  readonly strategy: Strategy;
  /** Servers that share the database. They share no state in memory, so each is like a process. */
  readonly servers: number;
}

/** A queue whose first so many openings have a worker each. */
function queueWithWorkers(workers: number): Strategy {
  let opened = 0;
  return queueWith(() => (opened += 1) <= workers);
}

const never: Contest[] = [
  { what: "mutex in one process", strategy: mutex, servers: 1 },
  { what: "redis_lock in time", strategy: redisLockWith({ every: undefined }, LONG_LEASE_MS), servers: 2 },
  { what: "redis_lock_fenced in time", strategy: redisLockFencedWith({ every: undefined }), servers: 2 },
  { what: "redis_lock_fenced with stalls", strategy: redisLockFencedWith({ every: 2 }), servers: 2 },
  { what: "zookeeper_lock in time", strategy: zookeeperLockWith({ every: undefined }), servers: 2 },
  { what: "zookeeper_lock with stalls and heartbeats", strategy: zookeeperLockWith({ every: 2 }, false), servers: 2 },
  { what: "queue with one worker", strategy: queueWithWorkers(1), servers: 2 },
];

const sooner: Contest[] = [
  { what: "mutex in two processes", strategy: mutex, servers: 2 },
  { what: "redis_lock with stalls", strategy: redisLockWith({ every: 2 }), servers: 1 },
  {
    what: "redis_lock_fenced with stalls, fenced at the write only",
    strategy: redisLockFencedWith({ every: 1 }, "at the write"),
    servers: 1,
  },
  { what: "zookeeper_lock with stalls that end the session", strategy: zookeeperLockWith({ every: 2 }), servers: 2 },
  { what: "queue with two workers", strategy: queueWithWorkers(2), servers: 2 },
];

const GAVE_UP = /never free within|stayed until the wait was over|timeout while waiting for mutex/;

interface Contestants {
  /** 50 clients want overlapping stays; tells what is wrong in the database after it. */
  race(number: number): Promise<readonly string[]>;
  /** How many were told that they have a room. */
  booked(): number;
  /** Requests that were neither booked nor refused, and did not give up waiting for a lock either: that is slow, not wrong. */
  readonly failures: string[];
  close(): Promise<void>;
}

async function contestants(database: Database, { strategy, servers }: Contest): Promise<Contestants> {
  const today = nightOf(await tonight(database.pool));
  await buildOneType(database);
  await installStrategy(database.pool, strategy);
  const open: StrategyServer[] = [];
  for (let server = 0; server < servers; server += 1) {
    open.push(await openStrategyServer(database, strategy, CONNECTIONS / servers, services));
  }
  const failures: string[] = [];
  let booked = 0;
  const ask = async (payload: Record<string, unknown>, client: number): Promise<void> => {
    const server = open[client % servers];
    const answer = await server?.app.inject({ method: "POST", url: "/v1/reservations", payload });
    if (answer?.statusCode === 201) booked += 1;
    else if (answer?.statusCode !== 409 && !GAVE_UP.test(answer?.body ?? ""))
      failures.push(answer?.body ?? "no server");
  };
  const race = async (number: number): Promise<readonly string[]> => {
    await Promise.all(overlapping(today + 1 + APART * number).map(ask));
    return (await judge(database.pool, booked, 0)).faults;
  };
  const close = async (): Promise<void> => {
    for (const server of open) await server.close();
  };
  return { race, booked: () => booked, failures, close };
}

/** Why a contest cannot be held here, for its name. */
function missing({ strategy: { needs } }: Contest): string {
  return needs === undefined || services[needs] !== undefined ? "" : ` (not run: needs ${needs})`;
}

describe.each(never)("$what", async (contest) => {
  const database = await testDatabase({ poolSize: 2 });

  // Only where its server is installed.
  it.skipIf(missing(contest) !== "")(`never oversells${missing(contest)}`, async () => {
    const sells = await contestants(database, contest);
    try {
      for (let number = 0; number < 2; number += 1) expect(await sells.race(number)).toEqual([]);
      expect(sells.failures).toEqual([]);
      expect(sells.booked()).toBeGreaterThanOrEqual(2 * ROOMS);
    } finally {
      await sells.close();
    }
  });
});

describe.each(sooner)("$what", async (contest) => {
  const database = await testDatabase({ poolSize: 2 });

  // Only where its server is installed.
  it.skipIf(missing(contest) !== "")(`oversells sooner or later${missing(contest)}`, async () => {
    const sells = await contestants(database, contest);
    try {
      let faults: readonly string[] = [];
      for (let number = 0; number < RACES && faults.length === 0; number += 1) faults = await sells.race(number);
      expect(faults).not.toEqual([]);
    } finally {
      await sells.close();
    }
  });
});
