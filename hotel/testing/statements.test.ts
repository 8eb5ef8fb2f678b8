import { expect, test } from "vitest";
import { effectOf, Frames, isSilent, Statements } from "./statements.ts";

function message(type: string, text: string): Buffer {
  const body = Buffer.from(text, "latin1");
  const head = Buffer.alloc(5);
  head.write(type, 0, "latin1");
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

test("messages are found whatever the pieces in which they come", () => {
  const bytes = Buffer.concat([message("P", "one\0SELECT 1\0\0\0"), message("S", ""), message("Q", "BEGIN\0")]);
  for (const size of [1, 3, 7, bytes.length]) {
    const frames = new Frames();
    const types: string[] = [];
    for (let from = 0; from < bytes.length; from += size)
      types.push(...frames.take(bytes.subarray(from, from + size)).map(({ type }) => type));
    expect(types).toEqual(["P", "S", "Q"]);
  }
});

test("a statement that was prepared is known by its name", () => {
  const statements = new Statements();
  const [parse, bind, query] = new Frames().take(
    Buffer.concat([message("P", "one\0SELECT 1\0\0\0"), message("B", "\0one\0\0\0"), message("Q", "COMMIT\0")]),
  );
  const textOf = (frame: typeof parse): string | undefined => frame && statements.textOf(frame);
  expect([parse, bind, query].map(textOf)).toEqual([undefined, "SELECT 1", "COMMIT"]);
});

test("what statements can do to others", () => {
  expect(effectOf(["SELECT hotel_now()"])).toBe("read");
  expect(effectOf(["BEGIN", "\n  SELECT 1 FROM admission ORDER BY 1 FOR NO KEY UPDATE", "SELECT 1"])).toBe("write");
  expect(effectOf(["SELECT pg_advisory_xact_lock(1)"])).toBe("write");
  expect(effectOf(["DELETE FROM hold", "SELECT 1"])).toBe("write");
  expect(effectOf(["UPDATE room_night SET sold = 1", "COMMIT"])).toBe("commit");
  expect(effectOf(["ROLLBACK"])).toBe("commit");
  expect(effectOf(["ROLLBACK TO SAVEPOINT under_admission"])).toBe("write");
});

test("to begin is no step", () => {
  expect(isSilent(["BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = 5000"])).toBe(true);
  expect(isSilent(["BEGIN", "SELECT 1"])).toBe(false);
  expect(isSilent([])).toBe(false);
});
