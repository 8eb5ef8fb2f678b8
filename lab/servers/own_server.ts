import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { escapeIdentifier, escapeLiteral } from "pg";
import { openDatabase } from "../../hotel/database/database.ts";
import type { Database } from "../../hotel/database/database.ts";
import { startEmbeddedServer } from "../../hotel/database/embedded.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
/** The exit code that shells give a program which was interrupted. */
const INTERRUPTED = 130;

/** How a server of one's own is to be. */
export interface OwnServerOptions {
  /** A library of PostgreSQL that it loads when it starts. */
  readonly preload?: string;
  /** A folder that is kept afterwards, with what the server has in it; a temporary one unless told. */
  readonly keptIn?: string;
  /** Settings of PostgreSQL that differ from those that the product ships with. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Does some work on an embedded PostgreSQL of its own in a temporary folder, with fsync on and the settings that the
 * product ships with unless told otherwise, and removes it afterwards. Nobody else's data is ever near. `server` is connected as
 * its superuser.
 */
export async function onOwnServer<T>(
  work: (server: Database, folder: string) => Promise<T>,
  { preload, keptIn, settings = {} }: OwnServerOptions = {},
): Promise<T> {
  const folder = keptIn ?? (await mkdtemp(join(tmpdir(), "lastroom-lab-")));
  await mkdir(folder, { recursive: true });
  // Root's server runs as another account, which must get through.
  await chmod(folder, 0o711);
  let embedded = await startIn(folder);
  const different = preload === undefined ? settings : { ...settings, shared_preload_libraries: preload };
  // A kept server may still have those of the time before.
  if (keptIn !== undefined || Object.keys(different).length > 0) {
    await changeSettings(embedded.url, different);
    await embedded.stop();
    embedded = await startIn(folder);
  }
  const remove = async (): Promise<void> => {
    await embedded.stop();
    if (keptIn === undefined) await rm(folder, { recursive: true, force: true });
  };
  const forget = removeWhenAskedToEnd(remove);
  const server = openDatabase({ url: embedded.url, poolSize: 1 });
  try {
    return await work(server, folder);
  } finally {
    forget();
    await server.close();
    await remove();
  }
}

// Whoever interrupts a measurement finds no server and no folder left. What the work has started ends with this process (child.ts).
function removeWhenAskedToEnd(remove: () => Promise<void>): () => void {
  const end = (): void => {
    void remove().finally(() => process.exit(INTERRUPTED));
  };
  for (const signal of SIGNALS) process.once(signal, end);
  return () => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
}

function startIn(dataDir: string): ReturnType<typeof startEmbeddedServer> {
  return startEmbeddedServer({ dataDir, log: () => undefined });
}

async function changeSettings(url: string, settings: Readonly<Record<string, string>>): Promise<void> {
  const database = openDatabase({ url, poolSize: 1 });
  try {
    await database.pool.query("ALTER SYSTEM RESET ALL");
    for (const [name, value] of Object.entries(settings)) {
      await database.pool.query(`ALTER SYSTEM SET ${escapeIdentifier(name)} = ${escapeLiteral(value)}`);
    }
  } finally {
    await database.close();
  }
}
