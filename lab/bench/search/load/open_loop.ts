import { setTimeout as pause } from "node:timers/promises";
import { Histogram } from "../../../load/histogram.ts";
import { Connections } from "./connections.ts";
import { arrivalsOf, type Stream } from "./schedule.ts";

/** Requests of one kind, and how many a second. */
export interface OpenStream extends Stream {
  /** The next request, as the whole ASCII text of an HTTP/1.1 request. */
  readonly next: () => string;
}

/**
 * How one kind of requests was answered. Latencies in milliseconds from the moment at which a request was due, not sent; a request
 * without an answer counts with the time until the end of the run, so that a server that stands still is not praised for it.
 */
export interface StreamReport {
  readonly name: string;
  readonly answers: number;
  /** Requests that had no answer 15 seconds after the end, or were not sent because too many waited already. */
  readonly unanswered: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Answers by HTTP status; 0: the connection broke. Also those of the warm-up, which the latencies leave out. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** What an open loop saw. */
export interface OpenReport {
  readonly streams: readonly StreamReport[];
  /** How late requests were sent, in milliseconds, 99 of 100: the part of the latencies that is this process's own. */
  readonly sentLateP99: number;
}

/** A bounded open loop on one port of this machine. */
export interface OpenPlan {
  readonly port: number;
  readonly streams: readonly OpenStream[];
  readonly seconds: number;
  /** Not counted. */
  readonly warmUpSeconds: number;
}

const CONNECTIONS = 128;
const MOST_WAITING = 5_000;
const TAIL_MS = 15_000;
const LOOK_MS = 10;

/** Sends requests at constant rates; resolves when the last answer has come, or 15 seconds after the end. */
export async function runOpenLoop({ port, streams, seconds, warmUpSeconds }: OpenPlan): Promise<OpenReport> {
  const connections = new Connections(port, CONNECTIONS);
  const seen = streams.map((stream) => new SeenStream(stream));
  const late = new Histogram();
  const start = performance.now();
  for (const { stream, at } of arrivalsOf(streams, warmUpSeconds + seconds)) {
    // Those that are due are sent together: a timer of Node comes a millisecond late, which `sentLateP99` tells.
    if (performance.now() - start < at) await pause(Math.max(1, Math.floor(at - (performance.now() - start))));
    const isCounted = at >= warmUpSeconds * 1_000;
    if (isCounted) late.record((performance.now() - start - at) * 1_000);
    seen[stream]?.send(connections, start + at, isCounted);
  }
  await untilAnswered(connections);
  connections.close();
  return { streams: seen.map((one) => one.report()), sentLateP99: late.quantile(0.99) / 1_000 };
}

class SeenStream {
  readonly #stream: OpenStream;
  readonly #latencies = new Histogram();
  readonly #statuses = new Map<number, number>();
  /** When those were due that count and have no answer yet. */
  readonly #open = new Set<{ readonly due: number }>();

  constructor(stream: OpenStream) {
    this.#stream = stream;
  }

  send(connections: Connections, due: number, isCounted: boolean): void {
    const asked = { due };
    if (isCounted) this.#open.add(asked);
    if (connections.waiting >= MOST_WAITING) return;
    connections.send(this.#stream.next(), (status) => {
      this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
      if (this.#open.delete(asked)) this.#latencies.record((performance.now() - due) * 1_000);
    });
  }

  /** To be called once, at the end. */
  report(): StreamReport {
    const answers = this.#latencies.count;
    for (const { due } of this.#open) this.#latencies.record((performance.now() - due) * 1_000);
    return {
      name: this.#stream.name,
      answers,
      unanswered: this.#open.size,
      p50: this.#latencies.quantile(0.5) / 1_000,
      p99: this.#latencies.quantile(0.99) / 1_000,
      max: this.#latencies.max / 1_000,
      statuses: Object.fromEntries(this.#statuses),
    };
  }
}

async function untilAnswered(connections: Connections): Promise<void> {
  const deadline = performance.now() + TAIL_MS;
  while (connections.waiting > 0 && performance.now() < deadline) await pause(LOOK_MS);
}
