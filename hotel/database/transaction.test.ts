import { createServer, connect } from "node:net";
import type { Socket } from "node:net";
import { expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { openDatabase } from "./database.ts";
import { CommitRefused, CommitUnknown, inTransaction } from "./transaction.ts";

const database = await testDatabase({ empty: true });
await database.pool.query(`
  CREATE TABLE note (id int PRIMARY KEY, text text);
  CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL);
  INSERT INTO account VALUES (1, 0), (2, 0);
  CREATE TABLE late (id int UNIQUE DEFERRABLE INITIALLY DEFERRED);
  CREATE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE WARNING 'not replicated'; RETURN NULL; END $$;
  CREATE TABLE warned (id int);
  CREATE CONSTRAINT TRIGGER warn AFTER INSERT ON warned DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION warn();
`);

async function textOf(id: number): Promise<string | undefined> {
  return (await database.pool.query("SELECT text FROM note WHERE id = $1", [id])).rows[0]?.text;
}

test("commits what the work wrote and returns its result", async () => {
  const result = await inTransaction(database, async (tx) => {
    await tx.query("INSERT INTO note VALUES (1, 'kept')");
    return (await tx.query("SHOW transaction_isolation")).rows[0].transaction_isolation;
  });
  expect(result).toBe("read committed");
  expect(await textOf(1)).toBe("kept");
});

test("an error undoes everything, destroys the connection and reaches the caller", async () => {
  const single = openDatabase({ url: database.connection.connectionString ?? "", poolSize: 1 });
  const before = (await single.pool.query("SELECT pg_backend_pid() AS pid")).rows[0].pid;
  const work = inTransaction(single, async (tx) => {
    await tx.query("INSERT INTO note VALUES (2, 'lost')");
    throw new Error("a bug");
  });
  await expect(work).rejects.toThrow("a bug");
  const after = (await single.pool.query("SELECT pg_backend_pid() AS pid")).rows[0].pid;
  await single.close();
  expect(after).not.toBe(before);
  expect(await textOf(2)).toBeUndefined();
});

test("a swallowed error makes COMMIT roll back: that is not a success", async () => {
  const work = inTransaction(database, async (tx) => {
    await tx.query("INSERT INTO note VALUES (3, 'lost')");
    await tx.query("SELECT 1 / 0").catch(() => undefined);
  });
  await expect(work).rejects.toThrow(CommitRefused);
  expect(await textOf(3)).toBeUndefined();
});

test("a constraint checked at COMMIT is a refusal, and certain", async () => {
  const work = inTransaction(database, (tx) => tx.query("INSERT INTO late VALUES (1), (1)"));
  await expect(work).rejects.toMatchObject({ code: "23505" });
});

test("a warning at COMMIT means unknown, as when the wait for a standby was cancelled", async () => {
  const work = inTransaction(database, (tx) => tx.query("INSERT INTO warned VALUES (1)"));
  await expect(work).rejects.toThrow(CommitUnknown);
});

test("sets the timeouts of one transaction only", async () => {
  const shown = await inTransaction(
    database,
    (tx) => tx.query("SELECT current_setting('lock_timeout') AS l, current_setting('statement_timeout') AS s"),
    {
      lockTimeoutMs: 50,
      statementTimeoutMs: 600,
    },
  );
  expect(shown.rows).toEqual([{ l: "50ms", s: "600ms" }]);
  expect((await database.pool.query("SHOW lock_timeout")).rows).toEqual([{ lock_timeout: "5s" }]);
});

test("two transactions in a deadlock both succeed: the loser repeats its work", async () => {
  let runs = 0;
  let arrived = 0;
  let open: () => void = () => undefined;
  const both = new Promise<void>((resolve) => (open = resolve));
  const move = (first: number, second: number): Promise<void> =>
    inTransaction(database, async (tx) => {
      runs += 1;
      await tx.query("UPDATE account SET balance = balance + 1 WHERE id = $1", [first]);
      if (++arrived >= 2) open();
      await both;
      await tx.query("UPDATE account SET balance = balance + 1 WHERE id = $1", [second]);
    });
  await Promise.all([move(1, 2), move(2, 1)]);
  expect(runs).toBe(3);
  expect((await database.pool.query("SELECT balance FROM account")).rows).toEqual([{ balance: 2 }, { balance: 2 }]);
});

test("gives up a repeated serialization failure after three attempts", async () => {
  let runs = 0;
  const work = inTransaction(database, async (tx) => {
    runs += 1;
    await tx.query("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$");
  });
  await expect(work).rejects.toMatchObject({ code: "40001" });
  expect(runs).toBe(3);
});

test("a connection lost at COMMIT is unknown, and the work is not repeated", async () => {
  const proxy = await cuttingProxy();
  const cut = openDatabase({ url: proxy.url, poolSize: 1 });
  let runs = 0;
  const work = inTransaction(cut, async (tx) => {
    runs += 1;
    await tx.query("INSERT INTO note VALUES (4, 'perhaps')");
    proxy.cutAt("COMMIT");
  });
  await expect(work).rejects.toThrow(CommitUnknown);
  await cut.close();
  proxy.close();
  expect(runs).toBe(1);
  // It arrived: the very case in which "failed" would have been a lie.
  await expect.poll(() => textOf(4)).toBe("perhaps");
});

interface CuttingProxy {
  readonly url: string;
  /** From now on: pass on the message that holds this text, and cut the line towards the client instead of its answer. */
  cutAt(text: string): void;
  close(): void;
}

async function cuttingProxy(): Promise<CuttingProxy> {
  let trigger: string | undefined;
  const target = await serverAddress();
  const proxy = createServer((client: Socket) => {
    const server = connect(target);
    client.on("data", (chunk: Buffer) => {
      server.write(chunk);
      if (trigger !== undefined && chunk.includes(trigger)) client.destroy();
    });
    server.on("data", (chunk: Buffer) => void (client.destroyed || client.write(chunk)));
    for (const socket of [client, server]) socket.on("error", () => undefined);
    server.on("close", () => client.destroy());
  });
  const port = await new Promise<number>((resolve) =>
    proxy.listen(0, "127.0.0.1", () => {
      const address = proxy.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    }),
  );
  const url = new URL(database.connection.connectionString ?? "");
  const user = `${url.username}:${url.password}`;
  return {
    url: `postgresql://${user}@127.0.0.1:${port}${url.pathname}`,
    cutAt: (text) => {
      trigger = text;
    },
    close: () => proxy.close(),
  };
}

async function serverAddress(): Promise<{ path: string } | { host: string; port: number }> {
  const { rows } = await database.pool.query<{ folder: string; port: number }>(
    "SELECT current_setting('unix_socket_directories') AS folder, current_setting('port')::int AS port",
  );
  const { folder = "", port = 5432 } = rows[0] ?? {};
  const url = new URL(database.connection.connectionString ?? "");
  if (url.searchParams.has("host")) return { path: `${folder.split(",")[0]}/.s.PGSQL.${port}` };
  return { host: url.hostname, port: Number(url.port || 5432) };
}
