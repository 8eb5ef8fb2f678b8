import { expect, test } from "vitest";
import { everySchedule, type Chooser, type Effect, type NextStep } from "./schedules.ts";

/** Actors as the effects of their steps, in order; returns each order in which they were carried out. */
async function ordersOf(actors: readonly (readonly Effect[])[], alsoAlike: boolean): Promise<string[]> {
  const orders: string[] = [];
  const { schedules, diverged } = await everySchedule({ most: 1_000, alsoAlike }, async (choose) => {
    orders.push(oneOrder(actors, choose));
  });
  expect({ schedules, diverged }).toEqual({ schedules: orders.length, diverged: 0 });
  return orders;
}

function oneOrder(actors: readonly (readonly Effect[])[], choose: Chooser): string {
  const done = actors.map(() => 0);
  let order = "";
  for (;;) {
    const ready = actors.flatMap((steps, actor): NextStep[] => {
      const effect = steps[done[actor] ?? 0];
      return effect === undefined ? [] : [{ actor, effect }];
    });
    if (ready.length === 0) return order;
    const { actor } = choose(ready);
    done[actor] = (done[actor] ?? 0) + 1;
    order += "AB"[actor] ?? "?";
  }
}

const COMMITS = (count: number): Effect[] => Array.from({ length: count }, () => "commit");

test("every order of two actors comes once, the first alone before the other at first", async () => {
  const orders = await ordersOf([COMMITS(2), COMMITS(2)], true);
  expect(orders).toEqual(["AABB", "ABAB", "ABBA", "BAAB", "BABA", "BBAA"]);
});

test("there are as many as the binomial coefficient says", async () => {
  const orders = await ordersOf([COMMITS(4), COMMITS(3)], true);
  expect(new Set(orders).size).toBe(35);
  expect(orders).toHaveLength(35);
});

test("of orders that only differ in when something was read before the next commit, one is taken", async () => {
  const actors: Effect[][] = [
    ["write", "write", "commit"],
    ["read", "write"],
  ];
  const orders = await ordersOf(actors, false);
  expect(await ordersOf(actors, true)).toHaveLength(10);
  expect(orders).toHaveLength(new Set(orders).size);
  // In each other one the read could as well have come where it does in one of these.
  expect(orders).toEqual(["AAABB", "AABAB", "AABBA", "ABBAA", "BBAAA"]);
});

test("what two writers do is tried in every order", async () => {
  const writes: Effect[] = ["write", "write"];
  expect(await ordersOf([writes, writes], false)).toHaveLength(6);
});

test("no outcome is lost by leaving out what is alike: a reader sees every state that is committed", async () => {
  const actors: Effect[][] = [
    ["write", "commit", "write", "commit"],
    ["read", "write", "read", "commit"],
  ];
  const seenBy = (orders: readonly string[]): Set<string> => new Set(orders.map((order) => whatWasSeen(order, actors)));
  const all = await ordersOf(actors, true);
  const some = await ordersOf(actors, false);
  expect(some.length).toBeLessThan(all.length);
  expect(seenBy(some)).toEqual(seenBy(all));
});

test("too many are an error, and an actor that cannot be repeated is told of", async () => {
  const forever = everySchedule({ most: 10 }, async (choose) => {
    for (let step = 0; step < 10; step += 1) choose(bothReady);
  });
  await expect(forever).rejects.toThrow("more than 10 schedules");
  let runs = 0;
  const moody = await everySchedule({ most: 10 }, async (choose) => {
    runs += 1;
    choose(runs === 1 ? bothReady : [...bothReady, { actor: 2, effect: "commit" }]);
  });
  expect(moody.diverged).toBeGreaterThan(0);
});

const bothReady: NextStep[] = [
  { actor: 0, effect: "commit" },
  { actor: 1, effect: "commit" },
];

/** How many commits of A each read of B came after. */
function whatWasSeen(order: string, [first = [], second = []]: readonly (readonly Effect[])[]): string {
  let [a, b, commits] = [0, 0, 0];
  const seen: number[] = [];
  for (const actor of order) {
    if (actor === "A" && first[a++] === "commit") commits += 1;
    if (actor === "B" && second[b++] === "read") seen.push(commits);
  }
  return seen.join();
}
