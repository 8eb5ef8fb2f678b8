import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const VERSION = "2.19.3";
const SHA256 = "760530e522de0a9f06380d4a4a43dfd83c31fa8911f41745513ce715ed5dfd03";
const PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy";
const ARTIFACT = `org.opensearch.distribution.integ-test-zip:opensearch:${VERSION}:zip`;
const DOWNLOAD_MS = 600_000;
const UNPACK_MS = 120_000;

const run = promisify(execFile);

/**
 * Unpacks an OpenSearch node without plugins into the folder and returns where it is. Maven brings it the first time; afterwards it
 * lies in the user's cache (XDG_CACHE_HOME). Throws when Maven or unzip is missing, or when the file is not the one that is pinned.
 */
export async function unpackOpenSearch(folder: string): Promise<string> {
  await run("unzip", ["-q", await openSearchArchive(), "-d", folder], { timeout: UNPACK_MS });
  const home = join(folder, `opensearch-${VERSION}`);
  // Its user is not the one who unpacked it.
  await run("chmod", ["-R", "a+rX", home]);
  return home;
}

async function openSearchArchive(): Promise<string> {
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "lastroom");
  const archive = join(cache, `opensearch-${VERSION}.zip`);
  if (!existsSync(archive)) {
    await mkdir(cache, { recursive: true });
    const settings = [`-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${cache}`, "-Dmdep.useBaseVersion=true"];
    await run("mvn", ["--batch-mode", "--quiet", PLUGIN, ...settings], { cwd: cache, timeout: DOWNLOAD_MS });
  }
  const found = createHash("sha256")
    .update(await readFile(archive))
    .digest("hex");
  if (found === SHA256) return archive;
  // The next try fetches it again.
  await rm(archive);
  throw new Error(`${archive} is not the pinned file: its SHA-256 is ${found}`);
}
