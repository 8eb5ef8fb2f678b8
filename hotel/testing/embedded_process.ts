import { createInterface } from "node:readline";
import { startEmbeddedServer } from "../database/embedded.ts";

/**
 * A process that uses the embedded server of a folder, for tests that kill it: `node embedded_process.ts FOLDER [UID GID]`.
 * Prints the URL when the server runs; stops it when standard input ends, and exits.
 */
const [dataDir = "", uid, gid] = process.argv.slice(2);
if (uid !== undefined && gid !== undefined) becomeUser(Number(uid), Number(gid));
const server = await startEmbeddedServer({
  dataDir,
  durable: false,
  log: (message) => process.stderr.write(`${message}\n`),
});
process.stdout.write(`${server.url}\n`);
for await (const _line of createInterface({ input: process.stdin })) continue;
await server.stop();

function becomeUser(user: number, group: number): void {
  process.setgroups?.([group]);
  process.setgid?.(group);
  process.setuid?.(user);
}
