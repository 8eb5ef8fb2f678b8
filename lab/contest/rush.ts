import { Socket } from "node:net";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { ResponseParser } from "../load/response_parser.ts";

/** A guest at the start of a rush: asks for the first, and after each refusal (409) for the next. */
export type Guest = readonly string[];

/** How it ended for a guest. */
export interface GuestAnswer {
  /** The last HTTP status; 0 when none came. */
  readonly status: number;
  /** Milliseconds from the start of the round to the last answer. */
  readonly after: number;
  /** Milliseconds from the start of the round to the guest's arrival. */
  readonly arrived: number;
  /** What was asked for, one after the other. */
  readonly requests: readonly AskedRequest[];
}

/** One request of a guest. */
export interface AskedRequest {
  /** Milliseconds from the start of the round. */
  readonly sentAt: number;
  /** 0 when no answer came. */
  readonly status: number;
}

const LONGEST_ROUND_MS = 30_000;
const REFUSED = 409;

/**
 * Kept connections of many guests to one API or several, on this machine. In a round all guests send their first request
 * in the same moment, or spread evenly over some time, in their order.
 */
export class Crowd {
  readonly #lines: Line[];

  private constructor(lines: Line[]) {
    this.#lines = lines;
  }

  /** Opens a connection for each guest; they take turns over the ports. */
  static async gather(guests: number, ports: readonly number[]): Promise<Crowd> {
    const lines = Array.from({ length: guests }, (_, index) => Line.open(ports[index % ports.length] ?? 0));
    return new Crowd(await Promise.all(lines));
  }

  /**
   * One round: at most a guest for each connection; those that broke in the round before are opened again first. Resolves when
   * everybody has an answer, or has waited for 30 seconds.
   *
   * @param arriveWithinMs the time from the first guest's arrival to the last one's
   */
  async rush(guests: readonly Guest[], arriveWithinMs = 0): Promise<GuestAnswer[]> {
    for (const [index, line] of this.#lines.entries())
      if (line.isBroken) this.#lines[index] = await Line.open(line.port);
    const start = performance.now();
    const come = async (guest: Guest, index: number): Promise<GuestAnswer> => {
      const line = this.#line(index);
      if (arriveWithinMs > 0) await pause((arriveWithinMs * index) / guests.length);
      return line.ask(guest, start);
    };
    return Promise.all(guests.map(come));
  }

  /** Hangs up. */
  leave(): void {
    for (const line of this.#lines) line.close();
  }

  #line(index: number): Line {
    const line = this.#lines[index];
    if (line === undefined) throw new RangeError(`there are only ${this.#lines.length} connections`);
    return line;
  }
}

class Line {
  readonly port: number;
  readonly #socket: Socket;
  readonly #parser = new ResponseParser((status) => this.#onStatus(status));
  #onStatus: (status: number) => void = () => undefined;

  private constructor(socket: Socket, port: number) {
    this.port = port;
    this.#socket = socket;
    socket.on("data", (chunk: Buffer) => this.#parser.push(chunk));
    socket.on("error", () => undefined); // "close" follows and tells
    socket.on("close", () => this.#onStatus(0));
  }

  static async open(port: number): Promise<Line> {
    const socket = new Socket();
    socket.setNoDelay(true);
    socket.connect(port, "127.0.0.1");
    await once(socket, "connect");
    return new Line(socket, port);
  }

  get isBroken(): boolean {
    return this.#socket.destroyed;
  }

  ask(guest: Guest, start: number): Promise<GuestAnswer> {
    return new Promise((resolve) => {
      const requests: AskedRequest[] = [];
      const arrived = performance.now() - start;
      let sentAt = arrived;
      const end = (status: number): void => {
        clearTimeout(timer);
        this.#onStatus = () => undefined;
        resolve({ status, after: performance.now() - start, arrived, requests });
      };
      const send = (): void => {
        sentAt = performance.now() - start;
        this.#socket.write(guest[requests.length] ?? "", "latin1");
      };
      const hear = (status: number): void => {
        requests.push({ sentAt, status });
        if (status === REFUSED && requests.length < guest.length) send();
        else end(status);
      };
      const timer = setTimeout(() => hear(0), LONGEST_ROUND_MS);
      this.#onStatus = hear;
      send();
    });
  }

  close(): void {
    this.#socket.destroy();
  }
}
