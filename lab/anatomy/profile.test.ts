import { expect, test } from "vitest";
import { partOf } from "./parts.ts";
import { timeByPart, type CpuProfile } from "./profile.ts";

const profile: CpuProfile = {
  startTime: 1_000,
  nodes: [
    { id: 1, callFrame: { functionName: "(root)", url: "" }, children: [2, 3] },
    {
      id: 2,
      callFrame: { functionName: "decide", url: "file:///there/hotel/reservations/decisions/book.ts" },
      children: [4],
    },
    { id: 3, callFrame: { functionName: "(idle)", url: "" } },
    { id: 4, callFrame: { functionName: "map", url: "" } },
  ],
  samples: [2, 4, 3, 4, 3],
  timeDeltas: [10, 20, 30, 40, 50],
};

test("time counts for the part whose function ran, or called it, within the span", () => {
  expect(timeByPart(profile, { from: 0, to: Infinity }, partOf)).toEqual(
    new Map([
      ["deciding", 70],
      ["waiting", 80],
    ]),
  );
  expect(timeByPart(profile, { from: 1_011, to: 1_100 }, partOf)).toEqual(
    new Map([
      ["deciding", 60],
      ["waiting", 30],
    ]),
  );
});

test.each([
  ["writeBuffer", ["node:net", "/there/hotel/database/packet.ts"], "sending to PostgreSQL"],
  ["writeUtf8String", ["node:net", "/there/node_modules/fastify/lib/reply.js"], "sending replies"],
  ["hash", ["node:internal/crypto/hash", "/there/hotel/http/idempotency.ts"], "key and fingerprint"],
  ["integers", ["/there/hotel/database/column.ts"], "rows to write: columns of a batch"],
  [
    "send",
    ["/there/hotel/database/packet.ts", "/there/hotel/reservations/admission/batch.ts"],
    "driver: packets there, rows back",
  ],
  ["insertStays", ["/there/hotel/reservations/reservation_rows.ts"], "rows to write: columns of a batch"],
  ["moveEvents", ["/there/hotel/events/move.ts"], "events: moving the outbox on"],
  ["appendEventsStatement", ["/there/hotel/events/outbox.ts"], "rows to write: columns of a batch"],
  ["admit", ["/there/hotel/inventory/admit.ts"], "deciding"],
  ["lookup", ["/there/node_modules/find-my-way/index.js", "/there/hotel/http/server.ts"], "fastify"],
  ["parserOnIncoming", ["node:_http_server"], "Node: sockets, HTTP parser, queues"],
  ["(garbage collector)", [""], "garbage collection"],
])("%s called from %s belongs to %s", (functionName, urls, part) => {
  expect(partOf(urls.map((url, place) => ({ functionName: place === 0 ? functionName : "caller", url })))).toBe(part);
});
