import { expect, test } from "vitest";
import { withoutLocks } from "./without_guards.ts";

test("takes every lock out of what passes, and leaves it as long as it was", () => {
  const asked = "SELECT 1 FOR NO KEY UPDATE\0SELECT 2 FOR NO KEY UPDATE\0SELECT 3";
  const passed = withoutLocks(Buffer.from(asked)).toString();
  expect(passed).toHaveLength(asked.length);
  expect(passed.replaceAll(/ +/g, " ")).toBe("SELECT 1 \0SELECT 2 \0SELECT 3");
});
