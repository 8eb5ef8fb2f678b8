import type { ShowingNumbers } from "./result.ts";

/** What there is to say of a contender in one word or two. */
export type Verdict = "double-books" | "turns away" | "fails" | "right";

/** What a verdict means, and the sign that stands for it where there is no room for the word. */
export interface VerdictMeaning {
  readonly verdict: Verdict;
  readonly sign: string;
  readonly meaning: string;
}

/** All verdicts, worst first. */
export const VERDICTS: readonly VerdictMeaning[] = [
  { verdict: "double-books", sign: "×", meaning: "a room or a night was sold more often than it is there" },
  { verdict: "fails", sign: "!", meaning: "an acknowledged booking was lost, or a request got no proper answer" },
  { verdict: "turns away", sign: "←", meaning: 'a guest was told "sold out" though there was a room' },
  { verdict: "right", sign: "✓", meaning: "nothing of the kind happened here; that is no proof for elsewhere" },
];

/** The worst that is true of a contender. Deadlocks and retries that ended well are trouble, not a fault. */
export function verdictOf(numbers: ShowingNumbers): Verdict {
  if (numbers.doubleBookings > 0) return "double-books";
  if (numbers.lost > 0 || numbers.failed > 0) return "fails";
  return numbers.falseSoldOuts > 0 ? "turns away" : "right";
}

/** The sign of a verdict. */
export function signOf(verdict: Verdict): string {
  return VERDICTS.find((known) => known.verdict === verdict)?.sign ?? "";
}
