import { Bell } from "../../events/bell.ts";
import { atMost, backoff } from "../../events/pause.ts";

/** What is asked of Redis or Valkey. */
export interface RedisClient {
  mGet(keys: string[]): Promise<(string | null)[]>;
  eval(script: string, parts: { keys: string[]; arguments: string[] }): Promise<unknown>;
  sendCommand<Answer>(words: string[]): Promise<Answer>;
}

interface OpenClient extends RedisClient {
  readonly isOpen: boolean;
  destroy(): void;
}

/** Told of the connection; each at most once an outage. */
export interface LinkObserver {
  /** It works: at first, or again after so many milliseconds. */
  up(outageMs: number): void;
  /** It does not, and searches go on without it. */
  down(cause: unknown): void;
}

/** How patient to be; the usual values unless told. */
export interface LinkOptions {
  /** `redis://` or `rediss://`, with user, password and number of the database. */
  readonly url: string;
  readonly observer: LinkObserver;
  /** How long one call may take, in milliseconds; 50 unless told. */
  readonly callMs?: number;
}

const CALL_MS = 50;
const CONNECT_MS = 1_000;
/** So many failures without a success between them, and the connection is given up: what it owes would pile up. */
const FAILURES_IN_A_ROW = 5;
/** Calls that may wait for an answer at once; more get none. */
const MOST_IN_FLIGHT = 256;
const FIRST_RETRY_MS = 100;
const RETRY_CAP_MS = 5_000;
const STOP_WAIT_MS = 2_000;

/**
 * One connection to a Redis that may be slow, gone or new at any time. A call is answered within its time or not at all, and
 * not asked while there is no connection: nothing queues. Tries to connect again after 0.1 s, at last every 5 s, for ever.
 */
export class RedisLink {
  readonly #options: LinkOptions;
  readonly #callMs: number;
  readonly #wake = new Bell();
  #ended: Promise<void> | undefined;
  #client: RedisClient | undefined;
  #broken: ((cause: unknown) => void) | undefined;
  #closed = false;
  #inFlight = 0;
  #failures = 0;
  #wasUseful = false;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#callMs = options.callMs ?? CALL_MS;
  }

  /** Begins to connect, and goes on until {@link close}. */
  open(): void {
    this.#ended ??= this.#run();
  }

  /** Whether there is a connection that works as far as is known. */
  get isUp(): boolean {
    return this.#client !== undefined;
  }

  /** Asks, and answers undefined when Redis does not, in time, without an error, or at all. Never rejects. */
  async call<Answer>(ask: (client: RedisClient) => Promise<Answer>): Promise<Answer | undefined> {
    const client = this.#client;
    if (client === undefined || this.#inFlight >= MOST_IN_FLIGHT) return undefined;
    this.#inFlight += 1;
    try {
      const answer = await within(this.#callMs, ask(client));
      if (client === this.#client) this.#succeeded();
      return answer;
    } catch (error) {
      if (client === this.#client) this.#failed(error);
      return undefined;
    } finally {
      this.#inFlight -= 1;
    }
  }

  /** Ends the connection and every attempt at one. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#broken?.(undefined);
    this.#wake.ring();
    await atMost(STOP_WAIT_MS, this.#ended ?? Promise.resolve());
  }

  #succeeded(): void {
    this.#failures = 0;
    this.#wasUseful = true;
  }

  #failed(error: unknown): void {
    this.#failures += 1;
    if (this.#failures >= FAILURES_IN_A_ROW) this.#broken?.(error);
  }

  async #run(): Promise<void> {
    let attempts = 0;
    let downSince: number | undefined;
    while (!this.#closed) {
      const cause = await this.#useOneConnection(() => {
        this.#options.observer.up(downSince === undefined ? 0 : performance.now() - downSince);
        downSince = undefined;
      });
      if (this.#closed) return;
      attempts = this.#wasUseful ? 1 : attempts + 1;
      this.#wasUseful = false;
      if (downSince === undefined) {
        downSince = performance.now();
        this.#options.observer.down(cause);
      }
      await this.#wake.wait(backoff(attempts, FIRST_RETRY_MS, RETRY_CAP_MS));
    }
  }

  /** Connects, and returns why the connection is no more. */
  async #useOneConnection(onUp: () => void): Promise<unknown> {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    this.#broken = resolve;
    let client: OpenClient | undefined;
    try {
      client = await openClient(this.#options.url, resolve);
      await Promise.race([probe(client), promise.then(rethrow)]);
      if (this.#closed) return undefined;
      this.#failures = 0;
      this.#client = client;
      onUp();
      return await promise;
    } catch (error) {
      return error;
    } finally {
      this.#client = undefined;
      this.#broken = undefined;
      if (client?.isOpen === true) client.destroy();
    }
  }
}

async function openClient(url: string, onBroken: (cause: unknown) => void): Promise<OpenClient> {
  // Only here: a process without the setting never loads it.
  const { createClient } = await import("@redis/client");
  const client = createClient({
    url,
    RESP: 2,
    // This class connects again itself: so nothing waits in a queue for a connection, and a call knows at once.
    disableOfflineQueue: true,
    commandsQueueMaxLength: 2 * MOST_IN_FLIGHT,
    socket: { reconnectStrategy: false, connectTimeout: CONNECT_MS },
  });
  client.on("error", onBroken);
  client.on("end", () => onBroken(new Error("the connection was closed")));
  await within(2 * CONNECT_MS, client.connect()).catch((error: unknown) => {
    if (client.isOpen) client.destroy();
    throw error;
  });
  return client;
}

/** A server that answers but cannot be written to, a replica or one that is full, is of no use either. */
async function probe(client: RedisClient): Promise<void> {
  await within(CONNECT_MS, client.sendCommand(["SET", "availability:probe", "1", "PX", "1000"]));
}

/** The answer, unless it takes longer; then nobody waits for it any more, and what comes of it is ignored. */
function within<Answer>(milliseconds: number, answer: Promise<Answer>): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const timer = setTimeout(() => reject(new Error(`Redis did not answer within ${milliseconds} ms`)), milliseconds);
  void answer.then(resolve, reject).finally(() => clearTimeout(timer));
  return promise;
}

function rethrow(cause: unknown): never {
  throw cause instanceof Error ? cause : new Error(String(cause));
}
