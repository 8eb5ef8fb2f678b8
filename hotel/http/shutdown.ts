import type { Server } from "node:http";
import type { Logger } from "pino";

/** Something to be ended, by its name in the log. */
export interface Stop {
  readonly name: string;
  readonly stop: () => Promise<unknown>;
}

/** What {@link createShutdown} ends, in this order. */
export interface ShutdownParts {
  /** Set first: `/health/ready` answers 503 from then on. */
  readonly draining: { active: boolean };
  /** Stops accepting and waits for requests in flight: fastify's `close`. */
  readonly close: () => Promise<unknown>;
  readonly server: Pick<Server, "closeAllConnections">;
  /** How long requests in flight may take, in milliseconds; then their connections are cut. */
  readonly graceMs: number;
  /** Lanes, dispatcher, periodic runner, database, embedded server: one after the other. */
  readonly stops: readonly Stop[];
  readonly logger: Pick<Logger, "info" | "error">;
}

/** What all parts after the HTTP server may take together, in milliseconds: with 5 seconds of grace, all is over in 10. */
const STOPS_LIMIT_MS = 4_500;
/** A part that hangs leaves at least so much for each that follows. */
const LEAST_LIMIT_MS = 500;

/**
 * A function that ends everything once and tells whether all of it ended in order; further calls get the same promise. It never
 * rejects: what fails is logged, and the rest goes on.
 */
export function createShutdown(parts: ShutdownParts): () => Promise<boolean> {
  let ended: Promise<boolean> | undefined;
  return () => {
    ended ??= endAll(parts);
    return ended;
  };
}

/**
 * Ends the process on SIGTERM and SIGINT, with 0 when everything ended in order and 1 when not; a second signal ends it at once
 * with 1. Returns a function that forgets the signals again.
 */
export function shutDownOnSignals(shutdown: () => Promise<boolean>, exit: (code: number) => void): () => void {
  let signals = 0;
  const onSignal = (): void => {
    signals += 1;
    if (signals > 1) return exit(1);
    void shutdown().then((inOrder) => exit(inOrder ? 0 : 1));
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
  return () => {
    process.off("SIGTERM", onSignal);
    process.off("SIGINT", onSignal);
  };
}

async function endAll(parts: ShutdownParts): Promise<boolean> {
  const { draining, logger, stops } = parts;
  draining.active = true;
  logger.info("stops: finishes the requests in flight");
  let inOrder = await closeServer(parts);
  const deadline = performance.now() + STOPS_LIMIT_MS;
  for (const [index, stop] of stops.entries()) {
    const forLaterOnes = LEAST_LIMIT_MS * (stops.length - 1 - index);
    const limitMs = Math.max(LEAST_LIMIT_MS, deadline - performance.now() - forLaterOnes);
    inOrder = (await endOne(stop, limitMs, logger)) && inOrder;
  }
  logger.info("stopped");
  return inOrder;
}

/** Requests that take longer than the grace are cut: their effect is committed or not, and a repeat with their key tells. */
async function closeServer({ close, server, graceMs, logger }: ShutdownParts): Promise<boolean> {
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  try {
    return await endOne({ name: "http", stop: close }, graceMs + LEAST_LIMIT_MS, logger);
  } finally {
    clearTimeout(cut);
  }
}

async function endOne({ name, stop }: Stop, limitMs: number, logger: ShutdownParts["logger"]): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} did not stop in time`)), limitMs);
  });
  try {
    await Promise.race([stop(), limit]);
    return true;
  } catch (error) {
    logger.error({ err: error, part: name }, "a part did not stop in order");
    return false;
  } finally {
    clearTimeout(timer);
  }
}
