import type { Effect } from "./schedules.ts";

/** One message of the PostgreSQL protocol: its type and what follows the length. */
export interface Frame {
  readonly type: string;
  readonly body: Buffer;
}

/** Takes a stream of bytes apart into messages, whatever the pieces in which it comes. */
export class Frames {
  #rest: Buffer = Buffer.alloc(0);

  /** The messages that these bytes complete, in order. */
  take(bytes: Buffer): Frame[] {
    let rest = Buffer.concat([this.#rest, bytes]);
    const frames: Frame[] = [];
    while (rest.length >= 5 && rest.length > rest.readUInt32BE(1)) {
      const end = rest.readUInt32BE(1) + 1;
      frames.push({ type: String.fromCharCode(rest[0] ?? 0), body: rest.subarray(5, end) });
      rest = rest.subarray(end);
    }
    this.#rest = rest;
    return frames;
  }
}

/** The statements that a client sends, by the messages it sends them in. */
export class Statements {
  readonly #prepared = new Map<string, string>();

  /** The text of the statement that the message asks for; undefined for messages that ask for none. */
  textOf({ type, body }: Frame): string | undefined {
    if (type === "Q") return texts(body)[0];
    if (type === "P") {
      const [name = "", text = ""] = texts(body);
      this.#prepared.set(name, text);
    }
    if (type !== "B") return undefined;
    const [, name = ""] = texts(body);
    return this.#prepared.get(name) ?? "";
  }
}

// Zero-terminated texts at the beginning of a message.
function texts(body: Buffer): string[] {
  return body.subarray(0, body.lastIndexOf(0)).toString("latin1").split("\0", 2);
}

const ENDS = /^\s*(COMMIT|ROLLBACK\s*$|ROLLBACK;)/i;
const SILENT = /^\s*(BEGIN|SAVEPOINT|RELEASE)/i;
const READS = /^\s*SELECT\b/i;
const LOCKS = /\bFOR\s+(NO\s+KEY\s+)?(UPDATE|SHARE|KEY)|\bpg_\w*lock|\bnextval\b/i;

/** What statements that are sent together can do to others: the most that one of them can. */
export function effectOf(statements: readonly string[]): Effect {
  if (statements.some((text) => ENDS.test(text))) return "commit";
  const isRead = (text: string): boolean => READS.test(text) && !LOCKS.test(text);
  return statements.every((text) => isRead(text) || SILENT.test(text)) ? "read" : "write";
}

/** Whether they neither see nor do anything: under READ COMMITTED a transaction that begins has seen nothing yet. */
export function isSilent(statements: readonly string[]): boolean {
  return statements.length > 0 && statements.every((text) => SILENT.test(text));
}
