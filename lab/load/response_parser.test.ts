import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ResponseParser } from "./response_parser.ts";

function statusesOf(chunks: readonly Buffer[]): number[] {
  const statuses: number[] = [];
  const parser = new ResponseParser((status) => statuses.push(status));
  for (const chunk of chunks) parser.push(chunk);
  return statuses;
}

const created = 'HTTP/1.1 201 Created\r\ncontent-type: application/json\r\nContent-Length: 13\r\n\r\n{"a":"\r\n\r\n"}x';
const refused = "HTTP/1.1 409 Conflict\r\ncontent-length:0\r\n\r\n";
const nothing = "HTTP/1.1 204 No Content\r\n\r\n";

describe("response parser", () => {
  it("reads the same responses however the bytes are cut", () => {
    const stream = Buffer.from(created + refused + nothing + created);
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: stream.length - 1 })), (cuts) => {
        const ends = [...cuts.toSorted((one, other) => one - other), stream.length];
        const chunks = ends.map((end, index) => stream.subarray(ends[index - 1] ?? 0, end));
        expect(statusesOf(chunks)).toEqual([201, 409, 204, 201]);
      }),
    );
  });

  it("waits for the whole body", () => {
    const bytes = Buffer.from(created);
    expect(statusesOf([bytes.subarray(0, -1)])).toEqual([]);
    expect(statusesOf([bytes])).toEqual([201]);
  });

  it("throws on what it cannot frame", () => {
    expect(() => statusesOf([Buffer.from("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")])).toThrow(
      /Content-Length/,
    );
    expect(() => statusesOf([Buffer.from("SSH-2.0-OpenSSH\r\n\r\n")])).toThrow(/not an HTTP/);
    expect(() => statusesOf([Buffer.from("HTTP/1.1 200 OK\r\ncontent-length: 2000000\r\n\r\n")])).toThrow(/1 MB/);
    expect(() => statusesOf([Buffer.alloc((1 << 20) + 1, "a")])).toThrow(/1 MB/);
  });
});
