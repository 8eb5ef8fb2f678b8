import { Counter, Gauge } from "@prometheus-io/client";
import type { Logger } from "pino";
import type { Metrics } from "../../http/metrics.ts";
import type { CacheObserver } from "./cached_search.ts";

/** Counts what the cache does, and logs each outage once. The metrics exist only on a node that has a cache. */
export function observeAvailabilityCache(metrics: Metrics, logger: Logger): CacheObserver {
  const nights = new Counter({
    name: "lastroom_availability_cache_total",
    help: "Nights that were looked up in the availability cache, by what came of it.",
    labelNames: ["result"] as const,
    registers: [metrics.registry],
  });
  const up = new Gauge({
    name: "lastroom_availability_cache_up",
    help: "1 while the availability cache answers, else 0.",
    registers: [metrics.registry],
  });
  const count = (result: string, number: number): void => {
    if (number > 0) nights.inc({ result }, number);
  };
  return {
    looked: (hits, misses) => {
      count("hit", hits);
      count("miss", misses);
    },
    unanswered: (number) => count("error", number),
    refusedOlder: (number) => count("refused_older", number),
    up: (outageMs) => {
      up.set(1);
      logger.info({ outage_ms: Math.round(outageMs) }, "the availability cache answers");
    },
    down: (cause) => {
      up.set(0);
      logger.warn({ err: cause }, "the availability cache does not answer: searches read the database");
    },
  };
}
