import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { testRedis } from "../../testing/redis_server.ts";
import { RedisLink } from "./redis_link.ts";

const redis = await testRedis();
const missing = redis === undefined ? " (not run: needs redis-server)" : "";
const soon = { timeout: 20_000, interval: 5 };

/** A link and what its observer was told. */
function linkTo(url: string, callMs?: number) {
  const told: string[] = [];
  const link = new RedisLink({
    url,
    observer: { up: () => void told.push("up"), down: () => void told.push("down") },
    ...(callMs === undefined ? {} : { callMs }),
  });
  link.open();
  onTestFinished(() => link.close());
  return { link, told, ping: () => link.call((client) => client.sendCommand(["PING"])) };
}

/** Something that takes connections and never says anything. */
async function silentServer(): Promise<string> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket.on("error", () => undefined))).listen(
    0,
    "127.0.0.1",
  );
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("a link to nobody", () => {
  test("answers at once, tells it once, and ends", async () => {
    const { link, told, ping } = linkTo("redis://127.0.0.1:1");
    expect(await ping()).toBeUndefined();
    await expect.poll(() => told, soon).toEqual(["down"]);
    expect([link.isUp, await ping()]).toEqual([false, undefined]);
    await link.close();
    expect(told).toEqual(["down"]);
  });

  test("that takes connections and says nothing is none either", async () => {
    const { link, told, ping } = linkTo(await silentServer());
    await expect.poll(() => told, soon).toEqual(["down"]);
    expect([link.isUp, await ping()]).toEqual([false, undefined]);
  });
});

// Only where the server is installed.
describe.skipIf(redis === undefined)(`a link to Redis${missing}`, () => {
  const server = redis as NonNullable<typeof redis>;

  test("asks, and answers", async () => {
    const { link, told, ping } = linkTo(server.url, 5_000);
    await expect.poll(() => told, soon).toEqual(["up"]);
    expect([link.isUp, await ping()]).toEqual([true, "PONG"]);
    expect(await link.call((client) => client.sendCommand(["NONSENSE"]))).toBeUndefined();
    expect(await ping()).toBe("PONG");
  });

  test("knows a server that it may not write to as one that does not work", async () => {
    await server.ask("REPLICAOF", "127.0.0.1", "1");
    const { told } = linkTo(server.url, 5_000);
    await expect.poll(() => told, soon).toEqual(["down"]);
    await server.ask("REPLICAOF", "NO", "ONE");
    await expect.poll(() => told, soon).toEqual(["down", "up"]);
  });

  test("is up again after the server was killed and started, and told once of each", async () => {
    const { told, ping } = linkTo(server.url, 5_000);
    await expect.poll(() => told, soon).toEqual(["up"]);
    await server.kill();
    await expect.poll(() => told, soon).toEqual(["up", "down"]);
    expect(await Promise.all([ping(), ping()])).toEqual([undefined, undefined]);
    await server.start();
    await expect.poll(() => told, soon).toEqual(["up", "down", "up"]);
    expect(await ping()).toBe("PONG");
  });

  test("waits for a frozen server a moment only, then not at all, and never for more than a few", async () => {
    const { link, told, ping } = linkTo(server.url, 20);
    await expect.poll(() => told, soon).toEqual(["up"]);
    server.freeze();
    onTestFinished(() => server.thaw());
    const answers = await Promise.all(Array.from({ length: 1_000 }, ping));
    expect(new Set(answers)).toEqual(new Set([undefined]));
    expect([link.isUp, told]).toEqual([false, ["up", "down"]]);
    server.thaw();
    await expect.poll(() => told, soon).toEqual(["up", "down", "up"]);
    await expect.poll(ping, soon).toBe("PONG");
  });
});
