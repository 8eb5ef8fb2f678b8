import { spawn } from "node:child_process";
import { once } from "node:events";
import { chown, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startProcess } from "../testing/processes.ts";
import type { TestProcess } from "../testing/processes.ts";
import { temporaryDataDir } from "../testing/server.ts";
import { eventually, isPostmaster, readPidFile } from "./embedded/postmaster.ts";
import { firstObstacle } from "./embedded/reach.ts";
import { accounts } from "./embedded/server_account.ts";
import { startEmbeddedServer } from "./embedded.ts";
import type { EmbeddedServer } from "./embedded.ts";

const SCRIPT = new URL("../testing/embedded_process.ts", import.meta.url);
const isRoot = process.getuid?.() === 0;
const nobody = (await accounts()).find(({ name }) => name === "nobody");

let folder: string;
let dataDir: string;
let log: string[];
const cleanUp: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  folder = await temporaryDataDir();
  dataDir = join(folder, "data");
  log = [];
});

afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
  await rm(folder, { recursive: true, force: true });
});

async function start(options: { durable?: boolean; refuges?: string[] } = {}): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({
    dataDir,
    durable: false,
    log: (message) => log.push(message),
    ...options,
  });
  cleanUp.push(() => server.stop());
  return server;
}

async function startApart(...args: string[]): Promise<TestProcess> {
  const apart = await startProcess(SCRIPT, [dataDir, ...args]);
  cleanUp.push(() => apart.kill());
  return apart;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(text);
  await client.end();
  return rows;
}

async function serverPid(): Promise<number> {
  const file = await readPidFile(join(dataDir, "postgres", "cluster"));
  if (!file) throw new Error("no server runs");
  return file.pid;
}

async function killServer(): Promise<void> {
  const pid = await serverPid();
  process.kill(pid, "SIGKILL");
  await eventually(async () => !(await isPostmaster(pid, join(dataDir, "postgres", "cluster"))), 10_000);
}

test("starts again a server that was killed, at the same address, and none that was stopped", async () => {
  const server = await start({ durable: true });
  await query(server.url, "CREATE TABLE kept AS SELECT 42 AS answer");
  const before = await serverPid();
  await killServer();
  const answer = (): Promise<unknown> => query(server.url, "SELECT answer FROM kept").catch(() => "no server");
  await expect.poll(answer, { timeout: 20_000 }).toEqual([{ answer: 42 }]);
  expect(await serverPid()).not.toBe(before);
  expect(log).toContain("PostgreSQL has ended, though nobody stopped it; it is started again");
  const after = await serverPid();
  await server.stop();
  expect(await isPostmaster(after, join(dataDir, "postgres", "cluster"))).toBe(false);
  expect(log.filter((line) => line.startsWith("started PostgreSQL"))).toHaveLength(2);
});

