import type { Client, QueryConfig } from "pg";
import { PacketQuery } from "../../hotel/database/packet.ts";
import type { Connection, Sent } from "./connection.ts";
import type { Asked, Outcome } from "./store/session.ts";
import type { Answer } from "./store/statement.ts";

/** What a simulated client asks its schedule for. */
export interface ClientHost {
  /** A packet was sent. */
  sent(connection: Connection, asked: readonly Asked[]): void;
  /** The process waits for the end of the connection. */
  ending(connection: Connection, done: () => void): void;
}

/**
 * A client as admission uses one, on a simulated connection: statements and packets by their names, notices, the end. Anything else that
 * pg's client has is missing, and whoever begins to use it is told by a TypeError.
 */
export function clientOf(connection: Connection, host: ClientHost): Client {
  const client = new SimulatedClient(connection, host);
  return client as unknown as Client;
}

type Notice = (notice: { readonly code: string }) => void;

class SimulatedClient {
  readonly #connection: Connection;
  readonly #host: ClientHost;
  readonly #listeners = new Set<Notice>();

  constructor(connection: Connection, host: ClientHost) {
    this.#connection = connection;
    this.#host = host;
  }

  query(asked: string | QueryConfig | PacketQuery, values: readonly unknown[] = []): Promise<Answer> | undefined {
    if (asked instanceof PacketQuery) {
      this.#send(packetOf(asked, this.#listeners));
      return undefined;
    }
    return new Promise((resolve, reject) => {
      this.#send({ asked: [askedOf(asked, values)], settle: settleOne(resolve, reject), lose: reject });
    });
  }

  on(_event: "notice", listener: Notice): void {
    this.#listeners.add(listener);
  }

  off(_event: "notice", listener: Notice): void {
    this.#listeners.delete(listener);
  }

  end(): Promise<void> {
    if (this.#connection.isLeft) return Promise.resolve();
    this.#connection.isLeft = true;
    return new Promise((resolve) => this.#host.ending(this.#connection, resolve));
  }

  #send(sent: Sent): void {
    if (this.#connection.isLeft) return sent.lose(new Error("Client was closed and is not queryable"));
    this.#connection.requests.push(sent);
    this.#host.sent(this.#connection, sent.asked);
  }
}

// A statement without a name or values is a word or two about the transaction; one with values goes by its text.
function askedOf(asked: string | QueryConfig, own: readonly unknown[]): Asked {
  if (typeof asked === "string") {
    const text = asked.trim();
    return { name: own.length === 0 ? text.toLowerCase() : text, text, values: own };
  }
  const { name, text, values = [] } = asked;
  return { name: name ?? text, text, values };
}

function settleOne(resolve: (answer: Answer) => void, reject: (error: Error) => void): Sent["settle"] {
  return ({ answers: [answer], error }) =>
    answer === undefined || error !== undefined ? reject(error as Error) : resolve(answer);
}

function packetOf(query: PacketQuery, listeners: ReadonlySet<Notice>): Sent {
  const settle = ({ answers, error, isWarned }: Outcome): void => {
    for (const [index, { rows, command, rowCount }] of answers.entries()) {
      const answer = query.statements[index]?.answer;
      if (answer === undefined) continue;
      answer.rows.push(...rows);
      answer.command = command;
      answer.rowCount = rowCount;
    }
    if (isWarned === true) for (const listener of listeners) listener({ code: "01000" });
    query.callback(error ?? null);
  };
  return { asked: query.statements, settle, lose: (error) => query.callback(error) };
}
