import { median } from "../bench/statistics.ts";

/** A value at a time, in seconds from the start. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

/**
 * The slope of a series, in units of the value for each second, by Theil and Sen: the median of the slopes of all pairs. Up to
 * 29 % of the points may be anything without moving it far. NaN of fewer than two points.
 */
export function slopeOf(points: readonly Point[]): number {
  const slopes = points.flatMap((one, index) =>
    points
      .slice(index + 1)
      .filter(({ at }) => at !== one.at)
      .map((other) => (other.value - one.value) / (other.at - one.at)),
  );
  return median(slopes);
}

/** The points of the last two thirds of the time: a program that has just started still grows by right. */
export function settled(points: readonly Point[]): Point[] {
  const last = points.at(-1)?.at ?? 0;
  return points.filter(({ at }) => at >= last / 3);
}
