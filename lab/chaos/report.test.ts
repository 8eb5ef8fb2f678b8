import { expect, test } from "vitest";
import { faultLines } from "./report.ts";

test("tells of each fault over all its rounds, alone and with another", () => {
  const meanwhile = { ok: 10, refused: 3, unknown: 2 };
  const lines = faultLines([
    { round: 1, faults: ["slow"], struck: [4], meanwhile, backAfterMs: 7.4 },
    { round: 2, faults: ["killed", "slow"], struck: [1, 5], meanwhile, backAfterMs: 20 },
  ]);
  expect(lines).toEqual([
    "killed: 1 rounds, struck 1 times, meanwhile 10 acknowledged and 2 unknown, back within 20 ms",
    "slow: 2 rounds, struck 9 times, meanwhile 20 acknowledged and 4 unknown, back within 20 ms",
  ]);
});
