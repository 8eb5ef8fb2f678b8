import { openDatabase } from "../../hotel/database/database.ts";
import pg from "pg";
import { databaseFunction, callOf } from "../strategies/database_function.ts";
import { draftOf, readWorld } from "../strategies/drafts.ts";
import type { World } from "../strategies/drafts.ts";
import type { Draft } from "../strategies/strategy.ts";
import { bookingsOf } from "../load/bookings.ts";
import type { Scenario } from "../load/bookings.ts";
import { Histogram } from "../load/histogram.ts";
import { formatNight } from "../../hotel/vocabulary/night.ts";

/** A measurement of the function of baseline 3 without HTTP. */
export interface RawPlan {
  readonly clients: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly scenario: Scenario;
  readonly seed: number;
}

/** What it saw after the warm-up; latencies in milliseconds. */
export interface RawReport {
  readonly bookingsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Every booking the function answered with, warm-up included. */
  readonly booked: number;
}

interface Tally {
  readonly latencies: Histogram;
  booked: number;
}

/**
 * Prepared calls of the function in a closed loop, one connection for each client: what the database gives when nothing
 * but the statement stands between. `DATABASE_URL=... node lab/bench/raw_calls.ts PLAN` prints a {@link RawReport}.
 */
async function measure(url: string, plan: RawPlan): Promise<RawReport> {
  const database = openDatabase({ url, poolSize: 1, byIndexOnly: true });
  await database.pool.query(databaseFunction.install ?? "");
  const world = await readWorld(database.pool);
  const from = performance.now() + plan.warmUpSeconds * 1000;
  const until = from + plan.seconds * 1000;
  const tally: Tally = { latencies: new Histogram(), booked: 0 };
  const nextDraft = draftsOf(world, plan);
  const clients = Array.from({ length: plan.clients }, () =>
    client(database.connection, nextDraft, from, until, tally),
  );
  await Promise.all(clients);
  await database.close();
  const { latencies, booked } = tally;
  const [p50, p99] = [latencies.quantile(0.5) / 1000, latencies.quantile(0.99) / 1000];
  return { bookingsPerSecond: latencies.count / plan.seconds, p50, p99, booked };
}

async function client(
  connection: pg.ClientConfig,
  nextDraft: () => Draft,
  from: number,
  until: number,
  tally: Tally,
): Promise<void> {
  const own = new pg.Client(connection);
  await own.connect();
  for (let sentAt = performance.now(); sentAt < until; sentAt = performance.now()) {
    const { rows } = await own.query<{ outcome: string }>(callOf(nextDraft()));
    const now = performance.now();
    if (rows[0]?.outcome !== "booked") continue;
    tally.booked += 1;
    if (now >= from && now < until) tally.latencies.record((now - sentAt) * 1000);
  }
  await own.end();
}

function draftsOf(world: World, plan: RawPlan): () => Draft {
  const next = bookingsOf(plan.scenario, plan.seed, "raw");
  const fingerprint = Buffer.alloc(32, 7);
  return () => {
    const booking = next();
    const body = {
      hotel_id: booking.hotelId,
      room_type_id: booking.roomTypeId,
      start_date: formatNight(booking.arrival),
      end_date: formatNight(booking.departure),
    };
    const draft = draftOf(world, body, { key: booking.key, fingerprint }, booking.key);
    if (!draft.accepted) throw new Error(draft.refusal.message);
    return draft.value;
  };
}

if (import.meta.main) {
  const plan = JSON.parse(process.argv[2] ?? "") as RawPlan;
  process.stdout.write(`${JSON.stringify(await measure(process.env["DATABASE_URL"] ?? "", plan))}\n`);
}
