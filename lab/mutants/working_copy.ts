import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Mutant } from "./mutant.ts";

const LEFT_OUT = new Set(["node_modules", ".git", ".lastroom", "coverage", "results"]);

/** Copies the working tree, as it is, to a temporary folder that shares the installed packages. Whoever asked removes it. */
export async function copyTree(root: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "lastroom-mutants-"));
  await cp(root, folder, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) });
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** Removes a copy. */
export function removeTree(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}

/** How often the text of the guard stands in its file; anything but once makes a mutant stale. 0 without the file. */
export async function occurrences(root: string, { file, from }: Mutant): Promise<number> {
  const text = await readFile(join(root, file), "utf8").catch(() => "");
  return text.split(from).length - 1;
}

/** Does the work while the guard is off, and puts it back whatever happens. */
export async function withoutGuard<Result>(
  folder: string,
  { file, from, to }: Mutant,
  work: () => Promise<Result>,
): Promise<Result> {
  const path = join(folder, file);
  const text = await readFile(path, "utf8");
  await writeFile(
    path,
    text.replace(from, () => to),
  );
  try {
    return await work();
  } finally {
    await writeFile(path, text);
  }
}
