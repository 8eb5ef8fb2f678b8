import type { Database } from "./database.ts";

/** The server is not one on which no room is sold twice and no booking is lost; the message names every reason. */
export class ServerUnfit extends Error {
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[]) {
    super(`this PostgreSQL server cannot be used:\n${reasons.map((reason) => `- ${reason}`).join("\n")}`);
    this.name = "ServerUnfit";
    this.reasons = reasons;
  }
}

/** What {@link checkServer} may be told. */
export interface ReliedOnOptions {
  /** Accept a server that forgets confirmed bookings at a power cut (fsync off): for tests only. False unless told. */
  readonly unsafe?: boolean;
}

/** The facts about a server and a session on it that {@link unmetReliances} judges; the names are PostgreSQL's. */
export interface ServerFacts {
  readonly version_number: number;
  readonly version: string;
  readonly server_encoding: string;
  readonly fsync: string;
  readonly full_page_writes: string;
  readonly synchronous_commit: string;
  readonly transaction_isolation: string;
  readonly transaction_read_only: string;
  readonly lock_timeout: string;
  readonly time_zone: string;
  readonly in_recovery: boolean;
}

const OLDEST_VERSION = 150_000;

const READ_FACTS = `
  SELECT
    current_setting('server_version_num')::int AS version_number,
    current_setting('server_version') AS version,
    current_setting('server_encoding') AS server_encoding,
    current_setting('fsync') AS fsync,
    current_setting('full_page_writes') AS full_page_writes,
    current_setting('synchronous_commit') AS synchronous_commit,
    current_setting('transaction_isolation') AS transaction_isolation,
    current_setting('transaction_read_only') AS transaction_read_only,
    current_setting('lock_timeout') AS lock_timeout,
    current_setting('TimeZone') AS time_zone,
    pg_is_in_recovery() AS in_recovery`;

/** Checks what every promise of the engine rests on; throws {@link ServerUnfit} with all that is missing. */
export async function checkServer(database: Database, options: ReliedOnOptions = {}): Promise<void> {
  const { rows } = await database.pool.query<ServerFacts>(READ_FACTS);
  const facts = rows[0];
  if (!facts) throw new Error("the server did not answer what it is");
  const reasons = unmetReliances(facts, options.unsafe ?? false);
  if (reasons.length > 0) throw new ServerUnfit(reasons);
}

/** Why a server with these facts cannot be used, in words for the operator; empty when it can. */
export function unmetReliances(facts: ServerFacts, unsafe: boolean): string[] {
  const durability = unsafe ? [] : durabilityOf(facts);
  const rules: [boolean, string][] = [
    [facts.version_number >= OLDEST_VERSION, `its version is ${facts.version}: 15 or newer is needed`],
    [facts.server_encoding === "UTF8", `the encoding of the database is ${facts.server_encoding}: it must be UTF8`],
    [!facts.in_recovery, "it is a standby (in recovery): connect to the primary"],
    [
      facts.in_recovery || facts.transaction_read_only === "off",
      "the database is read-only (default_transaction_read_only)",
    ],
    [
      facts.transaction_isolation === "read committed",
      `sessions run in ${facts.transaction_isolation}: a lock followed by a check is only right in read committed`,
    ],
    [
      facts.lock_timeout !== "0" && facts.time_zone === "UTC",
      "it ignores the settings of the session (a connection pooler in between?)",
    ],
    ...durability,
  ];
  return rules.filter(([isMet]) => !isMet).map(([, reason]) => reason);
}

function durabilityOf(facts: ServerFacts): [boolean, string][] {
  return [
    [facts.fsync === "on", "fsync is off: a power cut would lose confirmed bookings"],
    [facts.full_page_writes === "on", "full_page_writes is off: a power cut could damage the data"],
    [facts.synchronous_commit !== "off", "synchronous_commit is off: a crash would lose confirmed bookings"],
  ];
}
