import { expect, test } from "vitest";
import { memoryIn, memoryOf } from "./memory.ts";

test("memory is read in kB and told in MB", () => {
  const status = "Name:\tnode\nVmPeak:\t 4096000 kB\nVmHWM:\t  204800 kB\nVmRSS:\t  102400 kB\nRssAnon:\t   51200 kB\n";
  expect(memoryIn(status)).toEqual({ now: 100, peak: 200, own: 50 });
});

test("what nobody tells is not a number, so that no limit holds by accident", async () => {
  expect(memoryIn("")).toEqual({ now: Number.NaN, peak: Number.NaN, own: Number.NaN });
  expect(await memoryOf(0)).toEqual({ now: Number.NaN, peak: Number.NaN, own: Number.NaN });
});
