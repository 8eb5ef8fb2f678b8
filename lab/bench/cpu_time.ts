import { readdir, readFile } from "node:fs/promises";

/** CPU time used so far, user and system, in milliseconds. */
export type CpuMs = number;

/** The kernel counts in ticks of 10 ms on every Linux that Node runs on (USER_HZ). */
const MS_PER_TICK = 10;

/** CPU time of one process; NaN where there is no /proc (macOS), or no such process. */
export async function cpuOf(pid: number): Promise<CpuMs> {
  const stat = await readStat(pid);
  return stat === undefined ? Number.NaN : stat.own;
}

/** CPU time of a process with its children, also those that have ended; NaN as above. For a PostgreSQL server: all of it. */
export async function cpuOfFamily(pid: number): Promise<CpuMs> {
  const parent = await readStat(pid);
  if (parent === undefined) return Number.NaN;
  const all = await Promise.all((await pids()).map(readStat));
  const children = all.filter((stat) => stat?.parent === pid);
  return children.reduce((sum, child) => sum + (child?.own ?? 0), parent.own + parent.ended);
}

/** The parent of a process; undefined where there is no /proc, or no such process. */
export async function parentOf(pid: number): Promise<number | undefined> {
  return (await readStat(pid))?.parent;
}

interface Stat {
  readonly parent: number;
  readonly own: CpuMs;
  /** Of children that have ended and were waited for. */
  readonly ended: CpuMs;
}

/** proc(5): the name may hold blanks and brackets, so what follows its last bracket is taken apart. */
async function readStat(pid: number): Promise<Stat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  if (text === "") return undefined;
  const fields = text
    .slice(text.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const [parent = 0, user = 0, system = 0, childUser = 0, childSystem = 0] = [1, 11, 12, 13, 14].map(
    (at) => fields[at],
  );
  return { parent, own: (user + system) * MS_PER_TICK, ended: (childUser + childSystem) * MS_PER_TICK };
}

async function pids(): Promise<number[]> {
  const entries = await readdir("/proc").catch((): string[] => []);
  return entries.filter((entry) => /^\d+$/.test(entry)).map(Number);
}
