import { execFile } from "node:child_process";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { replaceFile } from "./replace_file.ts";

/** What `postmaster.pid` says of the server that wrote it, alive or not. */
export interface PidFile {
  readonly pid: number;
  readonly port: number;
  readonly socketFolder: string;
  /** The server takes connections: start-up and crash recovery are over. */
  readonly ready: boolean;
}

const STEP_MS = 50;
/** The highest process number Linux gives out. */
const LAST_PID = 4_194_303;

/** Reads `postmaster.pid` of the data directory; undefined when there is none, or it is only half written. */
export async function readPidFile(cluster: string): Promise<PidFile | undefined> {
  const text = await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => "");
  const [pid = "", , , port = "", socketFolder = "", , , status = ""] = text.split("\n").map((line) => line.trim());
  if (!/^\d+$/.test(pid)) return undefined;
  return { pid: Number(pid), port: Number(port), socketFolder, ready: status === "ready" };
}

/** Whether that process is the PostgreSQL server of that data directory, and not another program with the same number. */
export async function isPostmaster(pid: number, cluster: string): Promise<boolean> {
  return servesCluster(await commandOf(pid), cluster);
}

/** Whether any process is the PostgreSQL server of that data directory, also one that has not written its number yet. */
export async function postmasterRuns(cluster: string): Promise<boolean> {
  return (await processes()).some(({ command }) => servesCluster(command, cluster));
}

function servesCluster(command: string, cluster: string): boolean {
  return command.includes("postgres") && command.includes(`-D ${cluster} `);
}

/**
 * Makes the `postmaster.pid` of a dead server harmless when its number now belongs to another program, which PostgreSQL
 * would take for the server. Only the number changes: the rest names the shared memory by which PostgreSQL makes sure
 * that no worker of the dead server is left.
 */
export async function disownPidFile(cluster: string, pid: number): Promise<void> {
  const file = join(cluster, "postmaster.pid");
  const [text, owner] = [await readFile(file, "utf8"), await stat(file)];
  await replaceFile(file, text.replace(String(pid), String(unusedPid())), owner);
}

/** The processes that a server of this name left behind: workers whose postmaster was killed. */
export async function workersOf(clusterName: string): Promise<number[]> {
  const title = `postgres: ${clusterName}: `;
  const all = await processes();
  return all.filter(({ command }) => command.startsWith(title)).map(({ pid }) => pid);
}

/** Waits until the condition holds, looking again every 50 ms; false when it does not within `waitMs`. */
export async function eventually(condition: () => Promise<boolean>, waitMs: number): Promise<boolean> {
  const deadline = performance.now() + waitMs;
  while (!(await condition())) {
    if (performance.now() >= deadline) return false;
    await pause(STEP_MS);
  }
  return true;
}

/** Sends the signal; a process that is gone already is as good. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function unusedPid(): number {
  for (let pid = LAST_PID; pid > 1; pid -= 1) {
    try {
      process.kill(pid, 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ESRCH") return pid;
    }
  }
  throw new Error("every process number of this machine is in use");
}

async function commandOf(pid: number): Promise<string> {
  if (process.platform === "linux") return readCommand(pid);
  return (await processes()).find((one) => one.pid === pid)?.command ?? "";
}

async function processes(): Promise<{ pid: number; command: string }[]> {
  if (process.platform !== "linux") return listWithPs();
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  return Promise.all(pids.map(async (pid) => ({ pid, command: await readCommand(pid) })));
}

/** Empty for a process that is gone or is a zombie. Readable for everybody, which `/proc/PID/cwd` is not in a container. */
async function readCommand(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).replaceAll("\0", " ");
}

async function listWithPs(): Promise<{ pid: number; command: string }[]> {
  const { stdout } = await promisify(execFile)("ps", ["-axww", "-o", "pid=,command="], { timeout: 10_000 });
  const lines = stdout.split("\n").map((line) => /^\s*(\d+)\s+(.*)$/.exec(line));
  return lines
    .filter((found) => found !== null)
    .map((found) => ({ pid: Number(found[1]), command: `${found[2] ?? ""} ` }));
}
