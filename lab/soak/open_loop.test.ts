import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { OpenLoop } from "./open_loop.ts";

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

const world = { hotels: 2, typesPerHotel: 2, roomsPerType: 5, firstNight: 20_000, nights: 40 };

async function listen(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  closers.push(() => server.close().closeAllConnections());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** A hotel that has room for everybody and stops the guests after so many calls; what it was asked for, in order. */
async function openHouse(calls: number, halt: AbortController): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  const port = await listen((request, response) => {
    request.resume().on("end", () => {
      asked.push(nameOf(request));
      const made = JSON.stringify({ reservation_id: `r${asked.length}`, manage_token: "t" });
      response.writeHead(request.url === "/v1/reservations" ? 201 : 200, { "content-length": made.length }).end(made);
      if (asked.length >= calls) halt.abort();
    });
  });
  return { port, asked };
}

function nameOf({ method = "", url = "", headers }: IncomingMessage): string {
  return `${method} ${url.split("?")[0] ?? ""} ${headers.authorization ?? "-"}`;
}

describe("open loop", () => {
  it("books, holds, confirms, searches, and cancels the oldest as soon as too many live", async () => {
    const halt = new AbortController();
    const { port, asked } = await openHouse(400, halt);
    const guests = new OpenLoop({ port, world, rate: 500, live: 20, seed: 3 });
    await guests.run(halt.signal);
    const { answers, made } = guests.all();
    const {
      "book 201": booked = 0,
      "hold 201": held = 0,
      "confirm 200": confirmed = 0,
      "cancel 200": gone = 0,
    } = answers;
    expect(Object.keys(answers).toSorted()).toEqual([
      "book 201",
      "cancel 200",
      "confirm 200",
      "hold 201",
      "search 200",
    ]);
    expect(made).toBe(booked + held);
    expect(booked + confirmed - gone).toBe(20);
    expect(held).toBeGreaterThan(confirmed);
    const cancelled = asked.filter((call) => call.startsWith("DELETE"));
    expect(new Set(cancelled).size).toBe(cancelled.length);
    expect(cancelled.every((call) => call.endsWith(" Bearer t"))).toBe(true);
    expect(guests.take().answers).toBe(asked.length);
    expect(guests.take().answers).toBe(0);
  });

  it("counts who was not answered, and lets nobody come while too many wait", async () => {
    const halt = new AbortController();
    let asked = 0;
    const port = await listen((request) => {
      asked += 1;
      if (asked === 40) halt.abort();
      if (asked % 2 === 0) request.socket.destroy();
      else setImmediate(() => request.socket.destroy());
    });
    const guests = new OpenLoop({ port, world, rate: 1_000_000, live: 5, seed: 3 });
    await guests.run(halt.signal);
    const { answers, made, notSent } = guests.all();
    expect(made).toBe(0);
    expect(notSent).toBeGreaterThan(0);
    expect(Object.keys(answers).every((name) => name.endsWith(" 0"))).toBe(true);
  });
});
