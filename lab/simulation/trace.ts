/** A hash of 64 bits as two halves. */
export interface TraceHash {
  readonly high: number;
  readonly low: number;
}

/** No schedule at all. */
export const NOTHING: TraceHash = { high: 0, low: 0 };

/** What happened in one schedule, in order: folded into a hash, and kept as lines where somebody wants to read them. */
export class Trace {
  readonly lines: string[] | undefined;
  #high = 0x2545f491;
  #low = 0x6c078965;

  constructor(isKept: boolean) {
    this.lines = isKept ? [] : undefined;
  }

  /** Folds a number in; not for secrets. */
  add(value: number): void {
    this.#high = Math.imul(this.#high ^ value, 0x85ebca6b) ^ (this.#low >>> 13);
    this.#low = Math.imul(this.#low ^ (this.#high >>> 15), 0xc2b2ae35) + value;
  }

  /** Folds a short text in. */
  addText(text: string): void {
    for (let index = 0; index < text.length; index += 1) this.add(text.charCodeAt(index));
  }

  /** Whether anybody reads the lines: where there would be many, they are not even thought of. */
  get isKept(): boolean {
    return this.lines !== undefined;
  }

  /** A line for whoever reads; made only when lines are kept. */
  say(line: () => string): void {
    this.lines?.push(line());
  }

  /** The hash so far. */
  get hash(): TraceHash {
    return { high: this.#high >>> 0, low: this.#low >>> 0 };
  }
}

/**
 * Adds the hash of one schedule to that of others. The sum of numbers that depend on the schedule's number: the same in whatever
 * order, and by however many workers, the schedules ran.
 */
export function withSchedule(sum: TraceHash, schedule: number, { high, low }: TraceHash): TraceHash {
  const salted = new Trace(false);
  for (const part of [schedule, high, low]) salted.add(part);
  return joined(sum, salted.hash);
}

/** The hash of both lots of schedules together. */
export function joined(one: TraceHash, other: TraceHash): TraceHash {
  const low = one.low + other.low;
  return { high: (one.high + other.high + (low > 0xffff_ffff ? 1 : 0)) >>> 0, low: low >>> 0 };
}

/** Sixteen hexadecimal digits. */
export function formatHash({ high, low }: TraceHash): string {
  return [high, low].map((half) => half.toString(16).padStart(8, "0")).join("");
}
