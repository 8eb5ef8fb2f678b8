/** Draws a whole number from 0 up to, and not including, `below`. */
export type Draw = (below: number) => number;

/** A repeatable stream of numbers: the same seed draws the same (mulberry32, 32 bits of state; not for secrets). */
export function seeded(seed: number): Draw {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
