import { expect, test } from "vitest";
import { BriefMemory } from "./brief_memory.ts";

function looks(): { count: number; look: () => Promise<number> } {
  const counter = { count: 0, look: () => Promise.resolve((counter.count += 1)) };
  return counter;
}

test("callers share a look-up, and its answer holds for a moment", async () => {
  const memory = new BriefMemory<string, number>({ lifeMs: 1_000, maxEntries: 10 });
  const counter = looks();
  const both = await Promise.all([memory.get("a", 0, counter.look), memory.get("a", 0, counter.look)]);
  expect(both).toEqual([1, 1]);
  expect(memory.get("a", 999, counter.look)).toBe(1);
  expect(await memory.get("a", 1_000, counter.look)).toBe(2);
});

test("what was looked up before forget is not remembered after it", async () => {
  const memory = new BriefMemory<string, string>({ lifeMs: 1_000, maxEntries: 10 });
  const slow = Promise.withResolvers<string>();
  const first = memory.get("a", 0, () => slow.promise);
  memory.forget("a");
  slow.resolve("before the change");
  expect(await first).toBe("before the change");
  expect(await memory.get("a", 1, () => Promise.resolve("after"))).toBe("after");
});

test("a failure is not remembered", async () => {
  const memory = new BriefMemory<string, string>({ lifeMs: 1_000, maxEntries: 10 });
  await expect(memory.get("a", 0, () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
  expect(await memory.get("a", 0, () => Promise.resolve("back"))).toBe("back");
});

test("the memory is bounded", async () => {
  const memory = new BriefMemory<number, number>({ lifeMs: 1_000, maxEntries: 3 });
  const counter = looks();
  for (let key = 0; key < 4; key += 1) await memory.get(key, 0, counter.look);
  await memory.get(0, 0, counter.look);
  expect(counter.count).toBe(5);
});
