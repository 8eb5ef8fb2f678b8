import type { RoundResult } from "./round.ts";

/** What each fault has come to over all its rounds, as a line for a person. A round of two faults counts for both. */
export function faultLines(rounds: readonly RoundResult[]): string[] {
  const names = new Set(rounds.flatMap(({ faults }) => faults));
  return [...names].toSorted().map((name) => {
    const own = rounds.filter(({ faults }) => faults.includes(name));
    const struck = sumOf(own, ({ faults, struck: all }) => all[faults.indexOf(name)] ?? 0);
    const unknown = sumOf(own, ({ meanwhile }) => meanwhile.unknown);
    const ok = sumOf(own, ({ meanwhile }) => meanwhile.ok);
    const slowest = Math.max(...own.map(({ backAfterMs }) => backAfterMs ?? Infinity));
    return `${name}: ${own.length} rounds, struck ${struck} times, meanwhile ${ok} acknowledged and ${unknown} unknown, back within ${Math.round(slowest)} ms`;
  });
}

function sumOf(rounds: readonly RoundResult[], figureOf: (round: RoundResult) => number): number {
  return rounds.reduce((sum, round) => sum + figureOf(round), 0);
}
