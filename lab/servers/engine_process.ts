import { startNode } from "./child.ts";
import { freePort } from "./free_port.ts";
import { untilReady } from "./readiness.ts";

/** An API process under test. */
export interface Serving {
  /** Its port on 127.0.0.1. */
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

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
 * ready. `settings` are environment variables, `nodeOptions` such as `--cpu-prof`; it is waited for a minute unless told.
 */
export async function startEngine(
  databaseUrl: string,
  settings: Readonly<Record<string, string>>,
  nodeOptions: readonly string[] = [],
  readyWaitMs?: number,
): Promise<Serving> {
  const port = await freePort();
  const env = { ...SETTINGS, DATABASE_URL: databaseUrl, PORT: String(port), ...settings };
  const child = startNode([...ENGINE_OPTIONS, ...nodeOptions, "hotel/main.ts"], env);
  // Read on, so that the program is never held up by a full pipe.
  child.process.stdout?.resume();
  await untilReady(child.process, port, readyWaitMs).catch(async (error: unknown) => {
    await child.stop();
    throw error;
  });
  return { port, pid: child.process.pid ?? 0, stop: () => child.stop() };
}
