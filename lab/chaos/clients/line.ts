import { Connection, type HttpAnswer } from "./connection.ts";

/** Requests on one line before the client turns to the next node by itself. */
const TURN_AFTER = 200;

/** A client's way to the nodes: one of them after the other, and another one when it does not answer. */
export class NodeLine {
  readonly #ports: readonly number[];
  #place: number;
  #sent = 0;
  #connection: Connection;

  /** @param ports where the nodes are reached @param first the place of the one to begin with */
  constructor(ports: readonly number[], first: number) {
    this.#ports = ports;
    this.#place = first;
    this.#connection = this.#connect();
  }

  /** Sends a request as text; undefined when no answer came. */
  async send(text: string): Promise<HttpAnswer | undefined> {
    const answer = await this.#connection.send(text);
    this.#sent += 1;
    if (answer === undefined || answer.status >= 500 || this.#sent % TURN_AFTER === 0) this.#turn();
    return answer;
  }

  /** Hangs up. */
  close(): void {
    this.#connection.close();
  }

  #turn(): void {
    this.#connection.close();
    this.#place += 1;
    this.#connection = this.#connect();
  }

  #connect(): Connection {
    return new Connection(this.#ports[this.#place % this.#ports.length] ?? 0);
  }
}
