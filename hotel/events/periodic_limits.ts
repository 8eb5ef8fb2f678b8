import type pg from "pg";

/** Within the half minute after which the server ends a silent session. */
const HEARTBEAT_MS = 10_000;
const ABORT_GRACE_MS = 3_000;

/**
 * What ends a run from outside: the program stops, it takes too long, or the connection that holds its lock is lost, so that
 * another node may begin. Keeps that connection alive meanwhile.
 */
export class RunLimits {
  readonly #abort = new AbortController();
  readonly #overrun = Promise.withResolvers<unknown>();
  readonly #client: pg.Client;
  readonly #stop: AbortSignal;
  readonly #timeout: NodeJS.Timeout;
  readonly #heartbeat: NodeJS.Timeout;
  #grace: NodeJS.Timeout | undefined;

  constructor(client: pg.Client, timeoutMs: number, stop: AbortSignal) {
    this.#client = client;
    this.#stop = stop;
    this.#timeout = setTimeout(() => this.#end(new Error(`ran longer than ${timeoutMs} ms`)), timeoutMs);
    this.#heartbeat = setInterval(() => void client.query("SELECT 1").catch(this.#lose), HEARTBEAT_MS);
    client.once("end", this.#lose);
    stop.addEventListener("abort", this.#stopped);
    if (stop.aborted) this.#stopped();
  }

  /** Aborts when the run shall end; its reason says why. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Resolves with that reason some seconds after the abort: a task that goes on regardless is given up. */
  get overrun(): Promise<unknown> {
    return this.#overrun.promise;
  }

  /** Ends the watch. */
  release(): void {
    clearTimeout(this.#timeout);
    clearTimeout(this.#grace);
    clearInterval(this.#heartbeat);
    this.#client.off("end", this.#lose);
    this.#stop.removeEventListener("abort", this.#stopped);
  }

  readonly #lose = (): void => this.#end(new Error("the connection that holds the task's lock was lost"));

  readonly #stopped = (): void => this.#end(this.#stop.reason);

  #end(reason: unknown): void {
    if (this.#abort.signal.aborted) return;
    this.#abort.abort(reason);
    this.#grace = setTimeout(() => this.#overrun.resolve(reason), ABORT_GRACE_MS);
  }
}
