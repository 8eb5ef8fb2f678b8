import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchServer } from "./watch.ts";

// node:timers/promises are not faked by vitest: the watch's own pauses pass for real, and only once.
let end: (waitMs: number) => Promise<void> = () => Promise.resolve();
const log = vi.fn<(message: string) => void>();

beforeEach(() => log.mockClear());
afterEach(() => end(5_000));

test("a server that lives is left alone; one that has ended is started again, also when that fails at first", async () => {
  let alive = true;
  const revive = vi.fn<() => Promise<void>>();
  revive.mockRejectedValueOnce(new Error("the disk is full"));
  revive.mockImplementation(async () => {
    alive = true;
  });
  const isAlive = vi.fn<() => Promise<boolean>>(async () => alive);
  end = watchServer({ isAlive, revive, log });
  await expect.poll(() => isAlive.mock.calls.length, { timeout: 10_000 }).toBeGreaterThan(0);
  expect(revive).not.toHaveBeenCalled();
  alive = false;
  await expect.poll(() => alive, { timeout: 10_000 }).toBe(true);
  expect(revive).toHaveBeenCalledTimes(2);
  expect(log.mock.calls.flat().join("; ")).toContain("cannot be started again: the disk is full; tried again in 2 s");
});

test("after the end nothing is looked at", async () => {
  const isAlive = vi.fn<() => Promise<boolean>>(async () => true);
  const stop = watchServer({ isAlive, revive: async () => undefined, log });
  await stop(5_000);
  expect(isAlive).not.toHaveBeenCalled();
});
