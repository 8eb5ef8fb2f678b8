import { keyOf, writeKept } from "./counted_night.ts";
import type { CountReading } from "./database_counts.ts";
import type { TypeNight } from "./availability_counts.ts";
import type { RedisClient, RedisLink } from "./redis_link.ts";

/** How long a count is kept, in milliseconds: what went wrong unnoticed is over after it. */
export const KEPT_MS = 30_000;

/** A reading that is not written within this time of its beginning is not written any more. Far below {@link KEPT_MS}. */
export const TOO_LATE_MS = 5_000;

/** The most nights of one call: Redis does nothing else meanwhile. */
const NIGHTS_A_WRITE = 500;

/** What is kept of nights, and when that was looked up. */
export interface KeptTexts {
  readonly texts: readonly (string | null)[];
  /** By the clock of Redis, in milliseconds: before any reading that is made because of it. */
  readonly lookedAt: number;
}

/** Looks up nights; undefined when Redis does not answer. */
export function lookUp(link: RedisLink, nights: readonly TypeNight[]): Promise<KeptTexts | undefined> {
  // Sent together, in one packet.
  return link.call(async (client) => {
    const [lookedAt, texts] = await Promise.all([timeOf(client), client.mGet(nights.map((night) => keyOf(night)))]);
    return { texts, lookedAt };
  });
}

/** The time by the clock of Redis, in milliseconds; undefined when it does not answer. */
export function redisTime(link: RedisLink): Promise<number | undefined> {
  return link.call(timeOf);
}

async function timeOf(client: RedisClient): Promise<number> {
  const [seconds, microseconds] = await client.sendCommand<[string, string]>(["TIME"]);
  return Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000);
}

// A newer count is never overwritten by an older one, however late that one comes: either the newer one is still there, and its
// version is larger; or it ran out, KEPT_MS after it was written. It was written after it was read, and read
// after the older one, which began before that: so the older one is later than KEPT_MS, and TOO_LATE_MS is less. All times are of
// one clock, that of Redis. What that does not cover, somebody else's DEL or a full memory, is over after KEPT_MS.
const WRITE_NEWER = `
  local version, life, began = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3])
  local time = redis.call('TIME')
  if time[1] * 1000 + time[2] / 1000 - began > tonumber(ARGV[4]) then return #KEYS end
  local kept = redis.call('MGET', unpack(KEYS))
  local refused = 0
  for place, key in ipairs(KEYS) do
    local keptVersion, keptLife
    if kept[place] then keptVersion, keptLife = string.match(kept[place], '^(%d+) (%x+) ') end
    if keptLife == life and tonumber(keptVersion) > version then
      refused = refused + 1
    else
      redis.call('SET', key, ARGV[place + 5], 'PX', ARGV[5])
    end
  end
  return refused`;

/** A reading to be kept. */
export interface Fill {
  readonly nights: readonly TypeNight[];
  readonly reading: CountReading;
  /** Before the reading, by the clock of Redis. */
  readonly began: number;
}

/**
 * Keeps a reading, but for the nights of which a newer one is kept. Returns how many it refused for that; undefined when Redis did
 * not answer all: then some may be kept and others not.
 */
export type KeepCounts = (link: RedisLink, fill: Fill) => Promise<number | undefined>;

/** As {@link KeepCounts}. */
export async function keepNewer(link: RedisLink, { nights, reading, began }: Fill): Promise<number | undefined> {
  const head = [reading.version, reading.life, began, TOO_LATE_MS, KEPT_MS].map(String);
  let refused = 0;
  for (let from = 0; from < nights.length; from += NIGHTS_A_WRITE) {
    const keys = nights.slice(from, from + NIGHTS_A_WRITE).map((night) => keyOf(night));
    const values = reading.nights.slice(from, from + NIGHTS_A_WRITE).map((night) => writeKept(reading, night));
    const answer = await link.call((client) => client.eval(WRITE_NEWER, { keys, arguments: [...head, ...values] }));
    if (typeof answer !== "number") return undefined;
    refused += answer;
  }
  return refused;
}
