import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { endProcess, endWithUs } from "./child.ts";
import { freePort } from "./free_port.ts";
import { unpackOpenSearch } from "./open_search_archive.ts";

/** An OpenSearch of one's own: one node, on a port of this machine only, with its data in a temporary folder. */
export interface OpenSearchServer {
  readonly url: string;
  /** Starts it on the data that it had; resolves when it answers. */
  start(): Promise<void>;
  /** Ends it at once (SIGKILL); its data stays. */
  kill(): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

const JAVA = "java";
const READY_WAIT_MS = 180_000;
const ANSWER_WAIT_MS = 3_000;
const LOOK_MS = 200;
/** It refuses to run as root; this is the number of `nobody` on every Linux. */
const NOBODY = 65_534;
const FOLDERS = ["config", "data", "logs", "temporary"];

/** Unpacks a node and gives it ports and a folder; it is not started yet. Needs Java, Maven and unzip. */
export async function prepareOpenSearch(): Promise<OpenSearchServer> {
  const folder = await mkdtemp(join(tmpdir(), "lastroom-opensearch-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const args = await laidOut(folder, port);
  const kill = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child?.once("exit", () => resolve()));
    child.kill("SIGKILL");
    await gone;
  };
  return {
    url,
    start: async () => {
      child = spawn(JAVA, args, { cwd: join(folder, "logs"), stdio: "ignore", ...unprivileged() });
      endWithUs(child);
      await untilReady(child, url, folder);
    },
    kill,
    remove: async () => {
      if (child !== undefined) await endProcess(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Prepares the folder and returns the arguments of Java. */
async function laidOut(folder: string, port: number): Promise<string[]> {
  await chmod(folder, 0o711);
  const home = await unpackOpenSearch(folder);
  for (const name of FOLDERS) await mkdir(join(folder, name));
  await writeFile(join(folder, "config", "opensearch.yml"), await configuration(folder, port));
  await cp(join(home, "config", "log4j2.properties"), join(folder, "config", "log4j2.properties"));
  if (unprivileged().uid !== undefined) {
    const own = [...FOLDERS, "config/opensearch.yml", "config/log4j2.properties"];
    for (const name of own) await chown(join(folder, name), NOBODY, NOBODY);
  }
  return [
    ..."-Xms512m -Xmx512m -XX:+UseSerialGC -Djava.security.manager=allow".split(" "),
    `-Djava.io.tmpdir=${join(folder, "temporary")}`,
    `-Dopensearch.path.home=${home}`,
    `-Dopensearch.path.conf=${join(folder, "config")}`,
    "-cp",
    join(home, "lib", "*"),
    "org.opensearch.bootstrap.OpenSearch",
  ];
}

async function configuration(folder: string, port: number): Promise<string> {
  return [
    "discovery.type: single-node",
    "network.host: 127.0.0.1",
    `http.port: ${port}`,
    `transport.port: ${await freePort()}`,
    `path.data: ${join(folder, "data")}`,
    `path.logs: ${join(folder, "logs")}`,
    // A full disk of the machine is not what is tested.
    "cluster.routing.allocation.disk.threshold_enabled: false",
    // What is not made by name is not made.
    "action.auto_create_index: false",
  ].join("\n");
}

function unprivileged(): { uid?: number; gid?: number } {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
}

async function untilReady(child: ChildProcess, url: string, folder: string): Promise<void> {
  const deadline = performance.now() + READY_WAIT_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.pid === undefined) {
      const log = await readFile(join(folder, "logs", "opensearch.log"), "utf8").catch(() => "no log");
      throw new Error(`OpenSearch ended while it started (${child.exitCode ?? "no Java"}): ${log.slice(-2_000)}`);
    }
    const signal = AbortSignal.timeout(ANSWER_WAIT_MS);
    const answer = await fetch(`${url}/_cluster/health?wait_for_status=yellow&timeout=1s`, { signal }).catch(
      () => undefined,
    );
    await answer?.arrayBuffer().catch(() => undefined);
    if (answer?.ok === true) return;
    await pause(LOOK_MS);
  }
  throw new Error(`OpenSearch was not ready after ${READY_WAIT_MS / 1_000} s`);
}
