/** Told once for each complete response. */
export type OnResponse = (status: number) => void;

const HEAD_END = Buffer.from("\r\n\r\n");
const LIMIT = 1 << 20;

/**
 * Reads HTTP/1.1 responses (RFC 9112) off a byte stream and reports their status. Only what the servers under test send:
 * a body with `Content-Length`, or none. Throws on anything else, and on a response larger than 1 MB.
 */
export class ResponseParser {
  readonly #onResponse: OnResponse;
  #rest: Buffer = Buffer.alloc(0);
  /** Bytes of the present response's body that are still to come; undefined while its head is incomplete. */
  #bodyLeft: number | undefined;
  #status = 0;

  constructor(onResponse: OnResponse) {
    this.#onResponse = onResponse;
  }

  /** Takes the next bytes of the connection, however they are cut. */
  push(chunk: Buffer): void {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (;;) {
      if (this.#bodyLeft === undefined) {
        const end = bytes.indexOf(HEAD_END);
        if (end < 0) break;
        this.#readHead(bytes.toString("latin1", 0, end));
        bytes = bytes.subarray(end + HEAD_END.length);
      }
      const left = this.#bodyLeft ?? 0;
      if (bytes.length < left) {
        this.#bodyLeft = left - bytes.length;
        bytes = bytes.subarray(bytes.length);
        break;
      }
      bytes = bytes.subarray(left);
      this.#bodyLeft = undefined;
      this.#onResponse(this.#status);
      if (bytes.length === 0) break;
    }
    if (bytes.length > LIMIT) throw new Error("the head of a response exceeds 1 MB");
    this.#rest = bytes;
  }

  #readHead(head: string): void {
    if (!head.startsWith("HTTP/1.1 ")) throw new Error(`not an HTTP/1.1 response: ${head.slice(0, 40)}`);
    this.#status = Number(head.slice(9, 12));
    const found = /\r\ncontent-length: *(\d+)/i.exec(head);
    if (found === null && this.#status !== 204 && this.#status !== 304) {
      throw new Error(`a response with status ${this.#status} has no Content-Length`);
    }
    this.#bodyLeft = Number(found?.[1] ?? 0);
    if (this.#bodyLeft > LIMIT) throw new Error(`a response of ${this.#bodyLeft} bytes exceeds 1 MB`);
  }
}
