import { setTimeout as pause } from "node:timers/promises";
import { openDatabase } from "../../hotel/database/database.ts";
import type { Database } from "../../hotel/database/database.ts";
import { verifyEverything } from "../../hotel/reservations/verify.ts";
import { nightOf } from "../../hotel/vocabulary/night.ts";
import { tonight, type WorldPlan } from "../bench/world.ts";
import { makeTemplate } from "../bench/worlds.ts";
import { startEngine, type Serving } from "../servers/engine_process.ts";
import { OpenLoop, type AllSeen } from "./open_loop.ts";
import { takeSample, type Sample } from "./sample.ts";
import { judgeSoak, type SoakVerdict } from "./verdict.ts";

/** How long and how hard a soak is. */
export interface SoakPlan {
  readonly minutes: number;
  /** Rooms asked for each second. */
  readonly rate: number;
  readonly sampleSeconds: number;
  readonly say: (line: string) => void;
}

/** Everything a soak found. */
export interface SoakResult {
  readonly minutes: number;
  readonly rate: number;
  readonly world: WorldPlan;
  readonly samples: readonly Sample[];
  readonly seen: AllSeen;
  readonly verdict: SoakVerdict;
}

/** A reservation lives about so long before its guest cancels it: as long as a hold lives. */
const LIFE_SECONDS = 60;
/** So many hotels for each room asked for in a second: with stays of two nights on average, over half of all rooms are sold. */
const HOTELS_FOR_RATE = 1 / 15;
const WORLD = { typesPerHotel: 5, roomsPerType: 10, nights: 70 };
const FINDINGS_TOLD = 10;

/** Lets guests come to one API process for so long, and judges what that left in it and in the database. */
export async function soak(server: Database, plan: SoakPlan): Promise<SoakResult> {
  const hotels = Math.max(1, Math.round(plan.rate * HOTELS_FOR_RATE));
  const world: WorldPlan = { ...WORLD, hotels, firstNight: nightOf(await tonight(server.pool)) };
  // Not a copy: its statistics count the rows that are there.
  const url = await makeTemplate(server, "soak", world);
  const database = openDatabase({ url, poolSize: 2 });
  try {
    const { samples, seen } = await underLoad(database, url, world, plan);
    const findings = await verifyEverything(database);
    const told = findings.slice(0, FINDINGS_TOLD).map((finding) => JSON.stringify(finding));
    const verdict = judgeSoak(samples, seen, await countReservations(database), told);
    return { minutes: plan.minutes, rate: plan.rate, world, samples, seen, verdict };
  } finally {
    await database.close();
  }
}

async function underLoad(
  database: Database,
  url: string,
  world: WorldPlan,
  plan: SoakPlan,
): Promise<Pick<SoakResult, "samples" | "seen">> {
  // The shortest holds there are: many shall lapse.
  const serving = await startEngine(url, { HORIZON_DAYS: String(world.nights - 2), HOLD_MINUTES: "1" });
  const halt = new AbortController();
  const live = Math.round(plan.rate * LIFE_SECONDS);
  const guests = new OpenLoop({ port: serving.port, world, rate: plan.rate, live, seed: 1 });
  try {
    const watching = sampling(database, serving, guests, plan).finally(() => halt.abort());
    const [samples] = await Promise.all([watching, guests.run(halt.signal)]);
    return { samples, seen: guests.all() };
  } finally {
    await serving.stop();
  }
}

async function sampling(
  { pool }: Database,
  serving: Serving,
  guests: OpenLoop,
  { minutes, sampleSeconds, say }: SoakPlan,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  let before = 0;
  for (let next = sampleSeconds; next <= minutes * 60; next += sampleSeconds) {
    await pause(Math.max(0, (next - seconds()) * 1000));
    const at = seconds();
    const sample = await takeSample(pool, serving, at, guests.take(), at - before);
    before = at;
    say(`${Math.round(at)} s: ${Math.round(sample.answersPerSecond)} answers/s, ${Math.round(sample.apiMegabytes)} MB`);
    samples.push(sample);
  }
  return samples;
}

async function countReservations({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ reservations: number }>("SELECT count(*) AS reservations FROM reservation");
  return rows[0]?.reservations ?? Number.NaN;
}
