import { baselines } from "../strategies/strategies.ts";
import { startNode } from "./child.ts";
import type { Child } from "./child.ts";
import { freePort } from "./free_port.ts";
import { NIGHTS_ON_SALE } from "./worlds.ts";

/** An API process under test. */
export interface Serving {
  /** Its port on 127.0.0.1. */
  readonly port: number;
  stop(): Promise<void>;
}

/** Something that serves `POST /v1/reservations`. */
export interface Contender {
  readonly name: string;
  /** Starts it as a process of its own on a database; resolves when it answers. */
  start(databaseUrl: string): Promise<Serving>;
}

const ENGINE = "engine";
const READY_WAIT_MS = 60_000;
const LOOK_MS = 50;

/** The engine as it is shipped, without rate limits, demo data and request logs; `nodeOptions` such as `--cpu-prof`. */
export function engine(nodeOptions: readonly string[] = []): Contender {
  return {
    name: ENGINE,
    start: async (databaseUrl) => {
      const port = await freePort();
      const child = startNode([...nodeOptions, "hotel/main.ts"], engineSettings(databaseUrl, port));
      drain(child);
      await untilReady(child, port);
      return { port, stop: () => child.stop() };
    },
  };
}

/** A baseline on a pool of so many connections. */
export function baseline(name: string, poolSize: number): Contender {
  return {
    name,
    start: async (databaseUrl) => {
      const child = startNode(["lab/strategies/main.ts", name, String(poolSize)], { DATABASE_URL: databaseUrl });
      const port = Number(await child.nextLine());
      if (!(port > 0)) throw new Error(`the baseline ${name} did not start`);
      return { port, stop: () => child.stop() };
    },
  };
}

/** Whether a contender of this name is one of the baselines. */
export function isBaseline(name: string): boolean {
  return baselines.some((each) => each.name === name);
}

function engineSettings(databaseUrl: string, port: number): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    JWT_SECRET: "a bench has no secrets to keep, but a key of some length",
    DEMO: "off",
    RATE_LIMIT: "off",
    LOG_LEVEL: "warn",
    HORIZON_DAYS: String(NIGHTS_ON_SALE - 2),
  };
}

/** Reads on, so that the program is never held up by a full pipe. */
function drain(child: Child): void {
  child.process.stdout?.resume();
}

async function untilReady(child: Child, port: number): Promise<void> {
  const deadline = performance.now() + READY_WAIT_MS;
  while (performance.now() < deadline) {
    if (child.process.exitCode !== null) throw new Error("the engine ended while it started");
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  await child.stop();
  throw new Error(`the engine was not ready after ${READY_WAIT_MS / 1000} s`);
}
