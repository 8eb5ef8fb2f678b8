import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A secret that was made at the first start and is kept in a file of mode 600. */
export interface KeptSecret {
  /** 43 characters of base64url: 256 random bits. */
  readonly value: string;
  /** Made just now: the moment to show it once, if somebody has to know it. */
  readonly isNew: boolean;
}

/**
 * Reads the secret of that name from the folder, or makes one. Two processes that start at once get the same. Throws when the
 * folder cannot be written, or the file holds something else.
 */
export async function keptSecret(dataDir: string, name: string): Promise<KeptSecret> {
  const file = join(dataDir, name);
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const isNew = (await readSecret(file)) === undefined && (await place(file, randomBytes(32).toString("base64url")));
  const value = await readSecret(file);
  if (value === undefined) throw new Error(`the secret ${file} vanished while it was read`);
  return { value, isNew };
}

async function readSecret(file: string): Promise<string | undefined> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  });
  if (text !== undefined && text.trim().length < 32)
    throw new Error(`${file} does not hold a secret: delete it to get a new one`);
  return text?.trim();
}

/** The file appears whole or not at all, and never replaces one that is there; false when another process was first. */
async function place(file: string, value: string): Promise<boolean> {
  const draft = `${file}.${randomBytes(4).toString("hex")}`;
  await writeFile(draft, `${value}\n`, { mode: 0o600, flush: true });
  await chmod(draft, 0o600);
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft);
  }
}
