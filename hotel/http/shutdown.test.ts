import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { Agent, get } from "node:http";
import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { onTestFinished, describe, expect, test } from "vitest";
import { testDatabase, urlOfTestDatabase } from "../testing/database.ts";
import { testHttpServer } from "../testing/http_server.ts";
import { healthRoutes } from "./health.ts";
import { createShutdown } from "./shutdown.ts";
import type { Stop } from "./shutdown.ts";

const database = await testDatabase();
const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));

/** A listening server with a route that answers when it is told to, and a shutdown around it. */
async function slowServer(stops: readonly Stop[] = [], graceMs = 5_000) {
  const arrived = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const { app, services, logLines } = testHttpServer(database, {
    routes: [
      healthRoutes,
      (app) =>
        void app.get("/slow", async () => {
          arrived.resolve();
          await release.promise;
          return { done: true };
        }),
    ],
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;
  const { draining } = services;
  const logger = { info: () => undefined, error: () => undefined };
  const shutdown = createShutdown({ draining, close: () => app.close(), server: app.server, graceMs, stops, logger });
  return { port, shutdown, arrived: arrived.promise, release: release.resolve, draining, logLines };
}

async function request(port: number, path: string, agent: Agent): Promise<{ reply: IncomingMessage; body: string }> {
  const [reply] = (await once(get({ port, path, agent, host: "127.0.0.1" }), "response")) as [IncomingMessage];
  let body = "";
  for await (const chunk of reply) body += String(chunk);
  return { reply, body };
}

describe("shutting down", () => {
  test("finishes what is in flight, closes kept connections, and takes no new ones", async () => {
    const order: string[] = [];
    const stops = ["lanes", "database"].map((name) => ({ name, stop: async () => void order.push(name) }));
    const { port, shutdown, arrived, release, draining } = await slowServer(stops);
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    await request(port, "/health/live", agent);
    const idle = connect(port, "127.0.0.1");
    await once(idle, "connect");
    const slow = request(port, "/slow", agent);
    slow.catch(() => undefined);
    await arrived;
    const ended = shutdown();
    expect(draining.active).toBe(true);
    expect(shutdown()).toBe(ended);
    await once(idle, "close");
    const refused = connect(port, "127.0.0.1");
    const [error] = (await once(refused, "error")) as [NodeJS.ErrnoException];
    expect(error.code).toBe("ECONNREFUSED");
    expect(order).toEqual([]);
    release();
    const { reply, body } = await slow;
    expect([reply.statusCode, body]).toEqual([200, '{"done":true}']);
    expect(reply.headers.connection).toBe("close");
    expect(await ended).toBe(true);
    expect(order).toEqual(["lanes", "database"]);
  });

  test("cuts what takes longer than the grace, and goes on", async () => {
    const stopped: string[] = [];
    const { port, shutdown, arrived } = await slowServer(
      [{ name: "database", stop: async () => void stopped.push("database") }],
      50,
    );
    const slow = request(port, "/slow", new Agent());
    slow.catch(() => undefined);
    await arrived;
    expect(await shutdown()).toBe(true);
    await expect(slow).rejects.toThrow("socket hang up");
    expect(stopped).toEqual(["database"]);
  });

  test("a part that fails or hangs does not keep the others, and is told", async () => {
    const stopped: string[] = [];
    const { shutdown } = await slowServer([
      { name: "fails", stop: () => Promise.reject(new Error("no")) },
      { name: "hangs", stop: () => new Promise(() => undefined) },
      { name: "last", stop: async () => void stopped.push("last") },
    ]);
    const start = performance.now();
    expect(await shutdown()).toBe(false);
    expect(stopped).toEqual(["last"]);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe("the program", () => {
  interface Program {
    readonly child: ChildProcess;
    readonly url: string;
    readonly output: () => string;
    readonly exit: () => Promise<number | null>;
  }

  async function start(settings: Record<string, string> = {}): Promise<Program> {
    const env = {
      PATH: process.env["PATH"],
      DATABASE_URL: urlOfTestDatabase(database),
      UNSAFE_DATABASE: "on",
      JWT_SECRET: "a secret that only tests use, 32 bytes or more",
      PORT: "0",
      DEMO: "off",
      ...settings,
    };
    const child = spawn(process.execPath, [MAIN], { env, stdio: ["ignore", "pipe", "pipe"] });
    const exited = once(child, "exit").then(([code]) => code as number | null);
    onTestFinished(() => void child.kill("SIGKILL"));
    let output = "";
    const ready = new Promise<string>((resolve) => {
      const read = (chunk: Buffer): void => {
        output += chunk.toString();
        const url = /ready at (\S+)/.exec(output)?.[1];
        if (url !== undefined) resolve(url);
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
    });
    const url = await Promise.race([ready, exited.then(() => "")]);
    return { child, url, output: () => output, exit: () => exited };
  }

  test("starts, prints a first password once, serves, and ends with 0 on SIGTERM", async () => {
    const first = await start({ ADMIN_EMAIL: "chief@example.com" });
    const password = /Password\s+(\S+)/.exec(first.output())?.[1] ?? "";
    expect((await fetch(`${first.url}/health/ready`)).status).toBe(200);
    const signIn = (url: string): Promise<Response> =>
      fetch(`${url}/v1/auth/token`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ email: "chief@example.com", password }),
      });
    expect((await signIn(first.url)).status).toBe(200);
    const start1 = performance.now();
    first.child.kill("SIGTERM");
    expect(await first.exit()).toBe(0);
    expect(performance.now() - start1).toBeLessThan(10_000);
    const second = await start({ ADMIN_EMAIL: "chief@example.com" });
    expect(second.output()).not.toContain("Password");
    expect((await signIn(second.url)).status).toBe(200);
    second.child.kill("SIGINT");
    expect(await second.exit()).toBe(0);
  });

  test("says in one line why it cannot start, and exits with 1", async () => {
    const wrong = await start({ PORT: "many" });
    expect([wrong.url, await wrong.exit()]).toEqual(["", 1]);
    expect(wrong.output()).toMatch(/Lastroom cannot start: [^]*PORT/);
    const running = await start();
    const taken = await start({ PORT: new URL(running.url).port });
    expect([taken.url, await taken.exit()]).toEqual(["", 1]);
    expect(taken.output()).toContain("PORT");
    expect(taken.output()).toContain("in use");
  });

  test("a second signal ends it at once", async () => {
    const { child, url, exit } = await start();
    const half = connect(Number(new URL(url).port), "127.0.0.1", () =>
      half.write("POST /v1/auth/token HTTP/1.1\r\nHost: a\r\n"),
    );
    half.on("error", () => undefined);
    await once(half, "connect");
    await fetch(`${url}/health/live`);
    child.kill("SIGTERM");
    child.kill("SIGINT");
    expect(await exit()).toBe(1);
  });
});
