import type { Database, Queryable } from "../database/database.ts";
import { endOfLedger, followEvents } from "./follow.ts";
import type { EventFollower, EventHandler, FollowOptions } from "./follow.ts";

/** Where a subscription begins that the database does not know yet. */
export type SubscriptionStart = "now" | "beginning";

/** A durable reader of the ledger: what it handled is remembered in the database under its name. */
export interface Subscription {
  readonly name: string;
  readonly handler: EventHandler;
  readonly start: SubscriptionStart;
}

/**
 * Enters the subscription if it is new, so that it misses nothing from here on, and returns the position it has reached.
 */
export async function enterSubscription(tx: Queryable, subscription: Subscription): Promise<number> {
  await tx.query(ENTER, [subscription.name, subscription.start === "now"]);
  const { rows } = await tx.query<{ position: number }>(READ_POSITION, [subscription.name]);
  const [row] = rows;
  if (row === undefined) throw new Error(`the subscription ${subscription.name} was removed while it was entered`);
  return row.position;
}

/**
 * Delivers to the subscription from where it stands, until stopped: at least once. A batch is remembered after its handler is
 * done, so a crash between the two brings it again.
 */
export async function deliver(
  database: Database,
  subscription: Subscription,
  options: FollowOptions,
): Promise<EventFollower> {
  const position = await enterSubscription(database.pool, subscription);
  const { incarnation } = await endOfLedger(database.pool);
  let reached = position;
  return followEvents(
    database,
    { incarnation, position },
    async (events, cursor, signal) => {
      await subscription.handler(events, cursor, signal);
      await remember(database.pool, subscription.name, reached, cursor.position);
      reached = cursor.position;
    },
    options,
  );
}

/** Only forward from what this deliverer read: one that lost its turn must not put back the one that took over. */
async function remember(tx: Queryable, name: string, from: number, to: number): Promise<void> {
  const { rowCount } = await tx.query({ name: "remember_position", text: REMEMBER, values: [name, from, to] });
  if (rowCount !== 1) throw new Error(`the subscription ${name} is delivered by another process now`);
}

const ENTER = `
  INSERT INTO event_subscription (name, position)
  VALUES ($1, CASE WHEN $2 THEN coalesce((SELECT max(position) FROM event), 0) ELSE 0 END)
  ON CONFLICT (name) DO NOTHING`;

const READ_POSITION = "SELECT position FROM event_subscription WHERE name = $1";

const REMEMBER = "UPDATE event_subscription SET position = $3 WHERE name = $1 AND position = $2";
