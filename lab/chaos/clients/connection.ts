import { Socket } from "node:net";

/** A whole answer of an HTTP/1.1 server. */
export interface HttpAnswer {
  readonly status: number;
  readonly replayed: boolean;
  readonly body: string;
}

const HEAD_END = Buffer.from("\r\n\r\n");
const LONGEST_ANSWER = 1 << 20;
/** Longer than anybody should wait; what comes later counts as never come. */
const ANSWER_WAIT_MS = 4_000;

/** One client's line to a port of this machine: a request at a time, the connection kept between them. */
export class Connection {
  readonly #port: number;
  #socket: Socket | undefined;
  #bytes: Buffer = Buffer.alloc(0);
  #settle: ((answer: HttpAnswer | undefined) => void) | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  /** Sends a request as text; undefined when the connection broke, or no answer came within four seconds. */
  async send(text: string): Promise<HttpAnswer | undefined> {
    const socket = this.#open();
    const answer = await new Promise<HttpAnswer | undefined>((resolve) => {
      const timer = setTimeout(() => this.#end(undefined), ANSWER_WAIT_MS);
      this.#settle = (settled) => {
        clearTimeout(timer);
        resolve(settled);
      };
      socket.write(text, "latin1");
    });
    if (answer === undefined) this.close();
    return answer;
  }

  /** Breaks the connection; the next request opens another. */
  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
    this.#bytes = Buffer.alloc(0);
  }

  #open(): Socket {
    if (this.#socket !== undefined) return this.#socket;
    const socket = new Socket().setNoDelay(true);
    this.#socket = socket;
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
    // "close" follows, and that is the end of the request.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#end(undefined);
    });
    socket.connect(this.#port, "127.0.0.1");
    return socket;
  }

  #end(answer: HttpAnswer | undefined): void {
    const settle = this.#settle;
    this.#settle = undefined;
    this.#bytes = Buffer.alloc(0);
    settle?.(answer);
  }

  #read(chunk: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    const headEnd = this.#bytes.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.#bytes.toString("latin1", 0, headEnd).toLowerCase();
    const length = Number(/\r\ncontent-length: *(\d+)/.exec(head)?.[1] ?? Number.NaN);
    // What cannot be read is no answer: the operation stays unknown.
    if (!head.startsWith("http/1.1 ") || !(length <= LONGEST_ANSWER)) return this.close();
    const end = headEnd + HEAD_END.length + length;
    if (this.#bytes.length < end) return;
    const body = this.#bytes.toString("utf8", headEnd + HEAD_END.length, end);
    const replayed = head.includes("\r\nidempotent-replayed: true");
    const status = Number(head.slice(9, 12));
    if (head.includes("\r\nconnection: close")) this.#socket?.end();
    this.#end({ status, replayed, body });
  }
}
