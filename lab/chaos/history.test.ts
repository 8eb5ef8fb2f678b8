import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { History } from "./history.ts";

test("an operation is on file before it is sent, and again when it has ended", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lastroom-history-"));
  try {
    const file = join(folder, "history.jsonl");
    const history = new History(file);
    const operation = history.invoke({ kind: "read", hotelId: 1 });
    expect(await linesOf(file)).toMatchObject([{ invoke: 1, kind: "read", outcome: "pending" }]);
    history.complete(operation, { outcome: "unknown" });
    expect(await linesOf(file)).toMatchObject([{ invoke: 1 }, { complete: 1, outcome: "unknown" }]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("what ended as unknown has no end: it may still take effect", () => {
  const history = new History();
  const [lost, answered] = [history.invoke({ kind: "book", hotelId: 1 }), history.invoke({ kind: "book", hotelId: 1 })];
  history.complete(lost, { outcome: "unknown" });
  history.complete(answered, { outcome: "ok" });
  expect(lost.completed).toBe(Infinity);
  expect(answered.completed).toBeGreaterThan(answered.invoked);
  expect(history.tally).toEqual({ ok: 1, refused: 0, unknown: 1 });
  expect(history.take()).toEqual([lost, answered]);
  expect(history.size).toBe(0);
});

async function linesOf(file: string): Promise<unknown[]> {
  const text = await readFile(file, "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}
