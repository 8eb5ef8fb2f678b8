import { setTimeout as pause } from "node:timers/promises";
import type { History } from "../history.ts";
import type { Operation } from "../operation.ts";
import type { ContestedHotel } from "../world.ts";
import { completionOf } from "./answers.ts";
import type { HttpAnswer } from "./connection.ts";
import type { Gate } from "./gate.ts";
import type { KnownBookings } from "./known_bookings.ts";
import type { KnownQuotes } from "./known_quotes.ts";
import { requestText } from "./requests.ts";

/** Sends a request as text; undefined when no answer came. */
export interface Line {
  send(text: string): Promise<HttpAnswer | undefined>;
}

/** What all clients have in common. */
export interface Surroundings {
  readonly world: readonly ContestedHotel[];
  readonly history: History;
  readonly known: KnownBookings;
  readonly quotes: KnownQuotes;
  readonly gate: Gate;
}

/** An operation before it has its number. */
export type Asked = Parameters<History["invoke"]>[0];

/** An operation that was sent, and its answer. */
export interface Sent {
  readonly operation: Operation;
  readonly answer: HttpAnswer | undefined;
}

/** How often an operation whose outcome is unknown is sent again, with its key. */
const MOST_REPEATS = 12;
const BREATH_MS = 40;

/** Sends operations on a line, each through the gate and with its place in the history. */
export class Sender {
  readonly #line: Line;
  readonly #around: Surroundings;

  constructor(line: Line, around: Surroundings) {
    this.#line = line;
    this.#around = around;
  }

  /** Repeats it with its key for as long as nobody knows, and not for ever; undefined when the run is over. */
  async sendUntilKnown(asked: Asked, token: string): Promise<(Sent & { readonly first: Operation }) | undefined> {
    const first = await this.send(asked, token);
    let last = first;
    for (let repeat = 1; repeat <= MOST_REPEATS && last?.operation.outcome === "unknown"; repeat += 1) {
      last = await this.send({ ...asked, key: first?.operation.key ?? 0 }, token);
    }
    return first === undefined || last === undefined ? undefined : { first: first.operation, ...last };
  }

  /** Sends it once; undefined when the run is over. */
  async send(asked: Asked, token = ""): Promise<Sent | undefined> {
    const { gate, history, world } = this.#around;
    const sent = await gate.pass(async () => {
      const operation = history.invoke(asked);
      const city = world.find(({ hotelId }) => hotelId === asked.hotelId)?.city ?? "";
      const answer = await this.#line.send(requestText(operation, token, city));
      history.complete(operation, completionOf(operation, answer));
      return { operation, answer };
    });
    // Who has found nobody there draws breath before the next try.
    if (sent !== undefined && (sent.answer === undefined || sent.answer.status >= 500)) await pause(BREATH_MS);
    return sent;
  }
}
