import { Socket } from "node:net";
import { Frames, isSilent, Statements, type Frame } from "./statements.ts";

/** What a client wants to send: one round trip. */
export interface Sending {
  /** The statements of it, as texts. */
  readonly statements: readonly string[];
  /** Sends it; the server answers then. */
  letGo(): void;
}

/** Who decides when a client may send. */
export interface Gate {
  /** A connection is open: this is its backend, and so long it waits for a lock, in milliseconds. */
  opened(pid: number, lockTimeoutMs: number): void;
  closed(pid: number): void;
  /** The client wants to send this, and waits until it is let go. */
  arrived(sending: Sending): void;
  /** The server has answered what was let go. */
  answered(): void;
}

type Write = (bytes: Buffer, ...rest: never[]) => boolean;

/**
 * A socket for pg's `stream` setting. Once the session has begun, what the client sends goes to the gate instead of the
 * server, a round trip at a time. Opening and closing a connection, and what neither sees nor does anything (BEGIN), pass.
 */
export class GatedSocket extends Socket {
  readonly #gate: Gate;
  readonly #statements = new Statements();
  readonly #outgoing = new Frames();
  readonly #incoming = new Frames();
  #texts: string[] = [];
  #bytes: Uint8Array[] = [];
  #startup = "";
  #pid = 0;
  #isOpen = false;
  #unanswered = 0;
  #unseen = 0;

  constructor(gate: Gate) {
    super();
    this.#gate = gate;
    this.on("data", (bytes: Buffer) => {
      for (const frame of this.#incoming.take(bytes)) this.#receive(frame);
    });
    this.on("close", () => this.#close());
  }

  // Node's connect gives every socket back its own write: only afterwards it can be replaced.
  override connect(...where: never[]): this {
    super.connect(...(where as unknown as [number, string]));
    const pass: Write = this.write.bind(this);
    this.write = (bytes: Uint8Array | string, ...rest: never[]) => this.#write(pass, Buffer.from(bytes), rest);
    return this;
  }

  #write(pass: Write, bytes: Buffer, rest: never[]): boolean {
    if (!this.#isOpen) this.#startup += bytes.toString("latin1");
    const isGoodbye = bytes[0] === "X".charCodeAt(0);
    if (!this.#isOpen || isGoodbye) return pass(bytes, ...rest);
    this.#bytes.push(bytes);
    for (const frame of this.#outgoing.take(bytes)) this.#send(frame);
    return true;
  }

  #send(frame: Frame): void {
    const text = this.#statements.textOf(frame);
    if (text !== undefined) this.#texts.push(text);
    if (frame.type !== "S" && frame.type !== "Q") return;
    const [bytes, statements] = [Buffer.concat(this.#bytes), this.#texts];
    this.#bytes = [];
    this.#texts = [];
    const send = (): void => void super.write(bytes);
    if (isSilent(statements) && this.#unanswered === 0) {
      this.#unseen += 1;
      return send();
    }
    const letGo = (): void => {
      this.#unanswered += 1;
      send();
    };
    this.#gate.arrived({ statements, letGo });
  }

  #receive({ type, body }: Frame): void {
    if (type === "K") this.#pid = body.readInt32BE(0);
    if (type !== "Z") return;
    if (!this.#isOpen) return this.#open();
    // What passed unseen was sent first and is answered first.
    if (this.#unseen > 0) this.#unseen -= 1;
    else this.#answer();
  }

  #open(): void {
    this.#isOpen = true;
    const lockTimeouts = [...this.#startup.matchAll(/\block_timeout=(\d+)/g)].map(([, value]) => Number(value));
    this.#gate.opened(this.#pid, lockTimeouts.at(-1) ?? 0);
  }

  #answer(): void {
    this.#unanswered -= 1;
    this.#gate.answered();
  }

  #close(): void {
    while (this.#unanswered > 0) this.#answer();
    this.#gate.closed(this.#pid);
  }
}
