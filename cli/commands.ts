import { access, constants } from "node:fs/promises";
import { resolve } from "node:path";
import type { Database } from "../hotel/database/database.ts";
import { describeFinding } from "../hotel/inventory/verify.ts";
import { verifyEverything } from "../hotel/reservations/verify.ts";
import { backup } from "./backup.ts";
import { withDatabase, type Environment } from "./open_database.ts";
import { restore } from "./restore.ts";
import { readMigrations } from "./tables.ts";

/** What a command works with. */
export interface Surroundings {
  readonly env: Environment;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
  /** Writes a line to standard error. */
  readonly complain: (line: string) => void;
}

/** A command of the operator. */
export interface Command {
  readonly usage: string;
  readonly about: string;
  /** Returns the exit code. Throws what goes wrong, with a message for the operator. */
  run(args: readonly string[], surroundings: Surroundings): Promise<number>;
}

/** The arguments of a command are wrong. */
export class WrongUsage extends Error {}

/** All commands by name. */
export const commands: Readonly<Record<string, Command>> = {
  verify: {
    usage: "lastroom verify [HOTEL_ID]",
    about: "Recompute every counter and seat; exit 1 and a list when anything differs.",
    run: runVerify,
  },
  backup: {
    usage: "lastroom backup FILE",
    about: "Write all data to a new file, as one moment shows it; the program may go on meanwhile.",
    run: runBackup,
  },
  restore: {
    usage: "lastroom restore FILE",
    about: "Bring a backup into an empty database, before the program is started on it.",
    run: runRestore,
  },
};

function runVerify(args: readonly string[], { env, print, complain }: Surroundings): Promise<number> {
  const [hotel, ...more] = args;
  if (more.length > 0 || (hotel !== undefined && !/^[1-9]\d{0,8}$/.test(hotel))) throw new WrongUsage();
  return withDatabase(env, complain, async (database) => {
    if ((await readMigrations(database.pool)).length === 0) throw new Error("the database has no tables of Lastroom");
    const started = performance.now();
    const findings = await verifyEverything(database, {
      ...(hotel === undefined ? {} : { hotelId: Number(hotel) }),
      onFinding: (finding) => print(describeFinding(finding)),
    });
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    print(findings.length === 0 ? `nothing differs (${seconds} s)` : `${findings.length} differences (${seconds} s)`);
    return findings.length === 0 ? 0 : 1;
  });
}

function runBackup(args: readonly string[], { env, print, complain }: Surroundings): Promise<number> {
  const file = onlyFile(args);
  return withDatabase(env, complain, async (database) => {
    const manifest = await backup(database, file);
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    print(`${rows} rows of ${manifest.tables.length} tables are in ${file}`);
    if (env["DATABASE_URL"] === undefined)
      print("Keep jwt-secret of DATA_DIR with it, or the guests' manage tokens are dead.");
    return 0;
  });
}

async function runRestore(args: readonly string[], { env, print, complain }: Surroundings): Promise<number> {
  const file = onlyFile(args);
  // Before a server is made for it.
  await access(file, constants.R_OK);
  const bringBack = async (database: Database): Promise<number> => {
    const { manifest, waitingEvents } = await restore(database, file);
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    print(`${rows} rows of ${manifest.created_at} are restored; ${waitingEvents} events wait to be moved on`);
    const findings = await verifyEverything(database, { onFinding: (finding) => print(describeFinding(finding)) });
    print(findings.length === 0 ? "verified: nothing differs" : `${findings.length} differences`);
    if (env["DATABASE_URL"] === undefined)
      print("Put the jwt-secret that was kept with the backup into DATA_DIR before npm start.");
    return findings.length === 0 ? 0 : 1;
  };
  return withDatabase(env, complain, bringBack, { makeOne: true });
}

function onlyFile(args: readonly string[]): string {
  const [file, ...more] = args;
  if (file === undefined || more.length > 0) throw new WrongUsage();
  return resolve(file);
}
