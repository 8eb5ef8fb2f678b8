import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { ENGINE_OPTIONS } from "./engine_process.ts";

test("the laboratory runs the engine with the options of npm start", async () => {
  const { scripts } = JSON.parse(await readFile("package.json", "utf8")) as { scripts: { start: string } };
  const options = scripts.start.split(" ").filter((word) => word.startsWith("--") && !word.startsWith("--env-file"));
  expect(options).toEqual(ENGINE_OPTIONS);
});
