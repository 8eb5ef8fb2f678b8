import { createHash } from "node:crypto";
import { lstat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Places } from "./places.ts";

/** The shortest limit among systems on the length of a socket's path, macOS's, less the final zero byte. */
const LONGEST = 103;
const LONGEST_NAME = "/.s.PGSQL.65535".length;

/**
 * The folder of the server's Unix socket: beside the data, unless that makes a path longer than the system allows; then
 * one of a fixed name in the folder for temporary files. Throws when that one is another account's.
 */
export async function socketFolderFor(places: Places): Promise<string> {
  const beside = join(places.home, "socket");
  if (Buffer.byteLength(beside) + LONGEST_NAME <= LONGEST) return beside;
  const name = createHash("sha256").update(places.home).digest("hex").slice(0, 16);
  const folder = join(tmpdir(), `lastroom-${name}`);
  const owner = await lstat(folder).then(
    ({ uid }) => uid,
    () => undefined,
  );
  const expected = places.account?.uid ?? process.getuid?.();
  if (owner !== undefined && owner !== expected) throw new Error(`${folder} belongs to another account: remove it`);
  return folder;
}
