/** What is wanted of a figure. */
export interface Wanted {
  readonly name: string;
  readonly unit: "x" | "ms" | "s" | "MB" | "%";
  /** Whether the figure shall be at least, at most, or more than what is wanted. */
  readonly shall: "at least" | "at most" | "above";
  readonly wanted: number;
  /** What one would like to see. */
  readonly aim?: number;
}

/** The same, and where the figure is found. */
export interface Target extends Wanted {
  readonly figure: keyof Figures;
}

/** The figures of a bench that there are targets for; undefined or NaN: not measured. */
export interface Figures {
  /** Rates of the engine in times of others' rates. */
  readonly hotAgainstPerRequest?: number | undefined;
  readonly spreadAgainstPerRequest?: number | undefined;
  readonly spreadAgainstRaw?: number | undefined;
  readonly refusalsAgainstBookings?: number | undefined;
  /** The highest p99 of the scenarios, in milliseconds. */
  readonly p99?: number | undefined;
  /** The last answer of the rush, in milliseconds. */
  readonly rushLast?: number | undefined;
  /** Idle latency of one booking in times of its bare SQL. */
  readonly idleAgainstSql?: number | undefined;
  /** The most memory of an API process, in MB. */
  readonly apiMegabytes?: number | undefined;
  /** The share of pairs decided in order of arrival, in percent. */
  readonly inOrder?: number | undefined;
}

/** What a run came to, and whether that is what was wanted; undefined when it was not measured. */
export interface Reached {
  readonly value: number | undefined;
  readonly reached: boolean | undefined;
}

/** A target with what a run came to. */
export type TargetResult = Target & Reached;

const atLeast = { unit: "x", shall: "at least" } as const;

/** What the engine is built to reach, on any machine: ratios of one run, and a few limits. */
export const TARGETS: readonly Target[] = [
  {
    ...atLeast,
    name: "hot, against the best per-request strategy",
    wanted: 9,
    aim: 15,
    figure: "hotAgainstPerRequest",
  },
  {
    ...atLeast,
    name: "spread, against the best per-request strategy",
    wanted: 2.2,
    aim: 3,
    figure: "spreadAgainstPerRequest",
  },
  { ...atLeast, name: "spread, against the raw limit", wanted: 0.9, aim: 1.3, figure: "spreadAgainstRaw" },
  {
    ...atLeast,
    name: "refusals of a sold-out night, against bookings of a hot one",
    wanted: 3,
    figure: "refusalsAgainstBookings",
  },
  {
    name: "p99 at 64 connections, the highest of all scenarios",
    unit: "ms",
    shall: "at most",
    wanted: 150,
    figure: "p99",
  },
  { name: "the last answer of the rush", unit: "ms", shall: "at most", wanted: 2_000, figure: "rushLast" },
  {
    name: "idle latency of one booking, against its bare SQL",
    unit: "x",
    shall: "at most",
    wanted: 1.5,
    figure: "idleAgainstSql",
  },
  {
    name: "memory of an API process under all of it",
    unit: "MB",
    shall: "at most",
    wanted: 300,
    figure: "apiMegabytes",
  },
  { name: "pairs of the rush in order of arrival", unit: "%", shall: "above", wanted: 99.9, figure: "inOrder" },
];

/** Each target with the figure of a run. */
export function targetResults(figures: Figures): TargetResult[] {
  return TARGETS.map((target) => ({ ...target, ...judgeFigure(target, figures[target.figure]) }));
}

/** Whether a figure is what was wanted. */
export function judgeFigure(wanted: Wanted, value: number | undefined): Reached {
  if (value === undefined || Number.isNaN(value)) return { value: undefined, reached: undefined };
  return { value, reached: isReached(wanted, value) };
}

/** A target in one line: `hot, against the best per-request strategy: 3.8x (wanted 9x, aim 15x): not reached`. */
export function lineOfTarget(target: Wanted & Reached): string {
  const { name, value, reached, aim } = target;
  const aimed = aim === undefined ? "" : `, aim ${written(target, aim)}`;
  const wanted = `(wanted ${target.shall === "at least" ? "" : `${target.shall} `}${written(target, target.wanted)}${aimed})`;
  if (value === undefined) return `${name}: not measured ${wanted}`;
  return `${name}: ${written(target, value)} ${wanted}: ${reached === true ? "reached" : "not reached"}`;
}

function isReached({ shall, wanted }: Wanted, value: number): boolean {
  if (shall === "at least") return value >= wanted;
  return shall === "above" ? value > wanted : value <= wanted;
}

// A figure that misses its target by little must not be rounded to it.
const DIGITS: Readonly<Record<Wanted["unit"], number>> = { x: 2, ms: 0, s: 1, MB: 0, "%": 3 };

function written({ unit, shall }: Wanted, value: number): string {
  const scale = 10 ** DIGITS[unit];
  const rounded = (shall === "at most" ? Math.ceil(value * scale) : Math.floor(value * scale)) / scale;
  const text = rounded.toLocaleString("en", { maximumFractionDigits: DIGITS[unit] });
  return unit === "x" || unit === "%" ? `${text}${unit}` : `${text} ${unit}`;
}
