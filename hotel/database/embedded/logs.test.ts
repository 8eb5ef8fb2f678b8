import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { keepLogsSmall } from "./logs.ts";

const folder = await mkdtemp(join(tmpdir(), "lastroom-logs-"));
afterAll(() => rm(folder, { recursive: true }));

test("keeps the five newest logs and other files", async () => {
  const logs = Array.from({ length: 9 }, (_, day) => `postgres-2027010${day + 1}-000000.log`);
  for (const name of [...logs, "startup.log"]) await writeFile(join(folder, name), "");
  const stop = await keepLogsSmall(folder);
  stop();
  expect((await readdir(folder)).toSorted()).toEqual([...logs.slice(4), "startup.log"]);
});
