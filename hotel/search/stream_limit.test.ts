import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { readConfig } from "../config.ts";
import { testDatabase } from "../testing/database.ts";
import { bearer, staffToken, testHttpServer } from "../testing/http_server.ts";
import { openHotel, setNoon } from "../testing/world.ts";
import { searchRoutes } from "./routes.ts";

const database = await testDatabase();
await setNoon(database);
const { hotelId } = await openHotel(database, { rooms: [4] });
const config = readConfig({ STREAMS_PER_CLIENT: "2" });
const { app, services } = testHttpServer(database, { routes: [searchRoutes], services: { config }, trustProxy: 1 });
await services.search.feed.start();
const streamUrl = `${await app.listen({ port: 0 })}/v1/availability/stream?hotel_id=${hotelId}`;

test("a client has so many streams and no more, and another one when it has closed one", async () => {
  const from = { "x-forwarded-for": "203.0.113.1" };
  const first = await openStream(from);
  const second = await openStream(from);
  const third = await openStream(from);
  expect([first.status, second.status, third.status]).toEqual([200, 200, 429]);
  expect([third.headers.get("retry-after"), await third.json()]).toEqual([
    "10",
    expect.objectContaining({ error: "too_many_requests", most: 2, retry_after: 10 }),
  ]);
  first.close();
  await expect.poll(async () => (await openStream(from)).status).toBe(200);
});

test("neighbours have their own, and whoever is signed in does not use those of the address", async () => {
  const from = { "x-forwarded-for": "203.0.113.2" };
  const { token } = await staffToken(services, { role: "administrator" });
  const clients = [from, { ...from, ...bearer(token) }, { "x-forwarded-for": "203.0.113.3" }];
  for (const client of clients) {
    expect([(await openStream(client)).status, (await openStream(client)).status]).toEqual([200, 200]);
    expect((await openStream(client)).status).toBe(429);
  }
});

test("a client that goes before its stream begins leaves nothing behind", async () => {
  const from = { "x-forwarded-for": "203.0.113.4" };
  const answer = Promise.withResolvers<void>();
  const { feed } = services.search;
  const stateOf = feed.stateOf.bind(feed);
  const slow = vi.spyOn(feed, "stateOf").mockImplementation(async (...args) => {
    await answer.promise;
    return stateOf(...args);
  });
  const leaving = [new AbortController(), new AbortController()];
  const asked: IncomingMessage[] = [];
  app.server.on("request", (request: IncomingMessage) => void asked.push(request));
  const requests = leaving.map(({ signal }) => fetch(streamUrl, { headers: from, signal }));
  await expect.poll(() => [asked.length, slow.mock.calls.length]).toEqual([2, 2]);
  for (const one of leaving) one.abort();
  expect((await Promise.allSettled(requests)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await expect.poll(() => asked.every(({ socket }) => socket.destroyed)).toBe(true);
  slow.mockRestore();
  answer.resolve();
  await new Promise(setImmediate);
  expect([(await openStream(from)).status, (await openStream(from)).status]).toEqual([200, 200]);
});

test("streams asked for one behind the other on one connection end with it", async () => {
  const from = { "x-forwarded-for": "203.0.113.5" };
  const asking = vi.spyOn(services.search.feed, "stateOf");
  onTestFinished(() => asking.mockRestore());
  const { host, hostname, port, pathname, search } = new URL(streamUrl);
  const connection = connect(Number(port), hostname);
  onTestFinished(() => void connection.destroy());
  const head = [`GET ${pathname}${search} HTTP/1.1`, `host: ${host}`, `x-forwarded-for: ${from["x-forwarded-for"]}`];
  connection.write(`${head.join("\r\n")}\r\n\r\n`.repeat(2));
  await expect.poll(() => asking.mock.settledResults.map(({ type }) => type)).toEqual(["fulfilled", "fulfilled"]);
  await new Promise(setImmediate);
  expect((await openStream(from)).status).toBe(429);
  connection.destroy();
  await expect.poll(async () => (await openStream(from)).status).toBe(200);
  await expect.poll(async () => (await openStream(from)).status).toBe(200);
});

test("whoever asks for the head alone opens no stream", async () => {
  const from = { "x-forwarded-for": "203.0.113.6" };
  const ask = (): Promise<Response> => fetch(streamUrl, { method: "HEAD", headers: from });
  const heads = await Promise.all([ask(), ask()]);
  expect([(await openStream(from)).status, (await openStream(from)).status]).toEqual([200, 200]);
  expect(heads.map(({ status }) => status)).toEqual([405, 405]);
});

async function openStream(headers: Record<string, string>): Promise<Response & { close(): void }> {
  const closing = new AbortController();
  onTestFinished(() => closing.abort());
  const reply = await fetch(streamUrl, { headers, signal: closing.signal });
  return Object.assign(reply, { close: () => closing.abort() });
}
