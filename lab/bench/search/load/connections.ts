import { Socket } from "node:net";
import { ResponseParser } from "../../../load/response_parser.ts";

/** Told the HTTP status of an answer; 0 when there was none. */
export type OnAnswer = (status: number) => void;

interface Asked {
  readonly request: string;
  readonly answered: OnAnswer;
}

/** Kept connections to one port of this machine. A request that finds none free waits for one, in order. */
export class Connections {
  readonly #port: number;
  readonly #most: number;
  readonly #idle: Connection[] = [];
  readonly #all = new Set<Connection>();
  readonly #queue: Asked[] = [];

  constructor(port: number, most: number) {
    this.#port = port;
    this.#most = most;
  }

  /** Sends the whole text of an HTTP/1.1 request. */
  send(request: string, answered: OnAnswer): void {
    this.#queue.push({ request, answered });
    if (this.#idle.length === 0 && this.#all.size < this.#most) this.#open();
    this.#serve();
  }

  /** Requests that have no answer yet. */
  get waiting(): number {
    return this.#queue.length + this.#all.size - this.#idle.length;
  }

  /** Hangs up. Nobody is told about requests without an answer. */
  close(): void {
    this.#queue.length = 0;
    for (const connection of this.#all) connection.destroy();
  }

  #open(): void {
    const connection = new Connection(this.#port, {
      free: () => {
        this.#idle.push(connection);
        this.#serve();
      },
      lost: () => {
        this.#all.delete(connection);
        const index = this.#idle.indexOf(connection);
        if (index >= 0) this.#idle.splice(index, 1);
        // Who waits for a connection must not wait for this one; a server that is gone answers nobody.
        if (this.#all.size === 0) for (const { answered } of this.#queue.splice(0)) answered(0);
      },
    });
    this.#all.add(connection);
    this.#idle.push(connection);
  }

  #serve(): void {
    while (this.#queue.length > 0) {
      const connection = this.#idle.pop();
      if (connection === undefined) return;
      const { request, answered } = this.#queue.shift() as Asked;
      connection.ask(request, answered);
    }
  }
}

class Connection {
  readonly #socket = new Socket();
  #answered: OnAnswer | undefined;

  constructor(port: number, on: { readonly free: () => void; readonly lost: () => void }) {
    const parser = new ResponseParser((status) => {
      const answered = this.#answered;
      this.#answered = undefined;
      answered?.(status);
      on.free();
    });
    this.#socket.setNoDelay(true);
    this.#socket.on("data", (chunk: Buffer) => parser.push(chunk));
    this.#socket.on("error", () => undefined); // "close" follows and is what counts
    this.#socket.on("close", () => {
      const answered = this.#answered;
      this.#answered = undefined;
      on.lost();
      answered?.(0);
    });
    this.#socket.connect(port, "127.0.0.1");
  }

  ask(request: string, answered: OnAnswer): void {
    this.#answered = answered;
    this.#socket.write(request, "latin1");
  }

  destroy(): void {
    this.#answered = undefined;
    this.#socket.destroy();
  }
}
