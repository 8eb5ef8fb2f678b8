/** Buckets for each power of two: a value is known to 1/128, better than one percent. */
const STEPS = 128;
const STEP_BITS = 7;
/** Values from 2^31 microseconds (36 minutes) on share the last bucket. */
const OCTAVES = 32 - STEP_BITS;

/** Latencies of a run, in microseconds, in a fixed number of logarithmic buckets: recording one allocates nothing. */
export class Histogram {
  readonly #counts = new Float64Array(STEPS * (OCTAVES + 1));
  #total = 0;
  #sum = 0;
  #max = 0;

  /** Adds one latency in whole microseconds; negative ones count as zero. */
  record(microseconds: number): void {
    const value = Math.max(0, Math.min(Math.round(microseconds), 2 ** 31 - 1));
    const bucket = bucketOf(value);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#total += 1;
    this.#sum += value;
    if (value > this.#max) this.#max = value;
  }

  /** How many latencies were recorded. */
  get count(): number {
    return this.#total;
  }

  /** The largest, exactly, in microseconds; 0 when nothing was recorded. */
  get max(): number {
    return this.#max;
  }

  /** The mean, exactly, in microseconds; 0 when nothing was recorded. */
  get mean(): number {
    return this.#total === 0 ? 0 : this.#sum / this.#total;
  }

  /**
   * The latency, in microseconds, that the given share (0 to 1) of all did not exceed, by the nearest-rank method:
   * the upper end of its bucket, so at most 1/128 too high and never too low. 0 when nothing was recorded.
   */
  quantile(share: number): number {
    const rank = Math.max(1, Math.ceil(share * this.#total));
    let seen = 0;
    for (const [bucket, count] of this.#counts.entries()) {
      seen += count;
      if (seen >= rank) return Math.min(upperEnd(bucket), this.#max);
    }
    return this.#max;
  }
}

/** The first 128 values have a bucket each; from there on each octave has 128. */
function bucketOf(value: number): number {
  if (value < STEPS) return value;
  const octave = 31 - Math.clz32(value) - STEP_BITS;
  return STEPS * octave + (value >>> octave);
}

function upperEnd(bucket: number): number {
  if (bucket < 2 * STEPS) return bucket;
  const octave = Math.floor(bucket / STEPS) - 1;
  return (bucket - STEPS * octave + 1) * 2 ** octave - 1;
}
