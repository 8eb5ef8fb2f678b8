import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, expect, test } from "vitest";
import { Connection } from "../clients/connection.ts";
import { openProxy, type Proxy } from "./proxy.ts";

const REQUEST = "POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 0\r\n\r\n";

let heard = 0;
const server = await openServer();
const proxy = await openProxy((chunk) => chunk.toString("latin1").startsWith("POST "));
proxy.target = (server.address() as AddressInfo).port;
afterAll(() => {
  proxy.close();
  server.close();
});
beforeEach(() => {
  proxy.heal();
  heard = 0;
});

test("passes on what both say", async () => {
  const line = new Connection(proxy.port);
  expect(await line.send(REQUEST)).toEqual({ status: 200, replayed: true, body: "heard 1" });
  expect(await line.send(REQUEST)).toMatchObject({ body: "heard 2" });
  line.close();
});

test("cuts before the effect: nobody has heard the request", async () => {
  proxy.faults.cutBeforeOneIn = 2;
  expect(await send(proxy)).toBeUndefined();
  expect(heard).toBe(0);
  expect(await send(proxy)).toBeDefined();
});

test("cuts after the effect: the request was heard, and its answer does not come", async () => {
  proxy.faults.cutAfterOneIn = 2;
  expect(await send(proxy)).toBeUndefined();
  expect(heard).toBe(1);
  expect(await send(proxy)).toBeDefined();
});

test("swallows what is sent, and the line is cut when it is healed", async () => {
  proxy.faults.swallow = true;
  const answer = send(proxy);
  const before = proxy.strikes;
  await expect.poll(() => proxy.strikes).toBeGreaterThan(before);
  proxy.heal();
  expect(await answer).toBeUndefined();
  expect(heard).toBe(0);
});

test("is slow, and keeps the order when it becomes quick again", async () => {
  proxy.faults.delayMs = 60;
  const started = performance.now();
  const line = new Connection(proxy.port);
  const first = line.send(REQUEST);
  await expect.poll(() => heard).toBe(1);
  proxy.faults.delayMs = 0;
  expect(await first).toBeDefined();
  expect(performance.now() - started).toBeGreaterThan(55);
  expect(await line.send(REQUEST)).toMatchObject({ body: "heard 2" });
  line.close();
});

test("cuts all lines at once", async () => {
  const line = new Connection(proxy.port);
  await line.send(REQUEST);
  expect(proxy.cutAll()).toBeGreaterThan(0);
  expect(await send(proxy)).toBeDefined();
  line.close();
});

async function openServer(): Promise<Server> {
  const opened = createServer((_request, response) => {
    heard += 1;
    response.setHeader("idempotent-replayed", "true").end(`heard ${heard}`);
  });
  opened.listen(0, "127.0.0.1");
  await once(opened, "listening");
  return opened;
}

async function send({ port }: Proxy): ReturnType<Connection["send"]> {
  const line = new Connection(port);
  const answer = await line.send(REQUEST);
  line.close();
  return answer;
}
