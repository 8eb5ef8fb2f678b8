import type { Database } from "../../../hotel/database/database.ts";
import { endOfLedger } from "../../../hotel/events/follow.ts";
import { readEvents, readNotices, type LedgerReading } from "../../../hotel/events/ledger_reading.ts";
import { moveEvents } from "../../../hotel/events/move.ts";
import { appendEvents } from "../../../hotel/events/outbox.ts";
import { sampleEvent } from "../../../hotel/testing/sample_events.ts";
import type { Way } from "./by_turns.ts";

const EVENTS = 100;

/** Ways to read events of the ledger: this process's time and PostgreSQL's together. */
export async function ledgerWays({ pool }: Database): Promise<Way[]> {
  const start = await endOfLedger(pool);
  await appendEvents(
    pool,
    Array.from({ length: EVENTS }, (_, number) => sampleEvent(1, number + 1)),
  );
  await moveEvents(pool, { after: 0, limit: EVENTS });
  const way = (name: string, read: LedgerReading<unknown>): Way => ({
    name,
    run: async () => (await read(pool, start, EVENTS))?.length ?? 0,
  });
  return [
    way("what names the change, as one value (search)", readNotices),
    way("whole events, in rows (subscriptions)", readEvents),
  ];
}

const CHECKED = 20_000;

const CHECKS: readonly (readonly [name: string, condition: string])[] = [
  ["length(channel) <= 40 AND channel !~ '[^a-z0-9_-]' (the engine)", "length(c) <= 40 AND c !~ '[^a-z0-9_-]'"],
  ["channel ~ '^[a-z0-9_-]{0,40}$'", "c ~ '^[a-z0-9_-]{0,40}$'"],
  ["no check", "c IS NOT NULL"],
];

/** Ways to check the channel of a reservation, with what it costs to have a row at all. */
export function channelChecks({ pool }: Database): Way[] {
  return CHECKS.map(([name, condition]) => ({
    name,
    run: async () => {
      await pool.query(
        `SELECT count(*) FROM (SELECT 'web' || left(g::text, 0) AS c FROM generate_series(1, ${CHECKED}) AS g OFFSET 0) AS row WHERE ${condition}`,
      );
      return CHECKED;
    },
  }));
}
