import type { Database } from "../database/database.ts";
import type { EventFollower } from "./follow.ts";
import { backoff, pauseUnless } from "./pause.ts";
import { deliver } from "./subscription.ts";
import type { Subscription } from "./subscription.ts";

const FIRST_RETRY_MS = 100;
const RETRY_CAP_MS = 5_000;

/**
 * The deliveries of one turn of a dispatcher. Each stands on its own: a slow or failing subscriber holds up neither the move
 * nor the others.
 */
export class Deliveries {
  readonly #database: Database;
  readonly #onError: (error: unknown) => void;
  readonly #deliveries = new Map<string, Promise<EventFollower | undefined>>();
  readonly #followers = new Set<EventFollower>();
  readonly #halt = new AbortController();

  constructor(database: Database, onError: (error: unknown) => void) {
    this.#database = database;
    this.#onError = onError;
  }

  /** Starts the deliveries that are not running yet. */
  start(subscriptions: readonly Subscription[]): void {
    for (const subscription of subscriptions) {
      if (this.#deliveries.has(subscription.name)) continue;
      this.#deliveries.set(subscription.name, this.#begin(subscription));
    }
  }

  /** There is something new. */
  nudge(): void {
    for (const follower of this.#followers) follower.nudge();
  }

  /** Stops all of them; waits for the batches in hand, at most 5 seconds. */
  async stop(): Promise<void> {
    this.#halt.abort();
    const followers = await Promise.all(this.#deliveries.values());
    await Promise.all(followers.filter((follower) => follower !== undefined).map((follower) => follower.stop()));
  }

  async #begin(subscription: Subscription): Promise<EventFollower | undefined> {
    let failures = 0;
    while (!this.#halt.signal.aborted) {
      try {
        const follower = await deliver(this.#database, subscription, { onError: this.#onError });
        this.#followers.add(follower);
        return follower;
      } catch (error) {
        failures += 1;
        this.#onError(error);
        await pauseUnless(this.#halt.signal, backoff(failures, FIRST_RETRY_MS, RETRY_CAP_MS));
      }
    }
    return undefined;
  }
}
