import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { afterAll } from "vitest";
import { openDatabase, type Database } from "../database/database.ts";
import { urlOfTestDatabase } from "./database.ts";

/**
 * What happens to the next COMMIT that passes: `cut_before`, the connection breaks and the server never hears of it;
 * `cut_after`, the server carries it out and its answer is lost; `hold`, the client's side breaks while COMMIT is still
 * on its way, and arrives when {@link CommitProxy.deliver} is called; `warn`, it is answered with the warning of a
 * server whose wait for its standby was cancelled.
 */
export type CommitFate = "cut_before" | "cut_after" | "hold" | "warn";

/** A wire between clients and the server that can break at COMMIT. */
export interface CommitProxy {
  /** The same database, reached over the wire. */
  readonly database: Database;
  /** COMMITs that reached the server so far. */
  readonly commits: number;
  /** Decides the fate of the next COMMITs, in order; all others pass. */
  next(...fates: CommitFate[]): void;
  /** Breaks every connection that is open now. */
  cutAll(): void;
  /** Lets a COMMIT that was held reach the server. */
  deliver(): void;
}

// The protocol of PostgreSQL: a type byte, four bytes of length and the fields. Admission binds its statement COMMIT,
// which has no parameters; the server answers with the name of the command.
const COMMIT = Buffer.from("B\0\0\0\x19\0packet.commit\0\0\0\0\0\0\0");
const COMMITTED = Buffer.from("C\0\0\0\x0bCOMMIT\0");
const WARNING = notice({ S: "WARNING", V: "WARNING", C: "01000", M: "canceling wait for synchronous replication" });

/** Puts such a wire before a test database; closed after the tests of the file. */
export async function openCommitProxy(database: Database): Promise<CommitProxy> {
  const url = urlOfTestDatabase(database);
  const state: State = { fates: [], commits: 0, held: [], clients: new Set() };
  const server = createServer((client) => join(client, connect(addressOf(url)), state));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const proxied = openDatabase({ url: throughPort(url, port), poolSize: 2 });
  afterAll(async () => {
    await proxied.close();
    for (const client of state.clients) client.destroy();
    server.close();
  });
  return {
    database: proxied,
    get commits() {
      return state.commits;
    },
    next: (...fates) => void state.fates.push(...fates),
    cutAll: () => state.clients.forEach((client) => client.destroy()),
    deliver: () => state.held.splice(0).forEach((send) => send()),
  };
}

interface State {
  readonly fates: CommitFate[];
  commits: number;
  readonly held: (() => void)[];
  readonly clients: Set<Socket>;
}

function join(client: Socket, server: Socket, state: State): void {
  let fate: CommitFate | undefined;
  state.clients.add(client);
  client.on("data", (chunk) => {
    fate = chunk.includes(COMMIT) ? state.fates.shift() : fate;
    if (fate === "cut_before") return breakUp(client, server);
    if (chunk.includes(COMMIT)) state.commits += 1;
    if (fate !== "hold") return void server.write(chunk);
    state.held.push(() => server.end(chunk));
    client.destroy();
  });
  server.on("data", (chunk) => {
    const place = chunk.indexOf(COMMITTED);
    if (place < 0) return void client.write(chunk);
    if (fate === "cut_after") return breakUp(client, server);
    if (fate === "warn") client.write(Buffer.concat([chunk.subarray(0, place), WARNING, chunk.subarray(place)]));
    else client.write(chunk);
    fate = undefined;
  });
  client.on("close", () => {
    state.clients.delete(client);
    if (fate !== "hold") server.destroy();
  });
  server.on("close", () => client.destroy());
  for (const socket of [client, server]) socket.on("error", () => socket.destroy());
}

function breakUp(client: Socket, server: Socket): void {
  client.destroy();
  server.destroy();
}

/** A socket folder or a host and port, as the URL names them. */
function addressOf(url: string): { path: string } | { host: string; port: number } {
  const { hostname, port, searchParams } = new URL(url.replace(/^postgres(ql)?:\/\/([^@/]*@)?(?=\/)/, "$&localhost"));
  const number = port === "" ? 5432 : Number(port);
  const folder = searchParams.get("host");
  if (folder?.startsWith("/") === true) return { path: `${folder}/.s.PGSQL.${searchParams.get("port") ?? number}` };
  return { host: hostname, port: number };
}

function throughPort(url: string, port: number): string {
  const parts = /^(postgres(?:ql)?:\/\/(?:[^@/]*@)?)[^/]*(\/[^?]*)/.exec(url);
  if (parts === null) throw new Error("not a URL of a database");
  return `${parts[1]}127.0.0.1:${port}${parts[2]}`;
}

function notice(fields: Readonly<Record<string, string>>): Buffer {
  const text = Object.entries(fields)
    .map(([field, value]) => `${field}${value}\0`)
    .join("");
  const body = Buffer.from(`${text}\0`);
  const head = Buffer.alloc(5);
  head.write("N");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
