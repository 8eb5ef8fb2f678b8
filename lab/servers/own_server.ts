import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../hotel/database/database.ts";
import type { Database } from "../../hotel/database/database.ts";
import { startEmbeddedServer } from "../../hotel/database/embedded.ts";

/**
 * Does some work on an embedded PostgreSQL of its own in a temporary folder, with fsync on and the settings that the
 * product ships with, and removes it afterwards. Nobody else's data is ever near. `server` is connected as its superuser.
 */
export async function onOwnServer<T>(work: (server: Database, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "lastroom-lab-"));
  // Root's server runs as another account, which must get through.
  await chmod(folder, 0o711);
  const embedded = await startEmbeddedServer({ dataDir: folder, log: () => undefined });
  const server = openDatabase({ url: embedded.url, poolSize: 1 });
  try {
    return await work(server, folder);
  } finally {
    await server.close();
    await embedded.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
