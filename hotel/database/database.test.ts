import { expect, inject, test } from "vitest";
import { testDatabase, urlOfTestDatabase } from "../testing/database.ts";
import { openClient, openDatabase } from "./database.ts";

const database = await testDatabase({ empty: true });

async function valueOf(expression: string): Promise<unknown> {
  const { rows } = await database.pool.query(`SELECT ${expression} AS value`);
  return rows[0].value;
}

test.each([
  ["date '2026-03-29'", "2026-03-29"],
  ["array[date '2026-03-29', NULL]", ["2026-03-29", null]],
  ["9007199254740991::int8", Number.MAX_SAFE_INTEGER],
  ["array[1, -9007199254740991]::int8[]", [1, -Number.MAX_SAFE_INTEGER]],
  ["12.50::numeric", "12.50"],
  ["timestamptz '2026-03-29T01:00:00Z'", new Date("2026-03-29T01:00:00Z")],
])("%s arrives as %j", async (expression, expected) => {
  expect(await valueOf(expression)).toEqual(expected);
});

test("an int8 that a number cannot hold is an error, not a rounded number", async () => {
  await expect(valueOf("9007199254740993::int8")).rejects.toThrow("does not fit");
});

test("the parsers belong to our connections: pg itself stays as it was", async () => {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: urlOfTestDatabase(database) });
  await client.connect();
  const { rows } = await client.query("SELECT 1::int8 AS value");
  await client.end();
  expect(rows[0].value).toBe("1");
});

test.each([
  ["transaction_isolation", "read committed"],
  ["lock_timeout", "5s"],
  ["statement_timeout", "10s"],
  ["idle_in_transaction_session_timeout", "15s"],
  ["TimeZone", "UTC"],
])("every session has %s = %s", async (name, value) => {
  expect(await valueOf(`current_setting('${name}')`)).toBe(value);
});

test("the options of the URL are kept, but do not loosen ours", async () => {
  const url = urlOfTestDatabase(database);
  const wish = encodeURIComponent("-c work_mem=5MB -c default_transaction_isolation=serializable");
  const opened = openDatabase({
    url: `${url}${url.includes("?") ? "&" : "?"}options=${wish}&application_name=x`,
    poolSize: 1,
  });
  const { rows } = await opened.pool.query(
    "SELECT current_setting('work_mem') AS memory, current_setting('transaction_isolation') AS isolation",
  );
  await opened.close();
  expect(rows).toEqual([{ memory: "5MB", isolation: "read committed" }]);
});

test("a dedicated client has its own timeouts", async () => {
  const client = await openClient(database, { lockTimeoutMs: 50, statementTimeoutMs: 700 });
  const { rows } = await client.query(
    "SELECT current_setting('lock_timeout') AS l, current_setting('statement_timeout') AS s",
  );
  await client.end();
  expect(rows).toEqual([{ l: "50ms", s: "700ms" }]);
  await expect(openClient(database, { lockTimeoutMs: 50, statementTimeoutMs: 50 })).rejects.toThrow("must exceed");
});

test("a pipelined client answers statements sent together, each with its own result", async () => {
  const client = await openClient(database, { pipeline: true });
  const answers = await Promise.allSettled([1, 0, 3].map((n) => client.query("SELECT 6 / $1::int AS value", [n])));
  await client.end();
  expect(answers.map((answer) => (answer.status === "fulfilled" ? answer.value.rows[0].value : "error"))).toEqual([
    6,
    "error",
    2,
  ]);
});

test("connections killed by the server, idle or busy, do not end the process", async () => {
  const errors: Error[] = [];
  const opened = openDatabase({
    url: urlOfTestDatabase(database),
    poolSize: 2,
    onConnectionError: (error) => errors.push(error),
  });
  const busy = await opened.pool.connect();
  const idle = await opened.pool.connect();
  const killed = new Promise((resolve) => opened.pool.once("error", resolve));
  idle.release();
  const sleeping = expect(busy.query("SELECT pg_sleep(60)")).rejects.toThrow("terminat");
  await database.pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
  await sleeping;
  await killed;
  busy.release(true);
  expect((await opened.pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  await opened.close();
  expect(errors.length).toBeGreaterThan(0);
});

test("the seed of the run is a number", () => {
  expect(Number.isInteger(inject("seed"))).toBe(true);
});
