import { median } from "../bench/statistics.ts";
import { settled, slopeOf, type Point } from "./trend.ts";

/** Whether something grew over a run; `too short to tell`: it grew, but within the time that a program needs to settle. */
export type Flatness = "flat" | "not flat" | "too short to tell";

/** What a series came to. */
export interface FlatnessVerdict {
  readonly verdict: Flatness;
  /** By the fitted line over the last two thirds; negative: it shrinks. */
  readonly growthPerHour: number;
  /** In the middle of the last two thirds. */
  readonly middle: number;
}

/** Fitted growth over the last two thirds may be this share of the middle value. */
const GROWTH = 0.05;
/** V8 takes minutes to compile what is hot and to find the size of its heap. */
const SETTLING_SECONDS = 10 * 60;
const HOUR = 3_600;

/** The rule, as the report states it. */
export const FLATNESS_RULE =
  "flat: the line fitted to the last two thirds (Theil-Sen) rises by at most 5 % of their median; a run of less than ten minutes that rises more is too short to tell";

/**
 * Judges a series by the rule.
 *
 * @param slack what it may grow besides, in its own unit: whole numbers such as open files move by one or two
 */
export function judgeFlatness(points: readonly Point[], slack = 0): FlatnessVerdict {
  const window = settled(points);
  const slope = slopeOf(window);
  const middle = median(window.map(({ value }) => value));
  const seconds = (window.at(-1)?.at ?? 0) - (window[0]?.at ?? 0);
  const isFlat = slope * seconds <= GROWTH * middle + slack;
  const isLong = (points.at(-1)?.at ?? 0) >= SETTLING_SECONDS;
  const verdict = isFlat ? "flat" : isLong ? "not flat" : "too short to tell";
  return { verdict, growthPerHour: slope * HOUR, middle };
}
