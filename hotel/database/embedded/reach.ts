import { lstat, realpath } from "node:fs/promises";
import { dirname } from "node:path";
import type { Account } from "./server_account.ts";

const READ = 4;
const ENTER = 1;

/**
 * The first folder on the way to `path` (or `path` itself) that keeps the account out, or undefined when it gets through.
 * Looks at permission bits of owner, group and others; the account's further groups are unknown and count as none.
 */
export async function firstObstacle(path: string, account: Account): Promise<string | undefined> {
  const target = await realpath(path);
  for (const folder of [...parents(target), target]) {
    const needed = folder === target ? READ | ENTER : ENTER;
    if (!(await allows(folder, account, needed))) return folder;
  }
  return undefined;
}

function parents(path: string): string[] {
  const above = dirname(path);
  return above === path ? [] : [...parents(above), above];
}

async function allows(path: string, account: Account, needed: number): Promise<boolean> {
  const { mode, uid, gid } = await lstat(path);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  return ((mode >> shift) & needed) === needed;
}

/** Whether a folder is one that only root can have filled: ours to trust with programs that run as another account. */
export async function isRootsOwn(folder: string): Promise<boolean> {
  const found = await lstat(folder);
  return found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0;
}
