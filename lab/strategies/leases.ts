import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";

/** Locks in a Redis that run out by themselves, one for each name. */
export interface Leases {
  /** Works while it holds the lease, or believes so. Throws when it did not get it within 5 seconds. */
  hold<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** A number greater than all that were given out for this name before. */
  nextToken(name: string): Promise<number>;
  close(): void;
}

const LONGEST_WAIT_MS = 5_000;
const SHORTEST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 12;
const COMMAND_TIMEOUT_MS = 5_000;

/** Compare and delete: the lease may have run out, and be somebody else's by now. */
const RELEASE = `if redis.call("get", KEYS[1]) == ARGV[1] then return redis.call("del", KEYS[1]) end return 0`;

/** Opens leases that last so many milliseconds in the Redis at this URL. */
export function openLeases(url: string | undefined, leaseMs: number): Leases {
  if (url === undefined) throw new Error("this strategy needs a Redis");
  const redis = new Redis(url, { commandTimeout: COMMAND_TIMEOUT_MS, maxRetriesPerRequest: 1 });
  redis.on("error", () => undefined); // shows in the commands
  return {
    hold: async (name, work) => {
      const key = `lab:lease:${name}`;
      const owner = randomUUID();
      await acquire(redis, key, owner, leaseMs);
      try {
        return await work();
      } finally {
        await redis.eval(RELEASE, 1, key, owner);
      }
    },
    nextToken: (name) => redis.incr(`lab:token:${name}`),
    close: () => redis.disconnect(),
  };
}

async function acquire(redis: Redis, key: string, owner: string, leaseMs: number): Promise<void> {
  const deadline = performance.now() + LONGEST_WAIT_MS;
  while ((await redis.set(key, owner, "PX", leaseMs, "NX")) !== "OK") {
    if (performance.now() > deadline) throw new Error(`${key} was never free within ${LONGEST_WAIT_MS / 1000} s`);
    await pause(SHORTEST_PAUSE_MS + Math.random() * (LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS));
  }
}