test("starts, keeps what was written over a stop, and stops", async () => {
  const first = await start({ durable: true });
  await query(first.url, "CREATE TABLE kept AS SELECT 42 AS answer");
  expect(
    await query(first.url, "SELECT current_setting('fsync') AS fsync, current_setting('server_encoding') AS encoding"),
  ).toEqual([{ fsync: "on", encoding: "UTF8" }]);
  await first.stop();
  await expect(query(first.url, "SELECT 1")).rejects.toThrow("ENOENT");
  const second = await start();
  expect(await query(second.url, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
  expect(second.url).toBe(first.url);
});

test("takes tools by TCP on this machine, and nobody without the password", async () => {
  const url = new URL((await start()).url);
  const tcp = `postgresql://lastroom:${url.password}@127.0.0.1:${url.searchParams.get("port")}/lastroom`;
  expect(await query(tcp, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  await expect(query(tcp.replace(url.password, "guessed"), "SELECT 1")).rejects.toThrow(
    "password authentication failed",
  );
  expect((await stat(join(dataDir, "postgres", "password"))).mode & 0o777).toBe(0o600);
});

test("adopts the server that a killed process left", async () => {
  const killed = await startApart();
  await query(killed.firstLine, "CREATE TABLE kept AS SELECT 42 AS answer");
  const pid = await serverPid();
  await killed.kill();
  const server = await start();
  expect(log).toContainEqual(
    expect.stringContaining(`already runs on ${join(dataDir, "postgres", "cluster")} (process ${pid})`),
  );
  expect(await query(server.url, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
  await server.stop();
  expect(await isPostmaster(pid, join(dataDir, "postgres", "cluster"))).toBe(false);
});

test("recovers what was committed when process and server were killed", async () => {
  const killed = await startApart();
  await query(killed.firstLine, "CREATE TABLE kept AS SELECT 42 AS answer");
  await killed.kill();
  await killServer();
  const server = await start();
  expect(log).toContainEqual(expect.stringContaining("started PostgreSQL"));
  expect(await query(server.url, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
});

test("starts although the number of the killed server is another program's by now", async () => {
  const killed = await startApart();
  await killed.kill();
  const owner = await stat(join(dataDir, "postgres", "cluster"));
  await killServer();
  const other = spawn("sleep", ["600"], { uid: owner.uid, gid: owner.gid, stdio: "ignore" });
  await once(other, "spawn");
  cleanUp.push(() => Promise.resolve(other.kill()));
  const file = join(dataDir, "postgres", "cluster", "postmaster.pid");
  await writeFile(file, (await readFile(file, "utf8")).replace(/^\d+/, String(other.pid)));
  await start();
  expect(log).toContainEqual(expect.stringContaining("started PostgreSQL"));
  expect(other.exitCode).toBeNull();
});

test("starts although a full disk has left the file with the server's number empty", async () => {
  const killed = await startApart();
  await killed.kill();
  await killServer();
  const file = join(dataDir, "postgres", "cluster", "postmaster.pid");
  await writeFile(file, "");
  await start();
  expect(log).toContainEqual(expect.stringContaining("started PostgreSQL"));
});

test("an empty file is left alone while a server of that folder may be about to write its number", async () => {
  const killed = await startApart();
  await killed.kill();
  await killServer();
  const cluster = join(dataDir, "postgres", "cluster");
  await writeFile(join(cluster, "postmaster.pid"), "");
  const other = spawn("sleep", ["600"], { argv0: `postgres -D ${cluster} `, stdio: "ignore" });
  await once(other, "spawn");
  cleanUp.push(() => Promise.resolve(other.kill()));
  await expect(start()).rejects.toThrow("did not start");
  expect(await readFile(join(cluster, "postmaster.pid"), "utf8")).toBe("");
});

test("two processes at once share one server; it ends with the last", async () => {
  const [first, second] = await Promise.all([startApart(), startApart()]);
  const pid = await serverPid();
  expect(first.firstLine).toBe(second.firstLine);
  expect(await first.finish()).toBe(0);
  expect(first.errors()).toContain("another process uses it");
  expect(await query(second.firstLine, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  expect(await second.finish()).toBe(0);
  expect(await isPostmaster(pid, join(dataDir, "postgres", "cluster"))).toBe(false);
});

test("a process that was killed while it used the server does not keep it from ending", async () => {
  const [killed, other] = [await startApart(), await startApart()];
  const pid = await serverPid();
  await killed.kill();
  expect(await other.finish()).toBe(0);
  expect(await isPostmaster(pid, join(dataDir, "postgres", "cluster"))).toBe(false);
});

test("takes another port when its own was taken meanwhile", async () => {
  await (await start()).stop();
  const port = Number(await readFile(join(dataDir, "postgres", "port"), "utf8"));
  const thief = createServer().listen(port, "127.0.0.1");
  await once(thief, "listening");
  cleanUp.push(() => new Promise((resolve) => thief.close(resolve)));
  const server = await start();
  expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  expect(new URL(server.url).searchParams.get("port")).not.toBe(String(port));
});

test("a path too long for a socket is no obstacle", async () => {
  dataDir = join(folder, "x".repeat(120));
  expect(await query((await start()).url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a half-made data directory is made anew", async () => {
  await mkdir(join(dataDir, "postgres", "cluster.new", "base"), { recursive: true });
  await start();
  expect(await readdir(join(dataDir, "postgres"))).not.toContainEqual(expect.stringMatching("new"));
});

test("says when the data is of another version or its password is lost", async () => {
  await (await start()).stop();
  const version = join(dataDir, "postgres", "cluster", "PG_VERSION");
  await writeFile(version, "17\n");
  await expect(start()).rejects.toThrow("was made by PostgreSQL 17, this program brings 18");
  await writeFile(version, "18\n");
  await rm(join(dataDir, "postgres", "password"));
  await expect(start()).rejects.toThrow("the password of the database, cannot be read");
});

test("says when damaged data keeps the server from starting, with the server's own words", async () => {
  await (await start()).stop();
  await rm(join(dataDir, "postgres", "cluster", "global", "pg_control"));
  await expect(start()).rejects.toThrow(/PostgreSQL did not start on .*pg_control/s);
});

test.skipIf(!isRoot)("moves out of a folder that the server's account may not enter, and stays there", async () => {
  // Only root has another account to run the server as.
  const refuge = join(folder, "refuge");
  await mkdir(join(folder, "locked"), { mode: 0o700 });
  dataDir = join(folder, "locked", "data");
  const first = await start({ refuges: [refuge] });
  await query(first.url, "CREATE TABLE kept AS SELECT 42 AS answer");
  await first.stop();
  const home = (await readFile(join(dataDir, "postgres-location"), "utf8")).split("\n")[0];
  expect(home).toMatch(new RegExp(`^${refuge}/data-[0-9a-f]{16}$`));
  expect(log).toContainEqual(
    expect.stringContaining(`may not enter ${join(folder, "locked")}: the database lives in ${home}`),
  );
  const second = await start({ refuges: [join(folder, "elsewhere")] });
  expect(await query(second.url, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
});

test.skipIf(!isRoot)("a deleted DATA_DIR starts empty, and the moved data is kept aside", async () => {
  // Only root has another account to run the server as.
  const refuge = join(folder, "refuge");
  await mkdir(join(folder, "locked"), { mode: 0o700 });
  dataDir = join(folder, "locked", "data");
  const first = await start({ refuges: [refuge] });
  await query(first.url, "CREATE TABLE kept AS SELECT 42 AS answer");
  await first.stop();
  await rm(dataDir, { recursive: true });
  const second = await start({ refuges: [refuge] });
  await expect(query(second.url, "SELECT answer FROM kept")).rejects.toThrow("does not exist");
  expect((await readdir(refuge)).filter((name) => name.includes("set-aside"))).toHaveLength(1);
});

const nobodyEnters =
  isRoot && nobody !== undefined && (await firstObstacle(dirname(SCRIPT.pathname), nobody)) === undefined;

test.skipIf(!nobodyEnters)("runs for an ordinary user, and then for root on the same data", async () => {
  // Needs root to become somebody else, and a clone that others may read.
  if (!nobody) throw new Error("no account nobody");
  await mkdir(dataDir);
  await chown(dataDir, nobody.uid, nobody.gid);
  const ordinary = await startApart(String(nobody.uid), String(nobody.gid));
  await query(ordinary.firstLine, "CREATE TABLE kept AS SELECT 42 AS answer");
  expect(await ordinary.finish()).toBe(0);
  const server = await start();
  expect(await query(server.url, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
});

test.skipIf(!nobodyEnters)("tells an ordinary user that the data is another account's", async () => {
  // Needs root to become somebody else, and a clone that others may read.
  await (await start()).stop();
  const account = await stat(join(dataDir, "postgres", "cluster"));
  const stranger = (await accounts()).find(({ uid }) => uid !== account.uid);
  await expect(startApart(String(stranger?.uid), String(stranger?.gid))).rejects.toThrow(
    /cannot be used|belongs to another account/,
  );
});
