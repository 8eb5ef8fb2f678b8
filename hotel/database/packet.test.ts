import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type pg from "pg";
import { testDatabase } from "../testing/database.ts";
import { openClient } from "./database.ts";
import { Packet } from "./packet.ts";

const database = await testDatabase();
let client: pg.Client;

beforeEach(async () => {
  client = await openClient(database, { pipeline: true });
});
afterEach(() => client.end());

const numbers = {
  name: "numbers",
  text: "SELECT n, n::text AS name, NULL AS nothing FROM generate_series(1, $1::int) AS n",
};
const divide = (by: number): pg.QueryConfig => ({ name: "divide", text: "SELECT 6 / $1::int AS sixth", values: [by] });

describe("a packet", () => {
  test("answers each statement, in order, the second time as the first", async () => {
    for (const count of [3, 1, 0]) {
      const packet = new Packet();
      const many = packet.add<{ n: number }>({ ...numbers, values: [count] });
      const sixth = packet.add(divide(2));
      await packet.send(client);
      expect(many.rows).toEqual(
        Array.from({ length: count }, (_, index) => ({ n: index + 1, name: `${index + 1}`, nothing: null })),
      );
      expect([many.command, many.rowCount, sixth.rows]).toEqual(["SELECT", count, [{ sixth: 3 }]]);
    }
  });

  test("carries texts, bytes and nulls of any size", async () => {
    const text = "é€𐍈\\'\"".repeat(100_000);
    const bytes = Buffer.from([0, 1, 254, 255]);
    const packet = new Packet();
    const back = packet.add({
      name: "back",
      text: "SELECT $1::text AS text, $2::bytea AS bytes, $3::text AS nothing, $4::int AS number",
      values: [text, bytes, null, -7],
    });
    await packet.send(client);
    expect(back.rows).toEqual([{ text, bytes, nothing: null, number: -7 }]);
  });

  test("tells how many rows were written", async () => {
    const packet = new Packet();
    packet.add({ name: "make", text: "CREATE TEMPORARY TABLE room (number int)" });
    await packet.send(client);
    const writing = new Packet();
    const written = writing.add({ name: "fill", text: "INSERT INTO room SELECT generate_series(1, 5)" });
    await writing.send(client);
    expect([written.command, written.rowCount]).toEqual(["INSERT", 5]);
  });

  test("may be sent behind another one and among other statements", async () => {
    const [one, other] = [new Packet(), new Packet()];
    const answers = [one.add(divide(1)), other.add(divide(3))];
    const sent = [one.send(client), client.query(divide(2)), other.send(client)];
    await Promise.all(sent);
    expect(answers.map(({ rows }) => rows)).toEqual([[{ sixth: 6 }], [{ sixth: 2 }]]);
  });

  test("sees in each statement what others have committed since the one before", async () => {
    await database.pool.query("CREATE TABLE seen (n int)");
    const waiting = await database.pool.connect();
    await waiting.query("SELECT pg_advisory_lock(7)");
    const packet = new Packet();
    packet.add({ name: "begin", text: "BEGIN" });
    const before = packet.add({ name: "count", text: "SELECT count(*)::int AS n FROM seen" });
    packet.add({ name: "wait", text: "SELECT pg_advisory_xact_lock(7)" });
    const after = packet.add({ name: "count", text: "SELECT count(*)::int AS n FROM seen" });
    packet.add({ name: "commit", text: "COMMIT" });
    const sent = packet.send(client);
    await expect
      .poll(
        async () =>
          (await database.pool.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")).rowCount,
      )
      .toBe(1);
    await waiting.query("INSERT INTO seen VALUES (1)");
    await waiting.query("SELECT pg_advisory_unlock(7)");
    waiting.release();
    await sent;
    expect([before.rows, after.rows]).toEqual([[{ n: 0 }], [{ n: 1 }]]);
  });
});

describe("a statement that fails", () => {
  test("ends the packet with its error: those before it are answered, those behind it never run", async () => {
    const packet = new Packet();
    const first = packet.add(divide(1));
    const failing = packet.add(divide(0));
    const never = packet.add(divide(2));
    await expect(packet.send(client)).rejects.toMatchObject({ code: "22012" });
    expect([first, failing, never].map(({ command }) => command)).toEqual(["SELECT", undefined, undefined]);
  });

  test("leaves nothing behind when COMMIT follows it", async () => {
    await database.pool.query("CREATE TABLE kept (n int)");
    const packet = new Packet();
    packet.add({ name: "begin", text: "BEGIN" });
    packet.add({ name: "keep", text: "INSERT INTO kept VALUES (1)" });
    packet.add(divide(0));
    const ended = packet.add({ name: "commit", text: "COMMIT" });
    await expect(packet.send(client)).rejects.toMatchObject({ code: "22012" });
    await client.query("ROLLBACK");
    expect(ended.command).toBeUndefined();
    expect((await database.pool.query("SELECT 1 FROM kept")).rowCount).toBe(0);
  });

  test("or a connection that breaks: the packet ends with the error", async () => {
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const packet = new Packet();
    packet.add({ name: "sleep", text: "SELECT pg_sleep(60)" });
    const failed = expect(packet.send(client)).rejects.toThrow("terminating connection");
    await database.pool.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
    await failed;
  });
});

test("a name stands for one statement", async () => {
  const packet = new Packet();
  packet.add({ name: "one", text: "SELECT 1" });
  await packet.send(client);
  const other = new Packet();
  other.add({ name: "one", text: "SELECT 2" });
  await expect(other.send(client)).rejects.toThrow("two statements have the name one");
  await client.end();
  client = await openClient(database, { pipeline: true });
  const fresh = new Packet();
  const { rows } = fresh.add({ name: "one", text: "SELECT 2 AS value" });
  await fresh.send(client);
  expect(rows).toEqual([{ value: 2 }]);
  expect(() => new Packet().add({ text: "SELECT 1" })).toThrow(TypeError);
});
