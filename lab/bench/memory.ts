import { readFile } from "node:fs/promises";

/** Memory in MB of 2^20 bytes. */
export type Megabytes = number;

/** How much of a process lies in memory (its resident set). */
export interface ResidentMemory {
  readonly now: Megabytes;
  /** The most it ever was, as the kernel kept it: no peak between two looks is missed. */
  readonly peak: Megabytes;
  /** The part that belongs to nobody else: without files and without the shared memory of PostgreSQL. */
  readonly own: Megabytes;
}

/** What a process has in memory; NaN where there is no /proc (macOS), or no such process. */
export async function memoryOf(pid: number): Promise<ResidentMemory> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return memoryIn(status);
}

/** Reads the text of /proc/PID/status (proc(5)); NaN for what it does not tell. */
export function memoryIn(status: string): ResidentMemory {
  const field = (name: string): Megabytes =>
    Number(new RegExp(`^${name}:\\s*(\\d+) kB$`, "m").exec(status)?.[1] ?? Number.NaN) / 1024;
  return { now: field("VmRSS"), peak: field("VmHWM"), own: field("RssAnon") };
}
