import { readFile } from "node:fs/promises";
import { requestOf, type Booking } from "../../../load/bookings.ts";
import { runLoad } from "../../../load/closed_loop.ts";
import { runOpenLoop } from "./open_loop.ts";

/** Searches on so many connections, each sending the next one when it has the answer. */
export interface ClosedSearchPlan {
  readonly kind: "closed";
  /** One for each process; the connections take turns over them. */
  readonly ports: readonly number[];
  /** Paths with queries, asked in turn. */
  readonly paths: readonly string[];
  readonly connections: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

/** Searches and bookings at constant rates. */
export interface OpenSearchPlan {
  readonly kind: "open";
  readonly port: number;
  readonly paths: readonly string[];
  /** Each is used once: so many bookings are made at most. */
  readonly bookings: readonly Booking[];
  readonly searchesPerSecond: number;
  readonly bookingsPerSecond: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

/** No server answers so many searches in a run; it only bounds the load. */
const MAX_REQUESTS = 2_000_000;

function turns<Item>(items: readonly Item[]): () => Item {
  let next = 0;
  return () => items[next++ % items.length] as Item;
}

function getOf(path: string): string {
  return `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`;
}

function run(plan: ClosedSearchPlan | OpenSearchPlan): Promise<unknown> {
  const path = turns(plan.paths);
  const search = (): string => getOf(path());
  if (plan.kind === "closed") {
    return runLoad({ ...plan, host: "127.0.0.1", maxRequests: MAX_REQUESTS, nextRequest: search });
  }
  const booking = turns(plan.bookings);
  const streams = [
    { name: "search", rate: plan.searchesPerSecond, next: search },
    { name: "booking", rate: plan.bookingsPerSecond, next: () => requestOf(booking()) },
  ];
  return runOpenLoop({ ...plan, streams });
}

/**
 * A load as a process of its own, so that it does not share an event loop with anybody: `node lab/bench/search/load/main.ts FILE` with
 * the plan as JSON in the file; prints one line of JSON, a `LoadReport` or an `OpenReport`.
 */
if (import.meta.main) {
  const plan = JSON.parse(await readFile(process.argv[2] ?? "", "utf8")) as ClosedSearchPlan | OpenSearchPlan;
  process.stdout.write(`${JSON.stringify(await run(plan))}\n`);
}
