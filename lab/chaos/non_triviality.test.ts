import { expect, test } from "vitest";
import { whyTrivial, type RunFigures } from "./non_triviality.ts";

const KINDS = ["book", "hold", "confirm", "cancel", "modify", "read", "search", "quote", "set_rates"];
const RULES = ["closed", "closed_to_arrival", "min_stay_arrival", "sell_limit"];
const counts = new Map([
  ...KINDS.map((kind) => [`${kind} ok`, 100] as const),
  ["refused no_availability", 50],
  ["refused idempotency_key_reused", 1],
  ["replayed", 1],
  ["by quote ok", 50],
  ...RULES.map((rule) => [`in the way ${rule}`, 1] as const),
]);
const round = { round: 1, faults: ["kill a node"], struck: [1], meanwhile: tally(5, 5, 5), backAfterMs: 100 };
const enough: RunFigures = { tally: tally(700, 51, 9), counts, rounds: [round] };

test("a run that has done enough proves something", () => {
  expect(whyTrivial(enough)).toEqual([]);
});

test.each<[string, Partial<RunFigures>, string]>([
  ["always refuses", { tally: tally(10, 90, 9) }, "only 10 of 109 operations succeeded"],
  ["is never full", { counts: without("refused no_availability") }, "the houses were hardly ever full"],
  ["never changes a booking", { counts: without("modify ok") }, "only 0 operations of the kind modify succeeded"],
  ["books by no quote", { counts: without("by quote ok") }, "hardly anything was booked by a quote"],
  ["reaches no limit", { counts: without("in the way sell_limit") }, "sell_limit was in nobody's way"],
  ["repeats nothing", { counts: without("replayed") }, "no repeat was answered as one"],
  ["misuses no key", { counts: without("refused idempotency_key_reused") }, "no key was used for another request"],
  ["has no faults", { rounds: [] }, "there was no round of faults"],
  [
    "has faults that strike nobody",
    { tally: tally(700, 51, 0), rounds: manyRounds() },
    "nothing ever ended as unknown: the faults struck nobody",
  ],
  ["has a fault without effect", { rounds: [{ ...round, struck: [0] }] }, '"kill a node" never had an effect'],
  [
    "never comes back",
    { rounds: [{ ...round, backAfterMs: undefined }] },
    "round 1: nothing was booked for a minute after the healing",
  ],
])("a run that %s proves nothing", (_name, differing, reason) => {
  expect(whyTrivial({ ...enough, ...differing })).toEqual([reason]);
});

function tally(ok: number, refused: number, unknown: number): { ok: number; refused: number; unknown: number } {
  return { ok, refused, unknown };
}

function manyRounds(): (typeof round)[] {
  return Array.from({ length: 8 }, (_, index) => ({ ...round, faults: [`fault ${index}`] }));
}

function without(name: string): Map<string, number> {
  return new Map([...counts].filter(([each]) => each !== name));
}
