import { Socket } from "node:net";
import { Histogram } from "./histogram.ts";
import { ResponseParser } from "./response_parser.ts";

/** A bounded run: each connection sends its next request when the answer of the one before has come. */
export interface LoadOptions {
  /** Must be a machine of ours: this is a load on whoever listens there. */
  readonly host: string;
  /** One for each process of the API; the connections take turns over them. */
  readonly ports: readonly number[];
  readonly connections: number;
  /** How long answers are counted, in seconds, after the warm-up. */
  readonly seconds: number;
  /** How long requests are sent before answers count, in seconds. */
  readonly warmUpSeconds: number;
  /** The most requests sent in all, warm-up included. */
  readonly maxRequests: number;
  /** The next request, as the whole ASCII text of an HTTP/1.1 request. */
  readonly nextRequest: () => string;
}

/** What a run saw after its warm-up. Latencies in milliseconds. */
export interface LoadReport {
  /** Answers counted. */
  readonly answers: number;
  /** The time in which they were counted, in seconds. */
  readonly seconds: number;
  readonly answersPerSecond: number;
  /** Answers by HTTP status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Every answer by HTTP status, warm-up and tail included: what the database must account for. */
  readonly allStatuses: Readonly<Record<string, number>>;
  readonly latency: { readonly p50: number; readonly p99: number; readonly max: number; readonly mean: number };
  /** Connections that broke, and requests without an answer at the deadline. */
  readonly failures: number;
  /** CPU time of this process for each request, in microseconds. */
  readonly cpuMicrosecondsPerRequest: number;
}

/** How long after the end the last answers are waited for. */
const TAIL_MS = 15_000;
/** Connections that break are opened again, so often in all: a server that is gone ends the run. */
const RECONNECTIONS = 100;

/** Runs the load and resolves when the last answer has come, or 15 seconds after the end of the run. */
export function runLoad(options: LoadOptions): Promise<LoadReport> {
  return new Promise((resolve) => new ClosedLoop(options, resolve).start());
}

class ClosedLoop {
  readonly #options: LoadOptions;
  readonly #done: (report: LoadReport) => void;
  readonly #latencies = new Histogram();
  readonly #statuses = new Map<number, number>();
  readonly #allStatuses = new Map<number, number>();
  readonly #sockets = new Set<Socket>();
  #sent = 0;
  #failures = 0;
  #waiting = 0;
  #countFrom = 0;
  #countUntil = 0;
  #cpuAtStart = process.cpuUsage();
  #deadline: NodeJS.Timeout | undefined;

  constructor(options: LoadOptions, done: (report: LoadReport) => void) {
    this.#options = options;
    this.#done = done;
  }

  start(): void {
    const { connections, ports, seconds, warmUpSeconds } = this.#options;
    this.#countFrom = performance.now() + warmUpSeconds * 1000;
    this.#countUntil = this.#countFrom + seconds * 1000;
    this.#deadline = setTimeout(() => this.#giveUp(), (warmUpSeconds + seconds) * 1000 + TAIL_MS);
    for (let index = 0; index < connections; index += 1) this.#open(ports[index % ports.length] ?? 0);
  }

  #open(port: number): void {
    const socket = new Socket();
    this.#sockets.add(socket);
    let sentAt = 0;
    const send = (): void => {
      sentAt = performance.now();
      if (!this.#mayContinue(sentAt)) return this.#close(socket);
      this.#sent += 1;
      this.#waiting += 1;
      socket.write(this.#options.nextRequest(), "latin1");
    };
    const parser = new ResponseParser((status) => {
      this.#waiting -= 1;
      this.#count(status, sentAt);
      sentAt = 0;
      send();
    });
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.#read(socket, parser, chunk));
    socket.on("connect", send);
    socket.on("error", () => undefined); // "close" follows and is what counts
    socket.on("close", () => this.#onClose(socket, port, sentAt !== 0));
    socket.connect(port, this.#options.host);
  }

  #mayContinue(now: number): boolean {
    return now < this.#countUntil && this.#sent < this.#options.maxRequests && this.#failures <= RECONNECTIONS;
  }

  #read(socket: Socket, parser: ResponseParser, chunk: Buffer): void {
    try {
      parser.push(chunk);
    } catch (error) {
      socket.destroy(error as Error);
    }
  }

  #count(status: number, sentAt: number): void {
    add(this.#allStatuses, status);
    const now = performance.now();
    if (now < this.#countFrom || now >= this.#countUntil) return;
    add(this.#statuses, status);
    this.#latencies.record((now - sentAt) * 1000);
  }

  #close(socket: Socket): void {
    this.#sockets.delete(socket);
    socket.end();
    if (this.#sockets.size === 0) this.#finish();
  }

  /** A connection that we did not close: its request, if any, has no answer. */
  #onClose(socket: Socket, port: number, hadRequest: boolean): void {
    if (!this.#sockets.delete(socket)) return;
    this.#failures += 1;
    if (hadRequest) this.#waiting -= 1;
    if (this.#mayContinue(performance.now())) this.#open(port);
    else if (this.#sockets.size === 0) this.#finish();
  }

  #giveUp(): void {
    this.#failures += this.#waiting;
    const left = [...this.#sockets];
    this.#sockets.clear();
    for (const socket of left) socket.destroy();
    this.#finish();
  }

  #finish(): void {
    clearTimeout(this.#deadline);
    const cpu = process.cpuUsage(this.#cpuAtStart);
    const elapsedMs = Math.min(performance.now(), this.#countUntil) - this.#countFrom;
    const seconds = Math.max(elapsedMs, 0) / 1000;
    const latencies = this.#latencies;
    this.#done({
      answers: latencies.count,
      seconds,
      answersPerSecond: seconds === 0 ? 0 : latencies.count / seconds,
      statuses: Object.fromEntries(this.#statuses),
      allStatuses: Object.fromEntries(this.#allStatuses),
      latency: {
        p50: latencies.quantile(0.5) / 1000,
        p99: latencies.quantile(0.99) / 1000,
        max: latencies.max / 1000,
        mean: latencies.mean / 1000,
      },
      failures: this.#failures,
      cpuMicrosecondsPerRequest: this.#sent === 0 ? 0 : (cpu.user + cpu.system) / this.#sent,
    });
  }
}

function add(counts: Map<number, number>, status: number): void {
  counts.set(status, (counts.get(status) ?? 0) + 1);
}
