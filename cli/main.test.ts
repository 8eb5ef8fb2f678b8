import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { testDatabase, urlOfTestDatabase } from "../hotel/testing/database.ts";
import { InventoryWorld } from "../hotel/testing/inventory_world.ts";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));

const database = await testDatabase();
const target = await testDatabase({ empty: true });
const world = await InventoryWorld.open(database);
const folder = await mkdtemp(join(tmpdir(), "lastroom-cli-test-"));
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly complaints: string;
}

function lastroom(url: string, ...args: string[]): Promise<Ended> {
  return run({ DATABASE_URL: url }, args);
}

function run(settings: Readonly<Record<string, string>>, args: readonly string[]): Promise<Ended> {
  const env = { PATH: process.env["PATH"] ?? "", ...settings };
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], { env }, (error, out, complaints) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, complaints });
    });
  });
}

test("verify exits with 0 and a sentence, or with 1 and a list", async () => {
  const url = urlOfTestDatabase(database);
  const type = await world.type(2);
  await world.booked(type, 3, 1);
  expect(await lastroom(url, "verify")).toMatchObject({ code: 0, out: expect.stringMatching(/^nothing differs \(/) });
  await database.pool.query("UPDATE room_night SET sold = 2 WHERE room_type_id = $1 AND night = '2027-06-04'", [
    type.roomTypeId,
  ]);
  const bad = await lastroom(url, "verify", String(type.hotelId));
  expect(bad.code).toBe(1);
  expect(bad.out.split("\n").slice(0, 2)).toEqual([
    `sold at hotel ${type.hotelId}, room type ${type.roomTypeId}, night 2027-06-04: 2 instead of 1`,
    expect.stringMatching(/^1 differences/),
  ]);
  expect((await lastroom(url, "verify", "999999")).code).toBe(0);
  await database.pool.query("UPDATE room_night SET sold = 1 WHERE room_type_id = $1 AND night = '2027-06-04'", [
    type.roomTypeId,
  ]);
});

test("verify says that there is nothing to verify", async () => {
  const answer = await lastroom(urlOfTestDatabase(target), "verify");
  expect(answer).toMatchObject({ code: 1, complaints: "the database has no tables of Lastroom\n" });
});

test("backup and restore bring everything into another database", async () => {
  const file = join(folder, "all.backup");
  const saved = await lastroom(urlOfTestDatabase(database), "backup", file);
  expect(saved).toMatchObject({ code: 0, out: expect.stringContaining(file) });
  expect((await lastroom(urlOfTestDatabase(database), "backup", file)).complaints).toContain("exists already");
  const restored = await lastroom(urlOfTestDatabase(target), "restore", file);
  expect(restored).toMatchObject({ code: 0, out: expect.stringContaining("verified: nothing differs") });
  expect(await lastroom(urlOfTestDatabase(target), "restore", file)).toMatchObject({
    code: 1,
    complaints: expect.stringContaining("not empty"),
  });
});

test.each([[[]], [["delete"]], [["verify", "all"]], [["backup"]], [["restore", "a", "b"]], [["constructor"]]])(
  "wrong usage %j exits with 2 and says how",
  async (args) => {
    expect(await lastroom("postgresql://127.0.0.1:1/none", ...args)).toMatchObject({
      code: 2,
      complaints: expect.stringContaining("lastroom "),
    });
  },
);

test("a database that cannot be reached is said in a sentence", async () => {
  const answer = await lastroom("postgresql://127.0.0.1:1/none", "verify");
  expect(answer.code).toBe(1);
  expect(answer.complaints).not.toContain("    at ");
});

test("help is asked for on standard output, and a wrong command is told of on standard error", async () => {
  const url = urlOfTestDatabase(database);
  expect(await lastroom(url, "help")).toMatchObject({ code: 0, out: expect.stringContaining("lastroom backup FILE") });
  expect(await lastroom(url, "sell")).toMatchObject({
    code: 2,
    out: "",
    complaints: expect.stringContaining("lastroom verify"),
  });
});

test("a DATA_DIR without a database is refused, and none is made there", async () => {
  const dataDir = join(folder, "nothing");
  for (const [command, file] of [
    ["verify"],
    ["backup", join(folder, "new.gz")],
    ["restore", join(folder, "missing.gz")],
  ]) {
    const { code, complaints } = await run({ DATA_DIR: dataDir }, [
      command ?? "",
      ...(file === undefined ? [] : [file]),
    ]);
    expect(`${code} ${complaints}`).toMatch(
      command === "restore" ? /^1 .*missing.gz/ : /^1 DATA_DIR .* holds no database/,
    );
    expect(existsSync(dataDir)).toBe(false);
  }
});
