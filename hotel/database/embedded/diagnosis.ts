import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** A sign in PostgreSQL's output, and what it means to the operator. */
const CAUSES: readonly (readonly [RegExp, (found: RegExpExecArray) => string])[] = [
  [
    /error while loading shared libraries: ([^:\s]+)/,
    ([, library]) =>
      `the shared library ${library} is missing: install the system package that holds it, or set DATABASE_URL`,
  ],
  [
    /version `?([A-Z]+_[\d.]+)'? not found/,
    ([, version]) => `the system's C library is too old (${version} is needed): set DATABASE_URL`,
  ],
  [/No space left on device|Disk quota exceeded/, () => "the disk is full: make room, then start again"],
  [/Read-only file system/, () => "the file system is mounted read-only: set DATA_DIR to a folder that can be written"],
  [
    /data directory "([^"]+)" has (?:wrong ownership|invalid permissions)/,
    ([, folder]) => `${folder} must belong to the server's account, with mode 700`,
  ],
  [/Permission denied/, () => "a file or folder does not allow the server's account what it needs"],
  [
    /could not bind[^\n]*Address already in use|could not create any TCP\/IP sockets/,
    () => "its port is taken by another program",
  ],
  [/pre-existing shared memory block/, () => "processes of an earlier server still run: end them, then start again"],
  [
    /Cannot allocate memory|could not (?:map|create) (?:anonymous )?shared memory/,
    () => "there is not enough memory (256 MB of shared memory)",
  ],
  [/database files are incompatible with server/, () => "the data was made by another major version of PostgreSQL"],
  [
    /could not locate a valid checkpoint record|invalid primary checkpoint record/,
    () => "the data is damaged: restore a backup",
  ],
];

/** The error for the operator: what failed, why as far as PostgreSQL's output tells, and its last lines. */
export function explain(what: string, output: string): Error {
  const last = output.trim().split("\n").slice(-12).join("\n");
  return new Error([`${what}: ${causeOf(output) ?? "PostgreSQL says"}`, last].join("\n").trim());
}

/** Why PostgreSQL failed, in words for the operator; undefined when its output shows no sign that is known. */
export function causeOf(output: string): string | undefined {
  for (const [sign, meaning] of CAUSES) {
    const found = sign.exec(output);
    if (found) return meaning(found);
  }
  return undefined;
}

/** The error of a program that could not even be started. */
export function explainSpawn(program: string, error: NodeJS.ErrnoException): Error {
  if (error.code === "ENOENT") {
    return new Error(
      `${program} cannot be started: it needs glibc, which this system lacks (Alpine?): set DATABASE_URL`,
      { cause: error },
    );
  }
  if (error.code === "EACCES") {
    return new Error(`${program} may not be executed here (a file system mounted noexec?): set DATABASE_URL`, {
      cause: error,
    });
  }
  if (error.code === "EPERM" || error.code === "EINVAL") {
    return new Error(
      `${program} may not be started as another account here (a container without that right?): set DATABASE_URL`,
      { cause: error },
    );
  }
  return new Error(`${program} cannot be started: ${error.message}`, { cause: error });
}

/** The error of a file operation in words for the operator; any other error as it is. */
export function explainFiles(error: unknown): unknown {
  const { code, path } = error as NodeJS.ErrnoException;
  const meaning = FILE_ERRORS[code ?? ""];
  if (meaning === undefined || path === undefined) return error;
  return new Error(`the embedded PostgreSQL cannot use ${path}: ${meaning}`, { cause: error });
}

const FILE_ERRORS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full: make room, then start again",
  EDQUOT: "the disk quota is used up: make room, then start again",
  EROFS: "the file system is mounted read-only: set DATA_DIR to a folder that can be written",
  EACCES: "this account is not allowed to: set DATA_DIR to a folder of its own",
  EPERM: "this account is not allowed to (a mounted folder that knows no owners?): set DATA_DIR to another folder",
};

/** How far the server's log goes now. */
export interface LogMark {
  readonly file: string | undefined;
  /** Characters. */
  readonly length: number;
}

/** Notes the end of the log before a start, so that {@link serverOutput} tells only what comes after. */
export async function markLog(logs: string): Promise<LogMark> {
  const file = await newestLog(logs);
  return { file, length: (await read(logs, file)).length };
}

/** What the server wrote since the mark, before and after it opened its own log; empty when nothing. */
export async function serverOutput(logs: string, mark: LogMark): Promise<string> {
  const file = await newestLog(logs);
  const log = await read(logs, file);
  return `${await read(logs, "startup.log")}\n${file === mark.file ? log.slice(mark.length) : log}`.trim();
}

async function newestLog(logs: string): Promise<string | undefined> {
  const files = await readdir(logs).catch((): string[] => []);
  return files.toSorted().findLast((file) => file.startsWith("postgres-"));
}

function read(logs: string, file: string | undefined): Promise<string> {
  return file === undefined ? Promise.resolve("") : readFile(join(logs, file), "utf8").catch(() => "");
}
