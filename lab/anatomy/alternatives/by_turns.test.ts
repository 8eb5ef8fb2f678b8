import { expect, test } from "vitest";
import { byTurns } from "./by_turns.ts";

test("each way is run as often as the others, a few times more than is counted, and told by the first", async () => {
  const runs = [0, 0];
  const way = (index: number, units: number) => ({
    name: `way ${index}`,
    run: () => {
      runs[index] = (runs[index] ?? 0) + 1;
      return units;
    },
    remark: () => Promise.resolve(`${units} units`),
  });
  const [one, other] = await byTurns([way(0, 1), way(1, 1_000_000)], 20);
  expect(runs).toEqual([25, 25]);
  expect(one).toMatchObject({ name: "way 0", ratio: 1, remark: "1 units" });
  expect(other?.microseconds).toBeLessThan(one?.microseconds ?? 0);
});
