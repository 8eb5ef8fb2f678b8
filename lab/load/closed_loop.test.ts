import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { bookingsOf, requestOf } from "./bookings.ts";
import type { SpreadScenario } from "./bookings.ts";
import { runLoad } from "./closed_loop.ts";
import type { LoadOptions, LoadReport } from "./closed_loop.ts";

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

async function listen(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  closers.push(() => server.close().closeAllConnections());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

function load(port: number, options: Partial<LoadOptions>): Promise<LoadReport> {
  const next = bookingsOf({ kind: "hot", night: 20_000 }, 1, "t");
  const standard = { host: "127.0.0.1", connections: 4, seconds: 5, warmUpSeconds: 0, maxRequests: 200 };
  return runLoad({ ...standard, ports: [port], nextRequest: () => requestOf(next()), ...options });
}

describe("closed loop", () => {
  it("sends what it was told, once each, and stops by itself", async () => {
    const keys: string[] = [];
    const port = await listen((request, response) => {
      let text = "";
      request.on("data", (chunk: Buffer) => (text += chunk.toString()));
      request.on("end", () => {
        keys.push((JSON.parse(text) as { idempotency_key: string }).idempotency_key);
        response.writeHead(keys.length % 4 === 0 ? 409 : 201, { "content-length": 2 }).end("{}");
      });
    });
    const report = await load(port, {});
    expect(report.allStatuses).toEqual({ 201: 150, 409: 50 });
    expect(new Set(keys).size).toBe(200);
    expect(report.failures).toBe(0);
    expect(report.latency.p50).toBeGreaterThan(0);
    expect(report.latency.max).toBeGreaterThanOrEqual(report.latency.p99);
  });

  it("does not count the warm-up but still accounts for it", async () => {
    const port = await listen((_, response) => response.writeHead(201, { "content-length": 0 }).end());
    const report = await load(port, { warmUpSeconds: 60 });
    expect(report.answers).toBe(0);
    expect(report.allStatuses).toEqual({ 201: 200 });
  });

  it("spreads its connections over the ports", async () => {
    const seen: number[] = [];
    const answering = (place: number): Promise<number> =>
      listen((_, response) => {
        seen.push(place);
        response.writeHead(201, { "content-length": 0 }).end();
      });
    const ports = [await answering(0), await answering(1)];
    const report = await load(0, { ports, connections: 2 });
    expect(report.allStatuses).toEqual({ 201: 200 });
    expect(new Set(seen)).toEqual(new Set([0, 1]));
  });

  it("counts broken connections, opens them again, and gives up on a server that is gone", async () => {
    const port = await listen((request) => request.socket.destroy());
    const report = await load(port, { maxRequests: 10_000 });
    expect(report.allStatuses).toEqual({});
    expect(report.failures).toBeGreaterThan(100);
    expect(report.failures).toBeLessThan(110);
  });
});

describe("bookings", () => {
  it("are repeatable and stay within the world", () => {
    const world: SpreadScenario = {
      kind: "spread",
      hotels: 3,
      typesPerHotel: 2,
      firstNight: 100,
      days: 10,
      longestStay: 5,
    };
    const next = bookingsOf(world, 7, "a");
    const made = Array.from({ length: 2000 }, next);
    expect(Array.from({ length: 2000 }, bookingsOf(world, 7, "a"))).toEqual(made);
    expect(new Set(made.map(({ roomTypeId }) => roomTypeId))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
    expect(new Set(made.map(({ arrival, departure }) => departure - arrival))).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(made.every(({ arrival }) => arrival >= 100 && arrival < 110)).toBe(true);
    expect(made.every(({ hotelId, roomTypeId }) => Math.ceil(roomTypeId / 2) === hotelId)).toBe(true);
  });
});
