/** The middle of some numbers (of two middle ones, their mean); NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)] ?? Number.NaN;
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** What one contender did in one run of one scenario. Times in milliseconds. */
export interface Measured {
  readonly bookingsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** CPU time of the API process and of the whole database server for each booking, in microseconds; NaN when unknown. */
  readonly apiMicroseconds: number;
  readonly databaseMicroseconds: number;
}

/** A contender's medians over its runs. */
export interface Standing extends Measured {
  readonly name: string;
  /** The slowest and the fastest run, in bookings per second. */
  readonly slowest: number;
  readonly fastest: number;
  /** Times the bookings per second of the best baseline; of the run medians. */
  readonly ratio: number;
}

/** Medians of each contender and their ratio to the best of the baselines, in the order given. */
export function rank(
  contenders: readonly { readonly name: string; readonly runs: readonly Measured[] }[],
  isBaseline: (name: string) => boolean,
): Standing[] {
  const medians = contenders.map(({ name, runs }) => {
    const rates = runs.map((run) => run.bookingsPerSecond);
    return {
      name,
      bookingsPerSecond: median(rates),
      p50: median(runs.map((run) => run.p50)),
      p99: median(runs.map((run) => run.p99)),
      apiMicroseconds: median(runs.map((run) => run.apiMicroseconds)),
      databaseMicroseconds: median(runs.map((run) => run.databaseMicroseconds)),
      slowest: Math.min(...rates),
      fastest: Math.max(...rates),
    };
  });
  const best = Math.max(...medians.filter(({ name }) => isBaseline(name)).map((each) => each.bookingsPerSecond));
  return medians.map((each) => ({ ...each, ratio: each.bookingsPerSecond / best }));
}

/** The contenders in another order each run, so that none always runs behind the same one. */
export function rotated<Contender>(contenders: readonly Contender[], run: number): Contender[] {
  const shift = run % contenders.length;
  return [...contenders.slice(shift), ...contenders.slice(0, shift)];
}
