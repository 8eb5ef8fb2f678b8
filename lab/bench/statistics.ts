import type { ContenderKind } from "./contenders.ts";
import type { Megabytes } from "./memory.ts";

/** The middle of some numbers (of two middle ones, their mean); NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)] ?? Number.NaN;
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** What one contender did in one run of one scenario. Times in milliseconds. */
export interface Measured {
  /** Answers a second of the kind that the scenario counts: bookings, or refusals. */
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  /** CPU time of the API processes and of the whole database server for each such answer, in microseconds; NaN when unknown. */
  readonly apiMicroseconds: number;
  readonly databaseMicroseconds: number;
  /** The most memory that one of its API processes had; NaN when unknown. */
  readonly apiMegabytes: Megabytes;
}

/** A contender's medians over its runs; of the memory, the most. */
export interface Standing extends Measured {
  readonly name: string;
  readonly kind: ContenderKind;
  /** The slowest and the fastest run, by rate. */
  readonly slowest: number;
  readonly fastest: number;
  /** Times the rate of the best baseline; of the run medians. NaN without a baseline. */
  readonly ratio: number;
  /** Times the rate of the raw limit, likewise. */
  readonly rawRatio: number;
}

/** A contender with its runs. */
export interface Ran {
  readonly name: string;
  readonly kind: ContenderKind;
  readonly runs: readonly Measured[];
}

/** Medians of each contender and their ratios to the best of the baselines and to the raw limit, in the order given. */
export function rank(contenders: readonly Ran[]): Standing[] {
  const medians = contenders.map(mediansOf);
  const [best, raw] = [bestRate(medians, "baseline"), bestRate(medians, "raw limit")];
  return medians.map((each) => ({ ...each, ratio: each.rate / best, rawRatio: each.rate / raw }));
}

/** The contenders in another order each run, so that none always runs behind the same one. */
export function rotated<Contender>(contenders: readonly Contender[], run: number): Contender[] {
  const shift = run % contenders.length;
  return [...contenders.slice(shift), ...contenders.slice(0, shift)];
}

function mediansOf({ name, kind, runs }: Ran): Omit<Standing, "ratio" | "rawRatio"> {
  const rates = runs.map(({ rate }) => rate);
  return {
    name,
    kind,
    rate: median(rates),
    p50: median(runs.map(({ p50 }) => p50)),
    p99: median(runs.map(({ p99 }) => p99)),
    apiMicroseconds: median(runs.map(({ apiMicroseconds }) => apiMicroseconds)),
    databaseMicroseconds: median(runs.map(({ databaseMicroseconds }) => databaseMicroseconds)),
    apiMegabytes: Math.max(...runs.map(({ apiMegabytes }) => apiMegabytes)),
    slowest: Math.min(...rates),
    fastest: Math.max(...rates),
  };
}

function bestRate(contenders: readonly Pick<Standing, "kind" | "rate">[], kind: ContenderKind): number {
  const rates = contenders.filter((each) => each.kind === kind).map(({ rate }) => rate);
  return rates.length === 0 ? Number.NaN : Math.max(...rates);
}
