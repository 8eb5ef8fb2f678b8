import pg from "pg";
import { columnTypes } from "./column_types.ts";
import { PacketWriter, type ParameterValue } from "./packet_writer.ts";

/** What a statement of a packet answered; empty until it has. */
export interface StatementAnswer<Row = unknown> {
  readonly rows: Row[];
  /** `SELECT`, `COMMIT`, ...; undefined as long as the statement has not been carried out. */
  readonly command: string | undefined;
  /** Rows that were read or written. */
  readonly rowCount: number;
}

/**
 * Statements that travel to the server in one packet, and whose answers travel back in one. The server runs them one after
 * the other, each with a snapshot of its own; when one fails, the others are not run. Where pg's own pipeline ends every
 * statement by itself, which wakes this process for every answer, a packet ends once.
 *
 * Each statement has a name and is parsed and described once for a connection.
 */
export class Packet {
  readonly #statements: PacketStatement[] = [];

  /** Adds a statement behind the others; what it answers is in the object returned once {@link send} has resolved. */
  add<Row extends object>({ name, text, values = [] }: pg.QueryConfig): StatementAnswer<Row> {
    if (name === undefined) throw new TypeError("a statement of a packet has a name");
    const answer = { rows: [], command: undefined, rowCount: 0 };
    this.#statements.push({ name, text, values: values as ParameterValue[], answer });
    return answer;
  }

  /**
   * Sends the packet on a pipelined client and resolves when all of it is answered. Rejects with the error of the first
   * statement that failed, or of the connection; those before it have their answers. The client is to be ended then: which
   * statements it knows is not known any more.
   */
  send(client: pg.Client): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (error: Error | null): void => (error === null ? resolve() : reject(error));
      client.query(new PacketQuery(knownTo(client), this.#statements, settle));
    });
  }
}

/** A statement of a packet, and where its answer goes. */
export interface PacketStatement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly ParameterValue[];
  readonly answer: { rows: unknown[]; command: string | undefined; rowCount: number };
}

/** What a connection knows of a statement. */
interface Prepared {
  readonly text: string;
  /** Undefined until the server has described its rows; a statement without rows stays without. */
  fields: readonly Field[] | undefined;
}

interface Field {
  readonly name: string;
  readonly parse: (text: string) => unknown;
}

const prepared = new WeakMap<pg.Client, Map<string, Prepared>>();

function knownTo(client: pg.Client): Map<string, Prepared> {
  let known = prepared.get(client);
  if (known === undefined) prepared.set(client, (known = new Map()));
  return known;
}

/** The part of pg's connection that a query talks to; its types leave out how it is written to. */
interface Wire {
  readonly stream: { write(bytes: Buffer): unknown };
}

interface RowDescription {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
}

// pg keeps its own list of what it has prepared on a connection: the same statement may be sent both ways.
const OWN_NAME = "packet.";
const writer = new PacketWriter();
const TAG = /^([A-Z]+).*?(\d+)?$/;

/** The packet as pg sees it: one query, of which it hands over the messages as they come. */
export class PacketQuery extends pg.Query {
  /** For whoever answers it in place of a server. */
  readonly statements: readonly PacketStatement[];
  readonly #known: Map<string, Prepared>;
  #answered = 0;
  /** pg puts its own in between, to know when its timeout is over. */
  callback: (error: Error | null) => void;

  constructor(
    known: Map<string, Prepared>,
    statements: readonly PacketStatement[],
    callback: (error: Error | null) => void,
  ) {
    super("");
    this.#known = known;
    this.statements = statements;
    this.callback = callback;
  }

  override submit = (connection: unknown): void => {
    writer.clear();
    for (const { name, text, values } of this.statements) {
      const isKnown = this.#isKnown(name, text);
      const own = OWN_NAME + name;
      if (!isKnown) writer.parse(own, text);
      writer.bind(own, values);
      if (!isKnown) writer.describe();
      writer.execute();
    }
    writer.sync();
    (connection as Wire).stream.write(writer.bytes());
  };

  #isKnown(name: string, text: string): boolean {
    const known = this.#known.get(name);
    if (known === undefined) {
      this.#known.set(name, { text, fields: undefined });
      return false;
    }
    if (known.text !== text) throw new TypeError(`two statements have the name ${name}`);
    return true;
  }

  handleRowDescription({ fields }: RowDescription): void {
    const known = this.#known.get(this.statements[this.#answered]?.name ?? "");
    if (known === undefined) return;
    known.fields = fields.map(({ name, dataTypeID }) => ({ name, parse: columnTypes.getTypeParser(dataTypeID) }));
  }

  handleDataRow(message: { readonly fields: readonly (string | null)[] }): void {
    const statement = this.statements[this.#answered];
    if (statement === undefined) return;
    statement.answer.rows.push(rowOf(this.#known.get(statement.name)?.fields ?? [], message.fields));
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const answer = this.statements[this.#answered]?.answer;
    this.#answered += 1;
    if (answer === undefined) return;
    const tag = TAG.exec(text);
    answer.command = tag?.[1];
    answer.rowCount = Number(tag?.[2] ?? 0);
  }

  handleReadyForQuery(): void {
    this.callback(null);
  }

  handleError(error: Error): void {
    this.callback(error);
  }
}

function rowOf(fields: readonly Field[], values: readonly (string | null)[]): unknown {
  const row: Record<string, unknown> = {};
  for (let place = 0; place < fields.length; place += 1) {
    const field = fields[place] as Field;
    const value = values[place] ?? null;
    row[field.name] = value === null ? null : field.parse(value);
  }
  return row;
}
