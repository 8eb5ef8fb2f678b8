import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { createClient } from "@redis/client";
import { afterAll } from "vitest";

/** A `redis-server` on a port of its own, that a test may kill, freeze and start again. It keeps nothing on disk. */
export interface TestRedis {
  readonly url: string;
  /** Starts it on the same port, empty. */
  start(): Promise<void>;
  /** Kills it with SIGKILL. */
  kill(): Promise<void>;
  /** Lets it stand still: it takes connections and answers nothing. */
  freeze(): void;
  /** Lets it go on. */
  thaw(): void;
  /** One command; its answer as Redis gives it. */
  ask(...words: string[]): Promise<unknown>;
}

const READY_WAIT_MS = 20_000;
const LOOK_MS = 20;

/** Starts one, ended after the tests of the file; undefined when `redis-server` is not installed. */
export async function testRedis(): Promise<TestRedis | undefined> {
  const port = await freePort();
  const started = await startServer(port);
  if (started === undefined) return undefined;
  let server = started;
  const client = createClient({ url: `redis://127.0.0.1:${port}`, RESP: 2 });
  client.on("error", () => undefined);
  await client.connect();
  afterAll(async () => {
    client.destroy();
    await kill(server);
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    start: async () => {
      server = (await startServer(port)) ?? server;
    },
    kill: () => kill(server),
    freeze: () => void server.kill("SIGSTOP"),
    thaw: () => void server.kill("SIGCONT"),
    ask: (...words) => client.sendCommand(words),
  };
}

async function startServer(port: number): Promise<ChildProcess | undefined> {
  const settings = ["--bind", "127.0.0.1", "--port", String(port), "--appendonly", "no", "--save", ""];
  const child = spawn("redis-server", settings, { cwd: tmpdir(), stdio: "ignore" });
  process.once("exit", () => child.kill("SIGKILL"));
  const isThere = await new Promise<boolean>((resolve) => {
    child.once("spawn", () => resolve(true)).once("error", () => resolve(false));
  });
  if (!isThere) return undefined;
  const deadline = performance.now() + READY_WAIT_MS;
  while (!(await answers(port))) {
    if (performance.now() > deadline || child.exitCode !== null) throw new Error("redis-server did not start");
    await pause(LOOK_MS);
  }
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("PING\r\n"));
    socket.once("data", () => resolve(true)).once("error", () => resolve(false));
    socket.once("data", () => socket.destroy());
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
