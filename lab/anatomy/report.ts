import type { Anatomy } from "./booking_anatomy.ts";

/** The anatomies as text for a terminal. */
export function textOf(anatomies: readonly Anatomy[]): string {
  return anatomies.flatMap(linesOf).join("\n");
}

function linesOf({ scenario, answers, perSecond, parts, statements }: Anatomy): string[] {
  const all = [...parts.values()].reduce((sum, time) => sum + time, 0);
  const byTime = [...parts].toSorted(([, one], [, other]) => other - one);
  return [
    "",
    `${scenario}: ${whole(answers)} answers, ${whole(perSecond)}/s while it was watched`,
    "  main thread of the API process, microseconds for each answer",
    ...byTime.map(([part, time]) => `  ${tenths(time)}  ${percent(time / all)}  ${part}`),
    "  statements of PostgreSQL, microseconds for each answer, calls, rows a call, bytes of log for each answer",
    ...statements.map(
      ({ text, calls, microseconds, rows, walBytes }) =>
        `  ${tenths(microseconds / answers)}  ${String(calls).padStart(6)}  ${tenths(rows / calls)}  ${whole(walBytes / answers).padStart(6)}  ${text}`,
    ),
  ];
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function tenths(value: number): string {
  return value.toFixed(1).padStart(7);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`.padStart(5);
}
