/** Seeds that once showed something wrong, in the engine or in a check: the control runs all of them, and `--seed` repeats one. */
export const KEPT_SEEDS: readonly { readonly seed: number; readonly why: string }[] = [
  { seed: 1, why: "a reservation was forgotten while operations of the same epoch still asked for it" },
  { seed: 4, why: "the events of one request were judged apart when another hotel's stood between them" },
  { seed: 2058100564, why: "two faults at once, in an order in which the second could not be injected" },
  { seed: 2, why: "the first run in which every fault was injected" },
];
