import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { clusterName, ensureCluster, NAME, ownFolder, spawnOptions } from "./cluster.ts";
import { causeOf, explain, explainSpawn, markLog, serverOutput } from "./diagnosis.ts";
import type { Places } from "./places.ts";
import {
  disownPidFile,
  eventually,
  isPostmaster,
  postmasterRuns,
  readPidFile,
  signal,
  workersOf,
} from "./postmaster.ts";
import type { PidFile } from "./postmaster.ts";
import { replaceFile } from "./replace_file.ts";
import { socketFolderFor } from "./sockets.ts";

/** A server that runs and has let us in with our password. */
export interface RunningServer {
  /** Started just now. */
  readonly isNew: boolean;
  readonly pid: number;
  /** Where to connect to the database `lastroom`, with the password. */
  readonly url: string;
}

const PORT_ATTEMPTS = 5;
/** Recovery after a crash replays at most the write-ahead log of one checkpoint, which is 2 GB. */
const READY_WAIT_MS = 10 * 60_000;
const SURVIVOR_WAIT_MS = 5_000;
const NOT_DURABLE = ["fsync", "full_page_writes"].flatMap((name) => ["-c", `${name}=off`]);

/**
 * Finds the server that runs on this data directory, or undefined. One that runs is proved to be ours: its process was
 * started on this directory, it takes our password, and it says that this is its directory.
 */
export async function findRunning(places: Places): Promise<RunningServer | undefined> {
  const file = await readPidFile(places.cluster);
  if (!file || !(await isPostmaster(file.pid, places.cluster))) return undefined;
  return waitUntilReady(places, file.pid, () => isPostmaster(file.pid, places.cluster));
}

/** Starts a server on this data directory, which it makes when there is none; the caller has seen that none runs. */
export async function startServer(places: Places, durable: boolean): Promise<RunningServer> {
  await ensureCluster(places, durable);
  await clearRemains(places);
  let preferred = await lastPort(places);
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(preferred);
    try {
      return await startOn(places, port, durable);
    } catch (error) {
      // Somebody took the port between our look and PostgreSQL's.
      if (attempt >= PORT_ATTEMPTS || causeOf((error as Error).message) !== PORT_TAKEN) throw error;
      preferred = 0;
    }
  }
}

const PORT_TAKEN = causeOf("could not create any TCP/IP sockets");

/** Stops the server: first the orderly way, and after `waitMs` at once; that costs a recovery at the next start, no data. */
export async function stopServer(places: Places, pid: number, waitMs: number): Promise<void> {
  const isGone = async (): Promise<boolean> => !(await isPostmaster(pid, places.cluster));
  signal(pid, "SIGINT");
  if (!(await eventually(isGone, waitMs))) {
    signal(pid, "SIGQUIT");
    if (!(await eventually(isGone, waitMs))) throw new Error(`PostgreSQL (process ${pid}) does not stop`);
  }
  const sockets = await socketFolderFor(places);
  if (!sockets.startsWith(places.home)) await rm(sockets, { recursive: true, force: true });
}

/** What a killed server leaves: workers that still run, a pid file whose number is another program's by now, its sockets. */
async function clearRemains(places: Places): Promise<void> {
  const name = clusterName(places);
  const areGone = async (): Promise<boolean> => (await workersOf(name)).length === 0;
  if (!(await eventually(areGone, SURVIVOR_WAIT_MS))) {
    for (const pid of await workersOf(name)) signal(pid, "SIGQUIT");
    if (!(await eventually(areGone, SURVIVOR_WAIT_MS)))
      throw new Error(`processes of an earlier server still run on ${places.cluster}`);
  }
  const [stale, sockets] = [await readPidFile(places.cluster), await socketFolderFor(places)];
  if (stale) await disownPidFile(places.cluster, stale.pid);
  else if (await postmasterRuns(places.cluster)) return;
  // Without a number, as a full disk may leave it: PostgreSQL would never start on it.
  else await rm(join(places.cluster, "postmaster.pid"), { force: true });
  if (stale === undefined || stale.socketFolder === sockets) await removeSockets(sockets);
}

async function removeSockets(folder: string): Promise<void> {
  const files = await readdir(folder).catch((): string[] => []);
  await Promise.all(
    files.filter((file) => file.startsWith(".s.PGSQL.")).map((file) => rm(join(folder, file), { force: true })),
  );
}

