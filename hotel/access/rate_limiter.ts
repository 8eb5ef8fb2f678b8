/** So many requests in so long; they may come at once, and then refill evenly. */
export interface Quota {
  readonly requests: number;
  readonly windowSeconds: number;
}

/** What one call found. */
export interface RateCheck {
  readonly allowed: boolean;
  /** Calls that could follow at once. */
  readonly remaining: number;
  /** Seconds until the whole quota is there again, when no call follows; at least 1. */
  readonly resetSeconds: number;
  /** Seconds until the next call is allowed; 0 when it is already. */
  readonly retrySeconds: number;
}

const MAX_KEYS = 100_000;
/** Sums of steps are not exact; a millionth of a millisecond or second is no time. */
const EPSILON = 1e-6;

/**
 * Counts calls by key with the generic cell rate algorithm (ITU-T I.371): one number for each key, the instant at which its
 * bucket is full again. The table is bounded: keys unused for longest are forgotten, which gives them a full bucket.
 */
export class RateLimiter {
  readonly name: string;
  readonly quota: Quota;
  readonly #stepMs: number;
  readonly #windowMs: number;
  readonly #maxKeys: number;
  #recent = new Map<string, number>();
  #older = new Map<string, number>();

  constructor(name: string, quota: Quota, maxKeys: number = MAX_KEYS) {
    this.name = name;
    this.quota = quota;
    this.#windowMs = quota.windowSeconds * 1_000;
    this.#stepMs = this.#windowMs / quota.requests;
    this.#maxKeys = maxKeys;
  }

  /** Counts a call at `now` (milliseconds of any steady clock). A refused call costs nothing. */
  take(key: string, now: number): RateCheck {
    const full = Math.max(this.#fullAt(key), now);
    const next = full + this.#stepMs;
    if (next - now > this.#windowMs + EPSILON) return this.#describe(false, full, now);
    this.#remember(key, next);
    return this.#describe(true, next, now);
  }

  /** Takes back a call that was counted: a sign-in that succeeded is no guess. */
  giveBack(key: string): void {
    const full = this.#fullAt(key);
    if (full !== 0) this.#remember(key, full - this.#stepMs);
  }

  /** Whether a call would be allowed, without counting it. */
  peek(key: string, now: number): RateCheck {
    const full = Math.max(this.#fullAt(key), now);
    return this.#describe(full + this.#stepMs - now <= this.#windowMs + EPSILON, full, now);
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#recent.size + this.#older.size;
  }

  #fullAt(key: string): number {
    return this.#recent.get(key) ?? this.#older.get(key) ?? 0;
  }

  /** Two generations: a lookup stays one or two map reads, and forgetting costs nothing per call. */
  #remember(key: string, full: number): void {
    this.#recent.set(key, full);
    if (this.#recent.size * 2 <= this.#maxKeys) return;
    this.#older = this.#recent;
    this.#recent = new Map();
  }

  #describe(allowed: boolean, full: number, now: number): RateCheck {
    const used = full - now;
    return {
      allowed,
      remaining: Math.max(0, Math.floor((this.#windowMs - used) / this.#stepMs + EPSILON)),
      resetSeconds: Math.max(1, Math.ceil(used / 1_000 - EPSILON)),
      retrySeconds: allowed ? 0 : Math.max(1, Math.ceil((used + this.#stepMs - this.#windowMs) / 1_000 - EPSILON)),
    };
  }
}
