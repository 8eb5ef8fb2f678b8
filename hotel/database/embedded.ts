import { join } from "node:path";
import { explainFiles } from "./embedded/diagnosis.ts";
import { keepLogsSmall } from "./embedded/logs.ts";
import { choosePlaces, makeDataDir } from "./embedded/places.ts";
import type { PlaceOptions, Places } from "./embedded/places.ts";
import { isPostmaster } from "./embedded/postmaster.ts";
import { findRunning, startServer, stopServer } from "./embedded/server.ts";
import type { RunningServer } from "./embedded/server.ts";
import { lockAlone, lockShared } from "./embedded/turn.ts";
import type { FileLock } from "./embedded/turn.ts";
import { watchServer } from "./embedded/watch.ts";

/** A PostgreSQL 18 server that came with `npm ci`, running on a folder of ours. */
export interface EmbeddedServer {
  /** The connection URL, with the password; through a Unix socket where that works. */
  readonly url: string;
  /** The folder the operator named, with links resolved; the data may live elsewhere, see its file `postgres-location`. */
  readonly dataDir: string;
  /** Stops using the server, and ends it when no other process uses it. Takes at most 9 seconds. */
  stop(): Promise<void>;
}

/** What {@link startEmbeddedServer} needs to know. */
export interface EmbeddedOptions extends PlaceOptions {
  /** False gives up surviving a power cut for speed (fsync off): for tests only. True unless told. */
  readonly durable?: boolean;
}

const START_WAIT_MS = 11 * 60_000;
const STOP_WAIT_MS = 3_000;

/**
 * Starts the embedded server on `dataDir`, or adopts the one that runs there: started by another process, or left by one
 * that was killed. The server outlives its starter; the last process to call `stop` ends it. One that ends by itself is
 * started again.
 *
 * Two locks in `dataDir`, both dropped by the operating system when their holder dies: `start.lock` is held alone while a
 * process starts, adopts or stops; `users.lock` is shared by every process that uses the server, so whoever can take it
 * alone is the last. Throws with a message for the operator: missing libraries, full disk, no rights, foreign data.
 */
export async function startEmbeddedServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataDir = await makeDataDir(options.dataDir);
  const turn = await lockAlone(startLock(dataDir), START_WAIT_MS);
  if (!turn) throw new Error(`another process has been starting or stopping PostgreSQL in ${dataDir} for minutes`);
  try {
    const places = await choosePlaces({ ...options, dataDir });
    let server = await adoptOrStart(places, options);
    const { url } = server;
    const use = await lockShared(usersLock(dataDir), STOP_WAIT_MS);
    if (!use) throw new Error(`${usersLock(dataDir)} is locked by a program that is not Lastroom`);
    const stopPruning = await keepLogsSmall(places.logs);
    const stopWatching = watchServer({
      isAlive: () => isPostmaster(server.pid, places.cluster),
      revive: async () => {
        server = await startAgain(places, options, url);
      },
      log: options.log,
    });
    let stopped: Promise<void> | undefined;
    const stop = (): Promise<void> => {
      stopPruning();
      stopped ??= stopWatching(STOP_WAIT_MS).then(() => leave(places, server, use, options.log));
      return stopped;
    };
    return { url, dataDir, stop };
  } finally {
    turn.release();
  }
}

/** At the same address: the connections of this process are opened anew there. */
async function startAgain(places: Places, options: EmbeddedOptions, url: string): Promise<RunningServer> {
  const turn = await lockAlone(startLock(places.dataDir), START_WAIT_MS);
  if (!turn) throw new Error("another process has been starting or stopping it for minutes");
  try {
    const server = await adoptOrStart(places, options);
    if (server.url !== url) options.log("PostgreSQL has another address now: this process has to be started again");
    return server;
  } finally {
    turn.release();
  }
}

async function adoptOrStart(places: Places, options: EmbeddedOptions): Promise<RunningServer> {
  const running = (await findRunning(places)) ?? (await startOrFind(places, options));
  if (running.isNew)
    options.log(`started PostgreSQL ${places.installation.major} on ${places.cluster} (process ${running.pid})`);
  else options.log(`uses the PostgreSQL that already runs on ${places.cluster} (process ${running.pid})`);
  return running;
}

/** A process that was killed a moment ago may have left a server that was not to be seen yet, and was first. */
async function startOrFind(places: Places, options: EmbeddedOptions): Promise<RunningServer> {
  try {
    return await startServer(places, options.durable ?? true);
  } catch (error) {
    const running = await findRunning(places).catch(() => undefined);
    if (running) return running;
    throw explainFiles(error);
  }
}

/** Without the turn a process that is just adopting the server could lose it under its hands. */
async function leave(
  places: Places,
  server: RunningServer,
  use: FileLock,
  log: (message: string) => void,
): Promise<void> {
  const turn = await lockAlone(startLock(places.dataDir), STOP_WAIT_MS);
  use.release();
  if (!turn) return log("leaves PostgreSQL running: another process is starting or stopping it");
  try {
    const last = await lockAlone(usersLock(places.dataDir), 0);
    if (!last) return log("leaves PostgreSQL running: another process uses it");
    try {
      await stopServer(places, server.pid, STOP_WAIT_MS);
    } finally {
      last.release();
    }
  } finally {
    turn.release();
  }
}

const startLock = (dataDir: string): string => join(dataDir, "start.lock");
const usersLock = (dataDir: string): string => join(dataDir, "users.lock");
