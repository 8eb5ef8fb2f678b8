import { expect, test } from "vitest";
import { Bell } from "./bell.ts";

const LONG_MS = 3_600_000;

test("a ring ends a wait that has begun", async () => {
  const bell = new Bell();
  const waiting = bell.wait(LONG_MS);
  bell.ring();
  expect(await waiting).toBe(true);
});

test("a ring before the wait is remembered, once, however often it rang", async () => {
  const bell = new Bell();
  bell.ring();
  bell.ring();
  expect(await bell.wait(LONG_MS)).toBe(true);
  expect(await bell.wait(1)).toBe(false);
});
