import { expect, it } from "vitest";
import { onOwnServer } from "../servers/own_server.ts";
import { contenders } from "./contenders.ts";
import { runScenario } from "./contest.ts";
import { scenarios } from "./scenarios.ts";

const WANTED = ["conditional_update", "engine, two processes"];

it("puts contenders through a rush and judges them by the rows", { timeout: 120_000 }, async () => {
  const convention = scenarios.find(({ name }) => name === "convention");
  if (convention === undefined) throw new Error("there is no convention");
  const { showings } = await onOwnServer((server) =>
    runScenario(server, convention, {
      contenders: contenders.filter(({ name }) => WANTED.includes(name)),
      services: {},
      share: 0.1,
      flow: { warmUpSeconds: 0, seconds: 1 },
      say: () => undefined,
    }),
  );
  expect(showings.map(({ contender }) => contender)).toEqual(WANTED);
  const right = { accepted: 60, refused: 140, failed: 0, doubleBookings: 0, falseSoldOuts: 0, lost: 0, deadlocks: 0 };
  for (const { numbers } of showings) {
    expect(numbers).toMatchObject(right);
    expect(numbers?.losersKnow).toBeGreaterThan(0);
    expect(numbers?.outOfOrder).toBeLessThan(1);
  }
});
