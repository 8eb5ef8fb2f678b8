import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const LIMIT = { timeout: 60_000 };
/** The size of the disk: what a million bookings and their write-ahead log take, with room to spare. It is sparse. */
const SIZE_GB = 12;
/** What is left free on a full disk, in bytes: less than a page. */
const PIECE = 1 << 20;

/** A folder for a database, and the disk that it lies on. */
export interface Disk {
  readonly folder: string;
  /** Why it cannot be filled; undefined when it can. */
  readonly whyNotFilled: string | undefined;
  /** Takes all that is left of it; how many bytes that were. */
  fill(): Promise<number>;
  /** Gives it back. */
  clear(): Promise<void>;
  remove(): Promise<void>;
}

/** A temporary folder on a disk of its own; an ordinary one where this process may not mount. */
export async function openDisk(): Promise<Disk> {
  const home = await mkdtemp(join(tmpdir(), "lastroom-chaos-"));
  // Root's server runs as another account, which must get through.
  await chmod(home, 0o711);
  const folder = join(home, "disk");
  const ballast = join(folder, "ballast");
  const whyNot = await mountImage(join(home, "image"), folder);
  return {
    folder,
    whyNotFilled: whyNot,
    fill: () => fillUp(folder, ballast),
    clear: () => rm(ballast, { force: true }),
    remove: async () => {
      if (whyNot === undefined) await run("umount", [folder], LIMIT);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Undefined when it is mounted; else why not. */
async function mountImage(image: string, folder: string): Promise<string | undefined> {
  try {
    await run("truncate", ["-s", `${SIZE_GB}G`, image], LIMIT);
    await run("mkfs.ext4", ["-q", "-F", "-m", "0", image], LIMIT);
    await run("mkdir", ["-m", "711", folder], LIMIT);
    await run("mount", ["-o", "loop", image, folder], LIMIT);
    await chmod(folder, 0o711);
    return undefined;
  } catch (error) {
    await rm(image, { force: true });
    return `needs a file system of its own, and mounting one is not possible here (${lastLine(error)})`;
  }
}

function lastLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().split("\n").at(-1) ?? "";
}

async function fillUp(folder: string, ballast: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  const size = bavail * bsize;
  await run("fallocate", ["-l", String(Math.max(size - PIECE, bsize)), ballast], LIMIT);
  // What is left, byte by byte as it were: until the disk says that it is full.
  await writeFile(ballast, Buffer.alloc(2 * PIECE), { flag: "a" }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  });
  return size;
}
