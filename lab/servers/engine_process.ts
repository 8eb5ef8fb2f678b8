import { setTimeout as pause } from "node:timers/promises";
import { startNode } from "./child.ts";
import type { Child } from "./child.ts";
import { freePort } from "./free_port.ts";

/** An API process under test. */
export interface Serving {
  /** Its port on 127.0.0.1. */
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

const READY_WAIT_MS = 60_000;
const LOOK_MS = 50;

const SETTINGS = {
  JWT_SECRET: "a lab has no secrets to keep, but a key of some length",
  DEMO: "off",
  RATE_LIMIT: "off",
  LOG_LEVEL: "warn",
};

/** As `npm start` has it. */
export const ENGINE_OPTIONS: readonly string[] = ["--max-semi-space-size=32", "--heap-growing-percent=50"];

/**
 * Starts the engine as a process of its own on a database, without rate limits and demo data, and resolves when it is
 * ready. `settings` are environment variables, `nodeOptions` such as `--cpu-prof`.
 */
export async function startEngine(
  databaseUrl: string,
  settings: Readonly<Record<string, string>>,
  nodeOptions: readonly string[] = [],
): Promise<Serving> {
  const port = await freePort();
  const env = { ...SETTINGS, DATABASE_URL: databaseUrl, PORT: String(port), ...settings };
  const child = startNode([...ENGINE_OPTIONS, ...nodeOptions, "hotel/main.ts"], env);
  // Read on, so that the program is never held up by a full pipe.
  child.process.stdout?.resume();
  await untilReady(child, port);
  return { port, pid: child.process.pid ?? 0, stop: () => child.stop() };
}

async function untilReady(child: Child, port: number): Promise<void> {
  const deadline = performance.now() + READY_WAIT_MS;
  while (performance.now() < deadline) {
    if (child.process.exitCode !== null) throw new Error("the engine ended while it started");
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok === true) return;
    await pause(LOOK_MS);
  }
  await child.stop();
  throw new Error(`the engine was not ready after ${READY_WAIT_MS / 1000} s`);
}
