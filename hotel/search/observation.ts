import type { Logger } from "pino";
import type { Metrics } from "../http/metrics.ts";
import type { FeedObserver } from "./index/search_feed.ts";

const PROGRESS_MS = 2_000;

/** Logs how far the index is read, counts how stale it is, and reports failures. */
export function observeSearch(metrics: Metrics, logger: Logger): FeedObserver {
  let told = performance.now();
  return {
    onProgress: (progress) => {
      const now = performance.now();
      if (now - told < PROGRESS_MS) return;
      told = now;
      logger.info(progress, "reading the search index");
    },
    onLoaded: ({ ms, ...loaded }) => {
      metrics.searchLoadTime.set(ms / 1_000);
      logger.info({ ...loaded, seconds: Math.round(ms / 100) / 10 }, "the search index is complete");
    },
    onVisible: (staleMs) => metrics.searchStaleness.observe(staleMs / 1_000),
    onError: (error) => logger.warn({ err: error }, "the search index could not be brought up to date; tries again"),
  };
}