async function startOn(places: Places, port: number, durable: boolean): Promise<RunningServer> {
  const sockets = await socketFolderFor(places);
  await ownFolder(sockets, places.account);
  const address = ["-h", "127.0.0.1", "-p", String(port), "-k", sockets, "-c", `cluster_name=${clusterName(places)}`];
  const mark = await markLog(places.logs);
  const process = await launch(places, ["-D", places.cluster, ...address, ...(durable ? [] : NOT_DURABLE)]);
  const server = await waitUntilReady(places, process.pid, () => Promise.resolve(process.runs()));
  if (!server) throw explain(`PostgreSQL did not start on ${places.cluster}`, await serverOutput(places.logs, mark));
  await replaceFile(join(places.home, "port"), `${port}\n`, undefined);
  return { ...server, isNew: true };
}

/**
 * Starts the program in a session of its own, its output going to a file: neither Ctrl-C nor the death of this process
 * reaches it. Rejects when the program cannot be started at all.
 */
async function launch(places: Places, args: readonly string[]): Promise<{ pid: number; runs: () => boolean }> {
  const program = join(places.installation.folder, "bin", "postgres");
  const output = openSync(join(places.logs, "startup.log"), "w", 0o600);
  const child = spawn(program, args, { ...spawnOptions(places), detached: true, stdio: ["ignore", output, output] });
  closeSync(output);
  child.unref();
  await once(child, "spawn").catch((error: unknown) => {
    throw explainSpawn(program, error as NodeJS.ErrnoException);
  });
  return { pid: child.pid ?? 0, runs: () => child.exitCode === null && child.signalCode === null };
}

/** The file may still be the one of a dead server, and say that it was ready: only the number of ours counts. */
async function waitUntilReady(
  places: Places,
  pid: number,
  isAlive: () => Promise<boolean>,
): Promise<RunningServer | undefined> {
  let file: PidFile | undefined;
  await eventually(async () => {
    file = await readPidFile(places.cluster);
    return (file?.pid === pid && file.ready) || !(await isAlive());
  }, READY_WAIT_MS);
  if (!file?.ready || file.pid !== pid || !(await isAlive())) return undefined;
  return { isNew: false, pid: file.pid, url: await letIn(places, file) };
}

/** Connects through the socket, else by TCP; makes the database when there is none; returns the address that worked. */
async function letIn(places: Places, file: PidFile): Promise<string> {
  const password = (await readFile(places.passwordFile, "utf8")).trim();
  const socket = `postgresql://${NAME}:${password}@localhost/${NAME}?host=${encodeURIComponent(file.socketFolder)}&port=${file.port}`;
  const tcp = `postgresql://${NAME}:${password}@127.0.0.1:${file.port}/${NAME}`;
  try {
    return await verify(places, socket);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== "connect") throw error;
    return verify(places, tcp);
  }
}

async function verify(places: Places, url: string): Promise<string> {
  const client = new pg.Client({
    connectionString: url.replace(`/${NAME}?`, "/postgres?").replace(/\/lastroom$/, "/postgres"),
    connectionTimeoutMillis: 10_000,
  });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ folder: string; exists: boolean }>(
      `SELECT current_setting('data_directory') AS folder, EXISTS (SELECT FROM pg_database WHERE datname = '${NAME}') AS exists`,
    );
    if (rows[0]?.folder !== places.cluster)
      throw new Error(
        `the server on ${url.replace(/:[^:@]+@/, "@")} has its data in ${rows[0]?.folder}, not in ${places.cluster}`,
      );
    if (!rows[0].exists) await client.query(`CREATE DATABASE ${NAME}`);
    return url;
  } finally {
    await client.end();
  }
}

async function lastPort(places: Places): Promise<number> {
  const text = await readFile(join(places.home, "port"), "utf8").catch(() => "");
  return Number.parseInt(text, 10) || 0;
}

/** The preferred port when it is free, so that tools find the server again; else any. */
async function freePort(preferred: number): Promise<number> {
  const probe = createServer();
  const port = await new Promise<number>((resolve, reject) => {
    probe.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" && preferred !== 0 ? resolve(0) : reject(error),
    );
    probe.listen({ port: preferred, host: "127.0.0.1" }, () => {
      const address = probe.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  if (port === 0) return freePort(0);
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
