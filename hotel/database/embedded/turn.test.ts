import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { lockAlone, lockShared } from "./turn.ts";

const folder = await mkdtemp(join(tmpdir(), "lastroom-turn-"));
afterAll(() => rm(folder, { recursive: true }));

test("one holds it alone; the next gets it when it is released", async () => {
  const file = join(folder, "alone");
  const first = await lockAlone(file, 0);
  expect(await lockAlone(file, 0)).toBeUndefined();
  expect(await lockShared(file, 0)).toBeUndefined();
  const waiting = lockAlone(file, 10_000);
  first?.release();
  const second = await waiting;
  expect(second).toBeDefined();
  second?.release();
});

test("many share it, and keep out who wants it alone", async () => {
  const file = join(folder, "shared");
  const [first, second] = [await lockShared(file, 0), await lockShared(file, 0)];
  first?.release();
  expect(second).toBeDefined();
  expect(await lockAlone(file, 0)).toBeUndefined();
  second?.release();
  expect(await lockAlone(file, 0)).toBeDefined();
});
