import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "@prometheus-io/client";

/** What the program counts and measures; times in seconds. The business modules import this type only. */
export interface Metrics {
  readonly registry: Registry;
  /** Called before the metrics are read, for gauges that are looked up rather than counted. They must not throw, nor wait for long. */
  readonly beforeScrape: (() => void | Promise<void>)[];
  /** Requests that reached admission, by kind: `reserve`, `change`, `cancel`, `block`, ... */
  readonly attempts: Counter<"kind">;
  /** Requests that admission refused, by refusal code. */
  readonly conflicts: Counter<"reason">;
  /** Requests of those that were answered without a transaction: a look showed their nights to be sold out. */
  readonly refusedBySight: Counter;
  /** Requests waiting in the lanes now. */
  readonly queueLength: Gauge;
  /** How long a request waited in its lane before its batch began. */
  readonly queueWait: Histogram;
  /** Requests decided in one transaction. */
  readonly batchSize: Histogram;
  /** How long COMMIT of a batch took. */
  readonly commitTime: Histogram;
  /** Batches that failed and were decided again, by whose fault: `locked`, `in_doubt`, `world`, `poisoned`. */
  readonly batchFailures: Counter<"kind">;
  /** Holds whose nights were freed because they had run out. */
  readonly holdsExpired: Counter;
  /** Nights from today on that are sold beyond their limit, by an audited path. */
  readonly forcedNights: Gauge;
  /** Counters that differ from the rows they are made of, as the last check found; anything but 0 is a defect. */
  readonly integrityViolations: Gauge;
  /** Age of the oldest event that the dispatcher has not moved on. */
  readonly dispatcherLag: Gauge;
  /** From the decision of a change until this process's search finds it. */
  readonly searchStaleness: Histogram;
  /** Memory of the search index. */
  readonly searchIndexBytes: Gauge;
  /** Room types in the search index; 0 while it is not complete. */
  readonly searchIndexTypes: Gauge;
  /** How long the search index took to read. */
  readonly searchLoadTime: Gauge;
  /** Queries for hotels that the search server did not answer, by reason; the directory in the process did. */
  readonly searchFallbacks: Counter<"reason">;
  /** 1 while searches ask the search server, else 0; always 0 without one. */
  readonly searchServerUp: Gauge;
  /** How long requests took, by route pattern. */
  readonly requestTime: Histogram<"method" | "route" | "status">;
}

const QUICK = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/** A registry of its own, so that several servers in one process (tests) do not count into each other. */
export function createMetrics(options: { readonly processMetrics?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (options.processMetrics === true) collectDefaultMetrics({ register: registry });
  return {
    registry,
    beforeScrape: [],
    ...admissionMetrics([registry]),
    ...operationMetrics([registry]),
    ...searchMetrics([registry]),
  };
}

type AdmissionMetrics = Pick<
  Metrics,
  | "attempts"
  | "conflicts"
  | "refusedBySight"
  | "queueLength"
  | "queueWait"
  | "batchSize"
  | "commitTime"
  | "batchFailures"
  | "holdsExpired"
>;

function admissionMetrics(registers: Registry[]): AdmissionMetrics {
  return {
    attempts: new Counter({
      name: "lastroom_admission_attempts_total",
      help: "Requests that reached admission.",
      labelNames: ["kind"] as const,
      registers,
    }),
    conflicts: new Counter({
      name: "lastroom_admission_conflicts_total",
      help: "Requests that admission refused, by refusal code.",
      labelNames: ["reason"] as const,
      registers,
    }),
    refusedBySight: new Counter({
      name: "lastroom_admission_refused_by_sight_total",
      help: "Requests that were answered without a transaction because their nights were sold out.",
      registers,
    }),
    queueLength: new Gauge({
      name: "lastroom_admission_queue_length",
      help: "Requests waiting in the lanes.",
      registers,
    }),
    queueWait: new Histogram({
      name: "lastroom_admission_queue_wait_seconds",
      help: "Waiting time in the lane before the batch began.",
      buckets: QUICK,
      registers,
    }),
    batchSize: new Histogram({
      name: "lastroom_admission_batch_size",
      help: "Requests decided in one transaction.",
      buckets: SIZES,
      registers,
    }),
    commitTime: new Histogram({
      name: "lastroom_admission_commit_seconds",
      help: "Duration of COMMIT of a batch.",
      buckets: QUICK,
      registers,
    }),
    batchFailures: new Counter({
      name: "lastroom_admission_batch_failures_total",
      help: "Batches that failed and were decided again, by whose fault.",
      labelNames: ["kind"] as const,
      registers,
    }),
    holdsExpired: new Counter({
      name: "lastroom_holds_expired_total",
      help: "Holds whose nights were freed because they had run out.",
      registers,
    }),
  };
}

type SearchMetrics = Pick<Metrics, "searchStaleness" | "searchIndexBytes" | "searchIndexTypes" | "searchLoadTime">;

function searchMetrics(registers: Registry[]): SearchMetrics {
  return {
    searchStaleness: new Histogram({
      name: "lastroom_search_staleness_seconds",
      help: "From the decision of a change until search finds it.",
      buckets: QUICK,
      registers,
    }),
    searchIndexBytes: new Gauge({
      name: "lastroom_search_index_bytes",
      help: "Memory of the arrays of the search index.",
      registers,
    }),
    searchIndexTypes: new Gauge({
      name: "lastroom_search_index_room_types",
      help: "Room types in the search index; 0 while it is not complete.",
      registers,
    }),
    searchLoadTime: new Gauge({
      name: "lastroom_search_load_seconds",
      help: "How long the search index took to read.",
      registers,
    }),
  };
}

type OperationMetrics = Omit<Metrics, "registry" | "beforeScrape" | keyof AdmissionMetrics | keyof SearchMetrics>;

function operationMetrics(registers: Registry[]): OperationMetrics {
  return {
    forcedNights: new Gauge({
      name: "lastroom_forced_nights",
      help: "Nights from today on that are sold beyond their limit; NaN when the database cannot be asked.",
      registers,
    }),
    integrityViolations: new Gauge({
      name: "lastroom_integrity_violations",
      help: "Counters that differ from their rows at the last check; NaN when the database cannot be asked.",
      registers,
    }),
    dispatcherLag: new Gauge({
      name: "lastroom_dispatcher_lag_seconds",
      help: "Age of the oldest event not moved on.",
      registers,
    }),
    ...searchServerMetrics(registers),
    requestTime: new Histogram({
      name: "lastroom_http_request_seconds",
      help: "Duration of requests by route.",
      labelNames: ["method", "route", "status"] as const,
      buckets: QUICK,
      registers,
    }),
  };
}

function searchServerMetrics(registers: Registry[]): Pick<Metrics, "searchFallbacks" | "searchServerUp"> {
  return {
    searchFallbacks: new Counter({
      name: "lastroom_search_directory_fallbacks_total",
      help: "Queries for hotels that the search server did not answer and the directory in the process did, by reason.",
      labelNames: ["reason"] as const,
      registers,
    }),
    searchServerUp: new Gauge({
      name: "lastroom_search_server_up",
      help: "1 while searches ask the search server, else 0.",
      registers,
    }),
  };
}
