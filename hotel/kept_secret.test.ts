import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { keptSecret } from "./kept_secret.ts";

const folder = await mkdtemp(join(tmpdir(), "lastroom-secret-"));
afterAll(() => rm(folder, { recursive: true }));

test("is made once, kept, and readable for its owner only", async () => {
  const first = await keptSecret(join(folder, "new"), "jwt-secret");
  const again = await keptSecret(join(folder, "new"), "jwt-secret");
  expect(first).toEqual({ value: expect.stringMatching(/^[\w-]{43}$/), isNew: true });
  expect(again).toEqual({ value: first.value, isNew: false });
  expect((await stat(join(folder, "new", "jwt-secret"))).mode & 0o777).toBe(0o600);
});

test("starts at the same time agree on one", async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => keptSecret(folder, "raced")));
  expect(new Set(all.map(({ value }) => value)).size).toBe(1);
  expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(await readdir(folder)).not.toContainEqual(expect.stringMatching(/^raced\./));
});

test("refuses a file that holds no secret", async () => {
  await writeFile(join(folder, "empty"), "");
  await expect(keptSecret(folder, "empty")).rejects.toThrow("does not hold a secret");
});
