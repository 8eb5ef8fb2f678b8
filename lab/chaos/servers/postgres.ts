import { randomInt } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openDatabase, type Database } from "../../../hotel/database/database.ts";
import { startEmbeddedServer, type EmbeddedServer } from "../../../hotel/database/embedded.ts";
import { eventually, isPostmaster, readPidFile, signal } from "../../../hotel/database/embedded/postmaster.ts";
import { createMigrated, urlOf, withDatabase } from "../../../hotel/testing/databases.ts";
import { openDisk, type Disk } from "./disk.ts";

const NAME = "chaos";
const BACK_WAIT_MS = 90_000;
const LOOK_MS = 100;
const LAST_MESSAGES = 20;

/** The run's own PostgreSQL, with fsync, on a disk of its own where the machine lets us make one. */
export class ChaosPostgres {
  readonly disk: Disk;
  /** Past the wires: for whoever looks and injects. */
  readonly database: Database;
  readonly port: number;
  readonly #embedded: EmbeddedServer;
  readonly #messages: readonly string[];
  readonly #account: string;
  readonly #cluster: string;

  constructor(disk: Disk, embedded: EmbeddedServer, cluster: string, messages: readonly string[]) {
    this.disk = disk;
    this.#messages = messages;
    this.#cluster = cluster;
    this.#embedded = embedded;
    const { port, password } = partsOf(embedded.url);
    this.port = port;
    this.#account = `lastroom:${password}`;
    this.database = openDatabase({ url: this.urlOn(port), poolSize: 3, applicationName: "chaos" });
  }

  /** The database's URL by TCP on another port of this machine, where a wire begins. */
  urlOn(port: number): string {
    return `postgresql://${this.#account}@127.0.0.1:${port}/${NAME}`;
  }

  /** The process number of the postmaster; undefined while none runs. */
  async postmaster(): Promise<number | undefined> {
    const pid = (await readPidFile(this.#cluster))?.pid;
    return pid !== undefined && (await isPostmaster(pid, this.#cluster)) ? pid : undefined;
  }

  /** The postmaster and all its processes. */
  async family(): Promise<number[]> {
    const postmaster = await this.postmaster();
    if (postmaster === undefined) return [];
    const children = await readFile(`/proc/${postmaster}/task/${postmaster}/children`, "utf8").catch(() => "");
    return [
      postmaster,
      ...children
        .split(" ")
        .filter((pid) => pid !== "")
        .map(Number),
    ];
  }

  /** The processes that serve the nodes. */
  async backends(): Promise<number[]> {
    const text = "SELECT pid FROM pg_stat_activity WHERE application_name = 'lastroom' ORDER BY pid";
    const { rows } = await this.database.pool.query<{ pid: number }>(text);
    return rows.map(({ pid }) => pid);
  }

  /** Resolves when the server answers; throws when it does not within 90 seconds. */
  async untilBack(): Promise<void> {
    const answers = (): Promise<boolean> =>
      this.database.pool.query("SELECT 1").then(
        () => true,
        () => false,
      );
    if (!(await eventually(answers, BACK_WAIT_MS))) throw new Error(`PostgreSQL did not come back: ${this.#said()}`);
    await pause(LOOK_MS);
  }

  #said(): string {
    return this.#messages.slice(-LAST_MESSAGES).join("; ") || "its keeper has said nothing";
  }

  /** Ends the server and removes its data. */
  async close(): Promise<void> {
    for (const pid of await this.family()) signal(pid, "SIGCONT");
    await this.database.close();
    await this.#embedded.stop();
    await this.disk.remove();
  }
}

/** Starts the server and makes the run's database. */
export async function startPostgres(): Promise<ChaosPostgres> {
  const disk = await openDisk();
  try {
    await preferQuietPort(disk.folder);
    const messages: string[] = [];
    const log = (message: string): void => void messages.push(`${new Date().toISOString()} ${message}`);
    const embedded = await startEmbeddedServer({ dataDir: disk.folder, log });
    await createMigrated(embedded.url, NAME);
    return new ChaosPostgres(disk, embedded, await dataFolder(embedded.url), messages);
  } catch (error) {
    await disk.remove();
    throw error;
  }
}

/** Below the ports that connections get: while PostgreSQL is down, one of those would take its place. */
const QUIET_PORTS = { first: 20_000, count: 10_000 };

// The embedded server comes up again where it was last, and first where this file says.
async function preferQuietPort(dataDir: string): Promise<void> {
  const home = join(dataDir, "postgres");
  await mkdir(home, { recursive: true });
  await writeFile(join(home, "port"), `${QUIET_PORTS.first + randomInt(QUIET_PORTS.count)}\n`);
}

function dataFolder(url: string): Promise<string> {
  return withDatabase(url, async ({ pool }) => {
    const { rows } = await pool.query<{ folder: string }>("SELECT current_setting('data_directory') AS folder");
    return rows[0]?.folder ?? "";
  });
}

function partsOf(url: string): { port: number; password: string } {
  const socket = new URL(urlOf(url, NAME));
  return { port: Number(socket.searchParams.get("port") ?? socket.port), password: socket.password };
}
