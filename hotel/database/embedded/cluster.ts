import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { appendFile, chmod, chown, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { explain, explainSpawn } from "./diagnosis.ts";
import type { Places } from "./places.ts";
import { replaceFile } from "./replace_file.ts";
import type { Account } from "./server_account.ts";

/** The name of the database superuser and of the database. */
export const NAME = "lastroom";

/**
 * The settings of an embedded server, written at every start. What stands after the include in `postgresql.conf` wins.
 * The logs leave out statements and details: those can hold personal data.
 */
const SETTINGS = `# Written by Lastroom at every start. Your own settings: in postgresql.conf, below the include.
max_connections = 100
shared_buffers = 256MB
effective_cache_size = 1GB
random_page_cost = 1.1
jit = off
default_transaction_isolation = 'read committed'
password_encryption = 'scram-sha-256'
unix_socket_permissions = 0700
min_wal_size = 256MB
max_wal_size = 2GB
checkpoint_timeout = 15min
autovacuum_naptime = 15s
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_directory = '../log'
log_filename = 'postgres-%Y%m%d-%H%M%S.log'
log_rotation_size = 8MB
log_rotation_age = 1d
log_min_messages = warning
log_error_verbosity = terse
log_min_error_statement = panic
log_statement = none
`;

/** How the processes of this cluster call themselves in `ps`: unlike those of any other. */
export function clusterName(places: Places): string {
  return `${NAME}-${createHash("sha256").update(places.cluster).digest("hex").slice(0, 12)}`;
}

/**
 * Makes the data directory when there is none, whole or not at all. Throws when the data that is there belongs to another
 * major version, or lost its password file.
 */
export async function ensureCluster(places: Places, durable: boolean): Promise<void> {
  const version = await readFile(join(places.cluster, "PG_VERSION"), "utf8").catch(() => undefined);
  if (version === undefined) await createCluster(places, durable);
  else await checkCluster(places, version.trim());
  await ownFolder(places.logs, places.account);
  await replaceFile(join(places.cluster, "lastroom.conf"), SETTINGS, places.account);
}

/** Makes a folder of mode 700 that belongs to the server's account. */
export async function ownFolder(folder: string, account: Account | undefined): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  if (account) await chown(folder, account.uid, account.gid);
}

/** How a program of PostgreSQL is started: as the server's account, with none of this process's variables and secrets. */
export function spawnOptions(places: Places): { uid?: number; gid?: number; cwd: string; env: NodeJS.ProcessEnv } {
  const { account } = places;
  const who = account ? { uid: account.uid, gid: account.gid } : {};
  return { ...who, cwd: "/", env: { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" } };
}

async function checkCluster(places: Places, version: string): Promise<void> {
  const { major } = places.installation;
  if (version !== String(major)) {
    throw new Error(
      `the data in ${places.cluster} was made by PostgreSQL ${version}, this program brings ${major}: back it up with the program that made it ` +
        "and restore it into a new DATA_DIR",
    );
  }
  await readFile(places.passwordFile).catch((error: unknown) => {
    const reason = (error as Error).message;
    throw new Error(`${places.passwordFile}, the password of the database, cannot be read: ${reason}`, {
      cause: error,
    });
  });
}

async function createCluster(places: Places, durable: boolean): Promise<void> {
  await removeDrafts(places);
  // A name of its own: the initdb of a killed start may still run, and clears its folder when it fails.
  const draft = `${places.cluster}.new-${randomBytes(4).toString("hex")}`;
  await ownFolder(draft, places.account);
  const password = randomBytes(24).toString("base64url");
  // On the disk before the data is: without it nobody gets in.
  await writeFile(places.passwordFile, `${password}\n`, { mode: 0o600, flush: true });
  const handover = `${places.cluster}.password`;
  await writeOwned(handover, `${password}\n`, places.account);
  try {
    await initdb(places, draft, handover, durable);
  } finally {
    await rm(handover, { force: true });
  }
  await appendFile(join(draft, "postgresql.conf"), "\ninclude = 'lastroom.conf'\n");
  await rename(draft, places.cluster);
}

async function removeDrafts(places: Places): Promise<void> {
  const entries = await readdir(places.home);
  const drafts = entries.filter((entry) => /^cluster\.(new|password)/.test(entry));
  await Promise.all(
    drafts.map((draft) => rm(join(places.home, draft), { recursive: true, force: true, maxRetries: 5 })),
  );
}

async function initdb(places: Places, folder: string, passwordFile: string, durable: boolean): Promise<void> {
  const flags = [
    "--auth=scram-sha-256",
    `--pwfile=${passwordFile}`,
    `--username=${NAME}`,
    "--encoding=UTF8",
    "--no-instructions",
  ];
  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const program = join(places.installation.folder, "bin", "initdb");
  const { code, output } = await run(
    program,
    ["-D", folder, ...flags, ...locale, ...(durable ? [] : ["--no-sync"])],
    places,
  );
  if (code !== 0) throw explain(`the database could not be made in ${folder}`, output);
}

function run(
  program: string,
  args: readonly string[],
  places: Places,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...spawnOptions(places), stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const collect = (chunk: Buffer): void => {
      output += chunk.toString("utf8");
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", (error) => reject(explainSpawn(program, error)));
    child.on("close", (code) => resolve({ code, output }));
  });
}

async function writeOwned(file: string, text: string, account: Account | undefined): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
  if (account) await chown(file, account.uid, account.gid);
}
