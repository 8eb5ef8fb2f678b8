import { Redis } from "ioredis";
import { openDatabase } from "../../../../hotel/database/database.ts";
import { formatNight } from "../../../../hotel/vocabulary/night.ts";
import { LIMIT, type SearchAsk } from "../asks.ts";
import type { SearchBaseline } from "./baseline.ts";
import { Places, candidatesOf, type Candidate } from "./candidates.ts";
import { readCatalogue } from "./catalogue.ts";
import { daysBody, hotelsBody } from "./shop_window.ts";
import type { DayRow, StayRow } from "./sql_statements.ts";

/** How many candidates are looked up together when the cheapest are looked up first. */
const CHEAPEST_AT_ONCE = 100;
/** Redis serves nobody else during one MGET: this many keys of one take a few milliseconds. */
const KEYS_AT_ONCE = 10_000;
const READ_LIMIT_MS = 120_000;

/** How many rooms are free, and where it says so. */
type Free = (candidates: readonly Candidate[], nights: number) => Promise<number[]>;

/**
 * Free rooms under `availability:{hotel_id}:{room_type_id}:{date}` in Redis, read by MGET; hotels, room types and prices in memory.
 *
 * @param cheapestFirst false: reads all candidates of a question, as the design has it, but for the whole world; true: reads them in
 *   order of price until the answer is complete
 */
export async function openRedisBaseline(
  databaseUrl: string,
  redisUrl: string,
  cheapestFirst: boolean,
): Promise<SearchBaseline> {
  const database = openDatabase({ url: databaseUrl, poolSize: 1 });
  await database.pool.query(`SET statement_timeout = ${READ_LIMIT_MS}`);
  const places = new Places(await readCatalogue(database.pool));
  await database.close();
  const redis = new Redis(redisUrl);
  redis.on("error", () => undefined); // a lost connection shows in the request that uses it
  const free: Free = (candidates, nights) => freeRooms(redis, candidates, nights);
  const answer = async (ask: SearchAsk): Promise<string> => {
    const candidates = candidatesOf(places.of(ask), ask);
    if (ask.kind === "calendar") return daysBody(ask, await cheapestNights(candidates, free));
    const inOrder = cheapestFirst || ask.kind === "world";
    const stays = inOrder ? await untilComplete(candidates, ask, free) : cheapestOf(await allOf(candidates, ask, free));
    return hotelsBody(stays.map(({ candidate, rooms }) => rowOf(candidate, rooms, ask.nights)));
  };
  return { answer, close: () => Promise.resolve(redis.disconnect()) };
}

interface FreeStay {
  readonly candidate: Candidate;
  readonly rooms: number;
}

async function allOf(candidates: readonly Candidate[], ask: SearchAsk, free: Free): Promise<FreeStay[]> {
  const rooms = await free(candidates, ask.nights);
  return candidates.flatMap((candidate, index) => {
    const left = rooms[index] ?? 0;
    return left >= 1 ? [{ candidate, rooms: left }] : [];
  });
}

/** The cheapest stay of each hotel, and of those the cheapest. */
function cheapestOf(stays: readonly FreeStay[]): FreeStay[] {
  const best = new Map<number, FreeStay>();
  for (const stay of stays) {
    const before = best.get(stay.candidate.hotel.hotelId);
    if (before === undefined || stay.candidate.totalMinor < before.candidate.totalMinor)
      best.set(stay.candidate.hotel.hotelId, stay);
  }
  return [...best.values()].toSorted((one, other) => byPrice(one.candidate, other.candidate)).slice(0, LIMIT);
}

async function untilComplete(candidates: Candidate[], ask: SearchAsk, free: Free): Promise<FreeStay[]> {
  candidates.sort(byPrice);
  const found = new Map<number, FreeStay>();
  for (let from = 0; from < candidates.length && found.size < LIMIT; from += CHEAPEST_AT_ONCE) {
    for (const stay of await allOf(candidates.slice(from, from + CHEAPEST_AT_ONCE), ask, free)) {
      const { hotelId } = stay.candidate.hotel;
      if (!found.has(hotelId) && found.size < LIMIT) found.set(hotelId, stay);
    }
  }
  return [...found.values()];
}

async function cheapestNights(candidates: readonly Candidate[], free: Free): Promise<DayRow[]> {
  const rooms = await free(candidates, 1);
  const prices = new Map<number, number>();
  for (const [index, { arrival, totalMinor }] of candidates.entries()) {
    if ((rooms[index] ?? 0) >= 1) prices.set(arrival, Math.min(totalMinor, prices.get(arrival) ?? totalMinor));
  }
  return [...prices].map(([night, total_minor]) => ({ night: formatNight(night), total_minor }));
}

/** The rooms free on the fullest night of each candidate; a key that is not there means none. */
async function freeRooms(redis: Redis, candidates: readonly Candidate[], nights: number): Promise<number[]> {
  const keys: string[] = [];
  for (const { type, arrival } of candidates) {
    for (let day = 0; day < nights; day += 1) keys.push(type.keyPrefix + formatNight(arrival + day));
  }
  const counts: (string | null)[] = [];
  for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
    counts.push(...(await redis.mget(keys.slice(from, from + KEYS_AT_ONCE))));
  }
  return candidates.map((_, index) => {
    let least = Number.MAX_SAFE_INTEGER;
    for (let day = 0; day < nights; day += 1) least = Math.min(least, Number(counts[index * nights + day] ?? 0));
    return least;
  });
}

function byPrice(one: Candidate, other: Candidate): number {
  const byHotel = one.hotel.hotelId - other.hotel.hotelId;
  return one.totalMinor - other.totalMinor || byHotel || one.type.roomTypeId - other.type.roomTypeId;
}

function rowOf({ hotel, type, arrival, totalMinor }: Candidate, rooms: number, nights: number): StayRow {
  const { hotelId, name, city, country, latitude, longitude, stars, rule } = hotel;
  return {
    hotel_id: hotelId,
    name,
    city,
    country,
    latitude,
    longitude,
    star_rating: stars,
    room_type_id: type.roomTypeId,
    room_type_name: type.name,
    rate_plan_id: rule?.ratePlanId ?? 0,
    available_rooms: rooms,
    total_minor: totalMinor,
    check_in: formatNight(arrival),
    check_out: formatNight(arrival + nights),
  };
}
