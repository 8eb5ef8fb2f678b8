import { chown, readFile, rename, rm, writeFile } from "node:fs/promises";

/** Whose the file is, by the numbers of the operating system. */
export interface FileOwner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Gives a file (mode 600) another text, whole or not at all: writing over it in place empties it first, and on a full disk it
 * stays empty. Does nothing when it has that text already.
 */
export async function replaceFile(file: string, text: string, owner: FileOwner | undefined): Promise<void> {
  if ((await readFile(file, "utf8").catch(() => undefined)) === text) return;
  const draft = `${file}.new`;
  try {
    await writeFile(draft, text, { mode: 0o600, flush: true });
    if (owner) await chown(draft, owner.uid, owner.gid);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
