import { createHash } from "node:crypto";
import { access, chmod, constants, mkdir, readFile, realpath, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { copyInstallation, installedBinaries, isWritable, missingLinks, restoreLinks } from "./binaries.ts";
import type { Installation } from "./binaries.ts";
import { isPostmaster, readPidFile } from "./postmaster.ts";
import { firstObstacle, isRootsOwn } from "./reach.ts";
import { accounts, chooseAccount } from "./server_account.ts";
import type { Account } from "./server_account.ts";

/** Where one embedded server lives and as whom it runs. */
export interface Places {
  /** The folder the operator named (DATA_DIR), with links resolved. */
  readonly dataDir: string;
  /** The folder of everything below: inside `dataDir`, or elsewhere when the server's account cannot enter that. */
  readonly home: string;
  /** PostgreSQL's data directory. */
  readonly cluster: string;
  /** Text file of mode 600: the password of the database superuser `lastroom`. */
  readonly passwordFile: string;
  /** The folder of PostgreSQL's own logs. */
  readonly logs: string;
  /** The account the server runs as; undefined: the one of this process. */
  readonly account: Account | undefined;
  readonly installation: Installation;
}

/** What {@link choosePlaces} needs to know. */
export interface PlaceOptions {
  /** The folder the operator named; {@link choosePlaces} wants it as {@link makeDataDir} returned it. */
  readonly dataDir: string;
  readonly log: (message: string) => void;
  /** Folders to move to, in order of preference, when this process is root and the server's account cannot enter `dataDir`. */
  readonly refuges?: readonly string[];
}

/** `/var/tmp` outlives a reboot, `/tmp` may not: data must not lie there. */
const REFUGES = ["/var/lib/lastroom", "/var/tmp/lastroom"];
const POINTER = "postgres-location";

const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * Decides where the server's files live and as whom it runs; makes the folders, not the data. Throws with a message for the
 * operator when no place will do.
 */
export async function choosePlaces(options: PlaceOptions): Promise<Places> {
  const { dataDir } = options;
  const { home, account } = isRoot() ? await placeForRoot(dataDir, options) : await placeForUser(dataDir);
  await mkdir(home, { recursive: true });
  await chmod(home, account ? 0o711 : 0o700);
  const installation = await usableInstallation(await installedBinaries(), account, home, options);
  return {
    dataDir,
    home,
    cluster: join(home, "cluster"),
    passwordFile: join(home, "password"),
    logs: join(home, "log"),
    account,
    installation,
  };
}

/** Makes the folder the operator named when it is not there; returns it with links resolved. Throws when it cannot be written. */
export async function makeDataDir(dataDir: string): Promise<string> {
  try {
    const made = await mkdir(dataDir, { recursive: true });
    // Another account must pass through; the files in it that are secret have a mode of their own.
    if (made !== undefined) await chmod(dataDir, isRoot() ? 0o711 : 0o700);
    await access(dataDir, constants.W_OK | constants.X_OK);
    return await realpath(dataDir);
  } catch (error) {
    throw new Error(`DATA_DIR ${dataDir} cannot be used: ${(error as Error).message}`, { cause: error });
  }
}

async function placeForUser(dataDir: string): Promise<{ home: string; account: undefined }> {
  const home = (await readPointer(dataDir)) ?? join(dataDir, "postgres");
  const owner = await ownerOf(join(home, "cluster"));
  if (owner !== undefined && owner !== process.getuid?.()) {
    throw new Error(
      `the data in ${home} belongs to another account (uid ${owner}): start as root or as that account, or set another DATA_DIR`,
    );
  }
  return { home, account: undefined };
}

async function placeForRoot(dataDir: string, options: PlaceOptions): Promise<{ home: string; account: Account }> {
  const known = await accounts();
  const home = (await readPointer(dataDir)) ?? join(dataDir, "postgres");
  const owner = await ownerOf(join(home, "cluster"));
  if (owner !== undefined) return { home, account: await ownerAccount(home, owner, known) };
  const account = chooseAccount(known);
  if (!account) {
    throw new Error(
      "PostgreSQL refuses to run as root and /etc/passwd names no other account: add one, or set DATABASE_URL",
    );
  }
  if (home !== join(dataDir, "postgres")) return { home, account };
  const obstacle = await firstObstacle(dataDir, account);
  if (obstacle === undefined || obstacle === dataDir)
    return { home: await enterable(dataDir, account, options), account };
  return { home: await moveOut(dataDir, account, obstacle, options), account };
}

/** Data that is there decides who runs the server: PostgreSQL demands that its owner does. */
async function ownerAccount(home: string, owner: number, known: readonly Account[]): Promise<Account> {
  const account = known.find(({ uid }) => uid === owner);
  if (!account)
    throw new Error(
      `the data in ${home} belongs to uid ${owner}, which is root or no account of this machine: chown it`,
    );
  const obstacle = await firstObstacle(home, account).then((found) => (found === home ? undefined : found));
  if (obstacle !== undefined) {
    throw new Error(
      `account ${account.name}, which owns the data in ${home}, may no longer enter ${obstacle}: chmod o+x ${obstacle}`,
    );
  }
  return account;
}

/** The DATA_DIR itself may lack only the bit to pass through (mode 700, made by root): then the way is through a refuge. */
async function enterable(dataDir: string, account: Account, options: PlaceOptions): Promise<string> {
  const { mode, uid } = await stat(dataDir);
  const passes = (mode & 0o001) !== 0 || (uid === account.uid && (mode & 0o100) !== 0);
  return passes ? join(dataDir, "postgres") : moveOut(dataDir, account, dataDir, options);
}

async function moveOut(dataDir: string, account: Account, obstacle: string, options: PlaceOptions): Promise<string> {
  const refuge = await findRefuge(account, options);
  const home = join(refuge, `data-${createHash("sha256").update(dataDir).digest("hex").slice(0, 16)}`);
  await setAside(home, options);
  await mkdir(home, { recursive: true });
  await writeFile(
    join(dataDir, POINTER),
    `${home}\n\nPostgreSQL runs as account ${account.name}, which may not enter ${obstacle}: its data is in the folder above.\n`,
    { flush: true },
  );
  options.log(
    `account ${account.name} may not enter ${obstacle}: the database lives in ${home} (noted in ${join(dataDir, POINTER)})`,
  );
  return home;
}

/** Data of a DATA_DIR that was deleted by hand: a fresh start was meant, but what is there is kept. */
async function setAside(home: string, options: PlaceOptions): Promise<void> {
  if ((await ownerOf(join(home, "cluster"))) === undefined) return;
  const running = await readPidFile(join(home, "cluster"));
  if (running && (await isPostmaster(running.pid, join(home, "cluster")))) {
    throw new Error(
      `the server of a deleted DATA_DIR still runs on ${home} (process ${running.pid}): write that path into ${POINTER} in ` +
        "DATA_DIR to use it again, or end it (SIGINT) to start empty",
    );
  }
  const aside = `${home}-set-aside-${new Date().toISOString().replaceAll(":", "")}`;
  await rename(home, aside);
  options.log(
    `${home} held the database of an earlier DATA_DIR of this name: kept as ${aside}; delete it when it is not needed`,
  );
}

async function findRefuge(account: Account, options: PlaceOptions): Promise<string> {
  const reasons: string[] = [];
  for (const folder of options.refuges ?? REFUGES) {
    const reason = await unfit(folder, account);
    if (reason === undefined) return folder;
    reasons.push(`${folder}: ${reason}`);
  }
  throw new Error(
    `no folder for account ${account.name} to run PostgreSQL in (${reasons.join("; ")}): set DATABASE_URL, or DATA_DIR to a folder it may enter`,
  );
}

async function unfit(folder: string, account: Account): Promise<string | undefined> {
  try {
    if ((await mkdir(folder, { recursive: true })) !== undefined) await chmod(folder, 0o755);
    if (!(await isRootsOwn(folder))) return "is not a folder that only root can write";
    const obstacle = await firstObstacle(folder, account);
    return obstacle === undefined ? undefined : `account ${account.name} may not enter ${obstacle}`;
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * The installation itself when the server's account can read it and it is complete, else a copy: in a refuge for another
 * account, in `home` for our own.
 */
export async function usableInstallation(
  installed: Installation,
  account: Account | undefined,
  home: string,
  options: PlaceOptions,
): Promise<Installation> {
  const linked = (await missingLinks(installed)).length === 0;
  if (!linked && (await isWritable(installed.folder))) await restoreLinks(installed);
  else if (!linked) return copyTo(installed, account ? await findRefuge(account, options) : home, options);
  if (!account || !(await isOutOfReach(installed, account))) return installed;
  return copyTo(installed, await findRefuge(account, options), options);
}

/** One file of each kind stands for its folder: a strict umask of npm shows in all of them alike. */
async function isOutOfReach(installation: Installation, account: Account): Promise<boolean> {
  const samples = ["bin/postgres", "lib/postgresql", "share/postgresql"];
  const obstacles = await Promise.all(samples.map((file) => firstObstacle(join(installation.folder, file), account)));
  return obstacles.some((obstacle) => obstacle !== undefined);
}

async function copyTo(installed: Installation, base: string, options: PlaceOptions): Promise<Installation> {
  const copied = await copyInstallation(installed, base);
  options.log(`PostgreSQL's programs run from the copy ${copied.folder}: the server cannot use ${installed.folder}`);
  return copied;
}

async function readPointer(dataDir: string): Promise<string | undefined> {
  const file = join(dataDir, POINTER);
  const text = await readFile(file, "utf8").catch(() => undefined);
  const home = text?.split("\n")[0]?.trim();
  if (home === undefined || home === "") return undefined;
  if ((await stat(home).catch(() => undefined)) !== undefined) return home;
  throw new Error(
    `the database should be in ${home} (says ${file}), but that folder is gone: bring it back, or delete ${file} to start empty`,
  );
}

async function ownerOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ uid }) => uid,
    () => undefined,
  );
}
