import { chmod, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedServer } from "../database/embedded.ts";
import { lockAlone } from "../database/embedded/turn.ts";

const PREFIX = "lastroom-test-";
const ABANDONED_AFTER_MS = 60 * 60_000;

/** A PostgreSQL server to make databases on that nobody needs afterwards. */
export interface TestServer {
  /** A superuser's URL. */
  readonly url: string;
  /** Stops the server and deletes its files, if it was started here. */
  stop(): Promise<void>;
}

/**
 * The server that TEST_DATABASE_URL names (its other databases are left alone), else an embedded one in a temporary folder,
 * without fsync.
 */
export async function startTestServer(): Promise<TestServer> {
  const url = process.env["TEST_DATABASE_URL"];
  if (url !== undefined && url !== "") return { url, stop: () => Promise.resolve() };
  await removeAbandoned();
  const folder = await temporaryDataDir();
  const server = await startEmbeddedServer({ dataDir: folder, durable: false, log: () => undefined });
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: server.url, stop };
}

/** An empty folder that root's server, which runs as another account, can enter. */
export async function temporaryDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  await chmod(folder, 0o711);
  return folder;
}

/** Runs that were killed leave their server running: it ends here, once nobody has used it for an hour. */
async function removeAbandoned(): Promise<void> {
  const folders = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const folder of folders.map((name) => join(tmpdir(), name))) {
    if (await isAbandoned(folder)) await removeServer(folder).catch(() => undefined);
  }
}

async function isAbandoned(folder: string): Promise<boolean> {
  const changed = await stat(join(folder, "users.lock")).catch(() => undefined);
  if (!changed || changed.uid !== process.getuid?.() || Date.now() - changed.mtimeMs < ABANDONED_AFTER_MS) return false;
  const unused = await lockAlone(join(folder, "users.lock"), 0);
  unused?.release();
  return unused !== undefined;
}

async function removeServer(folder: string): Promise<void> {
  const server = await startEmbeddedServer({ dataDir: folder, durable: false, log: () => undefined });
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
