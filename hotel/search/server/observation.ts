import type { Logger } from "pino";
import type { Metrics } from "../../http/metrics.ts";
import type { FallbackObserver } from "./fallback_directory.ts";
import type { FeedObserver } from "./server_feed.ts";

/** What is counted of a search server. */
export type SearchServerMetrics = Pick<Metrics, "searchFallbacks" | "searchServerUp" | "beforeScrape">;

/** Counts what the search server does not answer, and logs each outage once. */
export class SearchServerWatch {
  readonly #metrics: SearchServerMetrics;
  readonly #logger: Logger;
  readonly #address: string;
  readonly #isUp: () => boolean;
  /** Undefined until it is known. */
  #wasUp: boolean | undefined;
  #since = performance.now();

  /** @param isUp whether queries go to the server now */
  constructor(metrics: SearchServerMetrics, logger: Logger, address: string, isUp: () => boolean) {
    this.#metrics = metrics;
    this.#logger = logger;
    this.#address = address;
    this.#isUp = isUp;
    metrics.beforeScrape.push(() => this.#look());
  }

  readonly feed: FeedObserver = {
    onChange: () => this.#look(),
    onBuilt: ({ index, hotels, ms }) =>
      this.#logger.info({ index, hotels, seconds: Math.round(ms / 100) / 10 }, "filled an index of the search server"),
    onRemoved: (indices) => this.#logger.info({ indices }, "removed older indices of the search server"),
    onError: (error) => {
      this.#logger.debug({ err: error }, "the search server could not be brought up to date; tries again");
      this.#look(error);
    },
  };

  readonly queries: FallbackObserver = {
    onFallback: (reason, error) => {
      this.#metrics.searchFallbacks.inc({ reason });
      if (error !== undefined) this.#look(error);
    },
    onAnswer: () => this.#look(),
  };

  #look(error?: unknown): void {
    const isUp = this.#isUp();
    this.#metrics.searchServerUp.set(isUp ? 1 : 0);
    if (isUp === this.#wasUp || (this.#wasUp === undefined && !isUp && error === undefined)) return;
    const seconds = Math.round((performance.now() - this.#since) / 1_000);
    const server = this.#address;
    if (isUp) this.#logger.info({ server, seconds }, "searches ask the search server");
    else
      this.#logger.warn({ server, err: error }, "searches are answered in this process: the search server is not used");
    this.#wasUp = isUp;
    this.#since = performance.now();
  }
}
