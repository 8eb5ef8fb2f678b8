import { createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { Crowd } from "./rush.ts";

const open: Server[] = [];

/** A server that answers each request with the status that its body names, and hangs up where it names 0. */
async function echoing(): Promise<number> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (request) => {
      const status = request.toString("latin1");
      if (status === "0") socket.destroy();
      else socket.write(`HTTP/1.1 ${status} Answer\r\ncontent-length: 0\r\n\r\n`);
    });
  });
  open.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

describe("a crowd", () => {
  it("asks for the next after a refusal, and for no more after anything else", async () => {
    const crowd = await Crowd.gather(3, [await echoing(), await echoing()]);
    const answers = await crowd.rush([
      ["409", "409", "201"],
      ["201", "500"],
      ["409", "409"],
    ]);
    expect(answers.map(({ status, requests }) => [status, requests.length])).toEqual([
      [201, 3],
      [201, 1],
      [409, 2],
    ]);
    crowd.leave();
  });

  it("comes one after the other where it is told to, and tells when each request was sent", async () => {
    const crowd = await Crowd.gather(4, [await echoing()]);
    const answers = await crowd.rush([["409", "201"], ["201"], ["201"], ["201"]], 80);
    const arrivals = answers.map(({ arrived }) => arrived);
    expect(arrivals).toEqual(arrivals.toSorted((one, other) => one - other));
    expect(arrivals[3]).toBeGreaterThan(50);
    const [first, second] = answers[0]?.requests ?? [];
    expect([first?.status, second?.status]).toEqual([409, 201]);
    expect(second?.sentAt).toBeGreaterThan(first?.sentAt ?? Number.NaN);
    crowd.leave();
  });

  it("tells of a connection that broke, and opens it again for the next round", async () => {
    const crowd = await Crowd.gather(2, [await echoing()]);
    const answers = await crowd.rush([["0"], ["201"]]);
    expect(answers.map(({ status }) => status)).toEqual([0, 201]);
    expect((await crowd.rush([["201"], ["409"]])).map(({ status }) => status)).toEqual([201, 409]);
    crowd.leave();
  });
});
