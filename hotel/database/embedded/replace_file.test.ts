import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { replaceFile } from "./replace_file.ts";

const folder = await mkdtemp(join(tmpdir(), "lastroom-replace-"));
afterAll(() => rm(folder, { recursive: true }));

test("writes a new file and another text, for its owner alone", async () => {
  const file = join(folder, "port");
  await replaceFile(file, "5432\n", undefined);
  await replaceFile(file, "5433\n", undefined);
  expect(await readFile(file, "utf8")).toBe("5433\n");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test("what cannot be written leaves the file as it was", async () => {
  const file = join(folder, "pid");
  await writeFile(file, "17\n");
  await mkdir(`${file}.new/in the way`, { recursive: true });
  await expect(replaceFile(file, "18\n", undefined)).rejects.toThrow("EISDIR");
  expect(await readFile(file, "utf8")).toBe("17\n");
});

test("the same text is not written again: a full disk is no reason to fail", async () => {
  const file = join(folder, "settings");
  await writeFile(file, "same\n");
  await mkdir(`${file}.new/in the way`, { recursive: true });
  await replaceFile(file, "same\n", undefined);
  expect(await readFile(file, "utf8")).toBe("same\n");
});
