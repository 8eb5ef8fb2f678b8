import { createHash } from "node:crypto";
import { inject } from "vitest";

/** The items in another order, drawn from the run's seed: the same seed and round give the same order. */
export function shuffled<Item>(items: readonly Item[], round: number): Item[] {
  const keyed = items.map((item, place) => ({ item, key: drawn(round, place) }));
  return keyed.toSorted((one, other) => (one.key < other.key ? -1 : 1)).map(({ item }) => item);
}

/** A whole number in `[0, below)`, drawn from the run's seed. */
export function chosen(below: number, round: number, place = 0): number {
  return Number.parseInt(drawn(round, place).slice(0, 8), 16) % below;
}

function drawn(round: number, place: number): string {
  return createHash("sha256")
    .update(`${inject("seed")} ${round} ${place}`)
    .digest("hex");
}
