import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../hotel/database/database.ts";
import { moveEvents } from "../hotel/events/move.ts";
import { createOutOfOrder } from "../hotel/inventory/out_of_order.ts";
import { verifyEverything } from "../hotel/reservations/verify.ts";
import { testDatabase } from "../hotel/testing/database.ts";
import { accepted, InventoryWorld, TODAY, type TypeInWorld } from "../hotel/testing/inventory_world.ts";
import { backup } from "./backup.ts";
import { BackupReader, type Manifest } from "./backup_file.ts";
import { restore } from "./restore.ts";
import { inForeignKeyOrder, readTables } from "./tables.ts";

const database = await testDatabase();
const world = await InventoryWorld.open(database);
const targets = await Promise.all(Array.from({ length: 11 }, () => testDatabase({ empty: true, poolSize: 4 })));
const migrated = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), "lastroom-backup-test-"));
const file = join(folder, "one.backup");
let type: TypeInWorld;
let manifest: Manifest;
/** The rows of every table at the moment of the backup. */
const contents = new Map<string, string[]>();

beforeAll(async () => {
  type = await world.type(3, { overbookingRatio: 0.4 });
  const guest = {
    hotelId: type.hotelId,
    guestId: "0193aaaa-0000-7000-8000-000000000001",
    name: 'O\'Brien\t"\\."\nß',
    email: null,
    phone: null,
  };
  await world.booked(type, 3, 2, { guest });
  await world.booked(type, 4, 2, { holdMinutes: 15 });
  const broken = {
    roomTypeId: type.roomTypeId,
    roomId: type.roomIds[2] ?? 0,
    nights: { arrival: TODAY + 9, departure: TODAY + 12 },
  };
  accepted(await world.staff(type, (books) => createOutOfOrder(books, { ...broken, reason: "\\.", force: false })));
  await moveEvents(database.pool, { after: 0, limit: 4 });
  manifest = await backup(database, file);
  for (const { name } of manifest.tables) contents.set(name, await contentOf(database, name));
});

afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

/** A database without tables that no other test has. */
function emptyDatabase(): Database {
  const target = targets.pop();
  if (target === undefined) throw new Error("make more empty databases");
  return target;
}

/** All rows of a table as text, in an order of their own. */
async function contentOf(db: Database, table: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ row: string }>(`SELECT t::text AS row FROM "${table}" t ORDER BY 1`);
  return rows.map(({ row }) => row);
}

