import { openDatabase } from "../../hotel/database/database.ts";
import pg from "pg";
import { databaseFunction, callOf } from "../strategies/database_function.ts";
import { draftOf, readWorld } from "../strategies/drafts.ts";
import type { World } from "../strategies/drafts.ts";
import type { Draft } from "../strategies/strategy.ts";
import { bookingsOf } from "../load/bookings.ts";
import type { LoadReport } from "../load/closed_loop.ts";
import type { LoadPlan } from "../load/main.ts";
import { RawTally } from "./raw_tally.ts";
import { formatNight } from "../../hotel/vocabulary/night.ts";

/** A load on the function of the third baseline without HTTP; `connections` to the database, a client for each. */
export type RawPlan = Omit<LoadPlan, "ports">;

/**
 * Prepared calls of the function in a closed loop, one connection for each client: what the database gives when nothing
 * but the statement stands between. `DATABASE_URL=... node lab/bench/raw_calls.ts PLAN` prints a {@link LoadReport} that
 * says 201 where the function booked and 409 where it refused.
 */
async function measure(url: string, plan: RawPlan): Promise<LoadReport> {
  const database = openDatabase({ url, poolSize: 1, byIndexOnly: true });
  await database.pool.query(databaseFunction.install ?? "");
  const world = await readWorld(database.pool);
  const tally = new RawTally(plan);
  const nextDraft = draftsOf(world, plan);
  const clients = Array.from({ length: plan.connections }, () => client(database.connection, nextDraft, tally));
  await Promise.all(clients);
  await database.close();
  return tally.report();
}

async function client(connection: pg.ClientConfig, nextDraft: () => Draft, tally: RawTally): Promise<void> {
  const own = new pg.Client(connection);
  await own.connect();
  while (tally.mayContinue()) {
    const sentAt = performance.now();
    const { rows } = await own.query<{ outcome: string }>(callOf(nextDraft()));
    tally.count(rows[0]?.outcome ?? "no answer", sentAt);
  }
  await own.end();
}

function draftsOf(world: World, plan: RawPlan): () => Draft {
  const next = bookingsOf(plan.scenario, plan.seed, plan.keyPrefix);
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
