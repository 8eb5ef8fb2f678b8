import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { Connections } from "./connections.ts";
import { runOpenLoop } from "./open_loop.ts";
import { arrivalsOf } from "./schedule.ts";

const GET = "GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n";
let server: Server | undefined;

afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

describe("a schedule", () => {
  test("has every stream at its own rate, evenly, and all in order of time", () => {
    const streams = [
      { name: "search", rate: 500 },
      { name: "booking", rate: 50 },
    ];
    const all = [...arrivalsOf(streams, 2)];
    expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted((one, other) => one - other));
    const searches = all.filter(({ stream }) => stream === 0).map(({ at }) => at);
    const bookings = all.filter(({ stream }) => stream === 1).map(({ at }) => at);
    expect([searches.length, bookings.length]).toEqual([1_000, 100]);
    expect(searches.slice(0, 3)).toEqual([1, 3, 5]);
    expect(bookings.slice(0, 3)).toEqual([10, 30, 50]);
    expect(all.every(({ at }) => at < 2_000)).toBe(true);
  });
});

describe("an open loop", () => {
  test("counts the wait of those who came while the server stood still, from the moment at which they were due", async () => {
    let held: (() => void)[] | undefined = [];
    const port = await listen((answer) => (held === undefined ? answer() : held.push(answer)));
    const plan = { port, seconds: 0.5, warmUpSeconds: 0, streams: [{ name: "search", rate: 200, next: () => GET }] };
    const running = runOpenLoop(plan);
    await expect.poll(() => held?.length ?? 0).toBeGreaterThan(60);
    const waiting = held.splice(0);
    held = undefined;
    for (const answer of waiting) answer();
    const { streams } = await running;
    // The first came when the server stood still, and sixty more at 200 a second: 300 ms.
    expect(streams[0]).toMatchObject({ name: "search", answers: 100, unanswered: 0, statuses: { 200: 100 } });
    expect(streams[0]?.max).toBeGreaterThan(250);
    expect(streams[0]?.p50).toBeGreaterThan(10);
  });

  test("leaves the warm-up out of the latencies, but not out of the statuses", async () => {
    const port = await listen((answer) => answer());
    const streams = [{ name: "search", rate: 100, next: () => GET }];
    const { streams: seen } = await runOpenLoop({ port, seconds: 0.2, warmUpSeconds: 0.2, streams });
    expect(seen[0]).toMatchObject({ answers: 20, statuses: { 200: 40 } });
  });
});

test("a connection that breaks gives no answer, and the next request opens another", async () => {
  let broken = 0;
  server = createServer((_request, response) => {
    if (broken++ === 0) response.socket?.destroy();
    else response.writeHead(204).end();
  });
  const connections = new Connections(await portOf(server), 1);
  const ask = (): Promise<number> => new Promise((resolve) => connections.send(GET, resolve));
  expect(await ask()).toBe(0);
  expect(await ask()).toBe(204);
  expect(connections.waiting).toBe(0);
  connections.close();
});

function listen(on: (answer: () => void) => void): Promise<number> {
  server = createServer((_request, response) => {
    on(() => void response.writeHead(200, { "content-length": 0 }).end());
  });
  return portOf(server);
}

function portOf(listening: Server): Promise<number> {
  return new Promise((resolve) => {
    listening.listen(0, "127.0.0.1", () => resolve((listening.address() as AddressInfo).port));
  });
}
