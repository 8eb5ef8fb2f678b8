import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { signal } from "../../../hotel/database/embedded/postmaster.ts";
import { endWithUs } from "../../servers/child.ts";
import { ENGINE_OPTIONS } from "../../servers/engine_process.ts";
import { freePort } from "../../servers/free_port.ts";
import { untilReady } from "../../servers/readiness.ts";
import { openProxy, type Proxy } from "./proxy.ts";

const MAIN = "hotel/main.ts";
const END_WAIT_MS = 12_000;
const MOST_ATTEMPTS = 5;
const ATTEMPT_PAUSE_MS = 1_000;
/** Of what a node has said last so much is kept, in characters. */
const KEPT_OUTPUT = 4_000;

/** The secret that signs the manage tokens of a run. */
export const JWT_SECRET = "chaos has no secrets to keep, but a key of some length";

const TIMES = { HOLD_MINUTES: "1", QUOTE_MINUTES: "1" };
const SETTINGS = { JWT_SECRET, DEMO: "off", RATE_LIMIT: "off", LOG_LEVEL: "error", ...TIMES };

/** One API process that may be killed and started again, with a wire before it and one between it and the database. */
export class ApiNode {
  readonly name: string;
  /** Between the clients and the process. */
  readonly front: Proxy;
  /** Between the process and PostgreSQL. */
  readonly back: Proxy;
  readonly #databaseUrl: string;
  #child: ChildProcess | undefined;
  #output = "";

  constructor(name: string, front: Proxy, back: Proxy, databaseUrl: string) {
    this.name = name;
    this.front = front;
    this.back = back;
    this.#databaseUrl = databaseUrl;
  }

  /** What it has written last. */
  get output(): string {
    return this.#output;
  }

  /** Whether the process runs, stopped or not. */
  get runs(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /**
   * Starts the process, in place of one that runs, and resolves when it is ready. Tries again, as whoever looks after it would, when
   * it ends or is not ready after a minute; throws after five attempts.
   */
  async start(nodeOptions: readonly string[] = []): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      await this.end("SIGTERM");
      try {
        return await this.#startOnce(nodeOptions);
      } catch (error) {
        if (attempt >= MOST_ATTEMPTS) throw error;
        await pause(ATTEMPT_PAUSE_MS);
      }
    }
  }

  /** Sends the signal; false when it did not run. */
  signal(name: NodeJS.Signals): boolean {
    if (!this.runs || this.#child?.pid === undefined) return false;
    signal(this.#child.pid, name);
    return true;
  }

  /** Ends the process by a signal and resolves when it is gone: killed after 12 seconds. */
  async end(name: "SIGTERM" | "SIGKILL"): Promise<void> {
    const child = this.#child;
    if (child === undefined || !this.runs) return;
    const gone = once(child, "exit");
    child.kill(name);
    const timer = setTimeout(() => child.kill("SIGKILL"), END_WAIT_MS);
    await gone;
    clearTimeout(timer);
  }

  async #startOnce(nodeOptions: readonly string[]): Promise<void> {
    const port = await freePort();
    const env = { PATH: process.env["PATH"], ...SETTINGS, DATABASE_URL: this.#databaseUrl, PORT: String(port) };
    const child = spawn(process.execPath, [...ENGINE_OPTIONS, ...nodeOptions, MAIN], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => this.#listen(chunk));
    this.#child = child;
    endWithUs(child);
    this.front.target = port;
    await untilReady(child, port).catch((error: unknown) => {
      child.kill("SIGKILL");
      throw new Error(`a node did not start: ${this.#output}`, { cause: error });
    });
  }

  #listen(chunk: Buffer): void {
    this.#output = (this.#output + chunk.toString("utf8")).slice(-KEPT_OUTPUT);
  }
}

/** Makes the wires of a node and starts it on the database that listens on a port of this machine. */
export async function startNode(
  name: string,
  databaseUrl: (port: number) => string,
  databasePort: number,
): Promise<ApiNode> {
  const front = await openProxy(isHttpWrite);
  const back = await openProxy(isCommit);
  back.target = databasePort;
  const node = new ApiNode(name, front, back, databaseUrl(back.port));
  await node.start();
  return node;
}

const WRITES = ["POST ", "DELETE ", "PATCH "].map((word) => Buffer.from(word));
// Admission binds its prepared COMMIT; other transactions send it as a simple query.
const COMMITS = [Buffer.from("packet.commit\0"), Buffer.from("Q\0\0\0\x0bCOMMIT\0")];

function isHttpWrite(chunk: Buffer): boolean {
  return WRITES.some((word) => chunk.subarray(0, word.length).equals(word));
}

function isCommit(chunk: Buffer): boolean {
  return COMMITS.some((text) => chunk.includes(text));
}