describe("a backup", () => {
  test("says what is in it, and is readable by its owner only", async () => {
    expect(manifest).toMatchObject({ format: "lastroom-backup", version: 1 });
    expect(manifest.migrations.length).toBeGreaterThan(1);
    expect(manifest.tables.find((table) => table.name === "reservation")?.rows).toBe(2);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test("does not overwrite a file, and leaves nothing half written", async () => {
    await expect(backup(database, file)).rejects.toThrow("exists already");
    await expect(backup(emptyDatabase(), join(folder, "none.backup"))).rejects.toThrow("no tables");
    await expect(stat(join(folder, "none.backup"))).rejects.toThrow("ENOENT");
    await expect(stat(join(folder, "none.backup.part"))).rejects.toThrow("ENOENT");
  });

  test("is one moment, whatever is booked meanwhile", async () => {
    const busy = join(folder, "busy.backup");
    const bookings = Promise.all(Array.from({ length: 20 }, (_, index) => world.book(type, 20 + index, 1)));
    await backup(database, busy);
    await bookings;
    const target = emptyDatabase();
    await restore(target, busy);
    expect(await verifyEverything(target)).toEqual([]);
  });
});

describe("a restore", () => {
  test("into a database without tables brings the same rows back, and everything adds up", async () => {
    const target = emptyDatabase();
    const { waitingEvents } = await restore(target, file);
    expect(await verifyEverything(target)).toEqual([]);
    expect(waitingEvents).toBe(contents.get("outbox")?.length);
    expect(waitingEvents).toBeGreaterThan(0);
    const tables = (await readTables(target.pool)).map(({ name }) => name);
    expect(tables.toSorted()).toEqual([...contents.keys()].toSorted());
    for (const name of tables.filter((table) => table !== "installation")) {
      expect(await contentOf(target, name), name).toEqual(contents.get(name));
    }
    const [installation] = await contentOf(target, "installation");
    expect(installation).not.toContain(manifest.incarnation);
  });

  test("goes on with new ids, and moves the waiting events before anything new", async () => {
    const target = emptyDatabase();
    const { waitingEvents } = await restore(target, file);
    const restored = await InventoryWorld.open(target);
    const fresh = await restored.type(1);
    expect(fresh.roomTypeId).toBeGreaterThan(type.roomTypeId);
    expect(fresh.roomIds[0]).toBeGreaterThan(type.roomIds[2] ?? 0);
    await restored.booked(type, 5, 1);
    const { rows } = await target.pool.query<{ request_id: string; hotel_id: number }>(
      "SELECT hotel_id FROM outbox ORDER BY event_id",
    );
    expect(rows.slice(0, waitingEvents).every((row) => row.hotel_id === type.hotelId)).toBe(true);
    const moved = await moveEvents(target.pool, { after: 0, limit: 1_000 });
    expect(moved.moved).toBe(rows.length);
    const { rows: gaps } = await target.pool.query(
      "SELECT position FROM (SELECT position, lag(position) OVER (ORDER BY position) AS before FROM event) AS e WHERE position <> before + 1",
    );
    expect(gaps).toEqual([]);
    expect(await verifyEverything(target)).toEqual([]);
    await restored.close();
  });

  test("into a migrated database without rows works as well, into one with rows not", async () => {
    await restore(migrated, file);
    expect(await contentOf(migrated, "reservation")).toHaveLength(2);
    await expect(restore(migrated, file)).rejects.toThrow("not empty");
    expect(await contentOf(migrated, "reservation")).toHaveLength(2);
  });

  test.each([
    ["cut off", (bytes: Buffer) => bytes.subarray(0, bytes.length - 200), "damaged"],
    [
      "changed",
      (bytes: Buffer) => Buffer.from(bytes.map((byte, index) => (index === bytes.length - 300 ? byte ^ 0xff : byte))),
      "cannot be restored",
    ],
    ["something else", () => gzipSync("hello\n"), "not a backup"],
    ["no gzip", () => Buffer.from("hello"), "damaged"],
    [
      "without its end",
      (bytes: Buffer) => gzipSync(gunzipSync(bytes).subarray(0, -"end of backup\n".length)),
      "too early",
    ],
    [
      "with a row missing",
      (bytes: Buffer) => gzipSync(withoutARow(gunzipSync(bytes).toString("utf8"))),
      "rows instead of",
    ],
  ])("of a file that is %s is refused and leaves no rows", async (_, damage, message) => {
    const damaged = join(folder, `damaged-${_.replaceAll(" ", "-")}.backup`);
    await writeFile(damaged, damage(await readFile(file)));
    const target = emptyDatabase();
    await expect(restore(target, damaged)).rejects.toThrow(message);
    const [table] = (await readTables(target.pool)).filter(({ name }) => name === "hotel");
    expect(table === undefined ? [] : await contentOf(target, "hotel")).toEqual([]);
  });

  test("refuses what a newer program made", async () => {
    const text = gunzipSync(await readFile(file)).toString("utf8");
    const newer = join(folder, "newer.backup");
    const migrations = [...manifest.migrations, { name: "9999_later", checksum: "x" }];
    await writeFile(newer, gzipSync(text.replace(/^.*\n/, `${JSON.stringify({ ...manifest, migrations })}\n`)));
    await expect(restore(emptyDatabase(), newer)).rejects.toThrow("newer program");
  });
});

describe("the file", () => {
  test("is read the same in whatever pieces it arrives", async () => {
    const text = Buffer.from('{"format":"lastroom-backup","version":1}\na\\\\.\nb\n\\.\n\\.\nend of backup\n');
    for (let size = 1; size <= text.length; size += 1) {
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
        text.subarray(index * size, (index + 1) * size),
      );
      const reader = new BackupReader(
        (async function* () {
          yield* pieces;
        })(),
      );
      await reader.manifest();
      expect(await allOf(reader.rows()), `pieces of ${size}`).toBe("a\\\\.\nb\n");
      expect(await allOf(reader.rows())).toBe("");
      expect(await reader.line()).toBe("end of backup");
    }
  });

  test("has every table after those that it refers to", () => {
    const table = (name: string, ...refersTo: string[]) => ({ name, columns: [], refersTo });
    const ordered = inForeignKeyOrder([table("c", "b"), table("b", "a"), table("a"), table("d", "a", "c")]);
    expect(ordered.map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
    expect(() => inForeignKeyOrder([table("a", "b"), table("b", "a")])).toThrow("circle");
  });
});

async function allOf(rows: AsyncGenerator<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of rows) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

function withoutARow(text: string): string {
  return text.replace(/\n[^\n]*\n\\\.\nend of backup/, "\n\\.\nend of backup");
}
