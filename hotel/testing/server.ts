import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedServer } from "../database/embedded.ts";

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
  const folder = await mkdtemp(join(tmpdir(), "lastroom-test-"));
  await chmod(folder, 0o711);
  return folder;
}
