/** How patient a client is. */
export interface Patience {
  /** How often a call is tried in all. */
  readonly attempts: number;
  /** How long one attempt may take, in milliseconds. */
  readonly timeoutMs: number;
  /** The longest wait between two attempts, in milliseconds; a server that asks for more is not asked again. */
  readonly longestWaitMs: number;
}

/** The server itself gives up after 10 seconds, so one that is still silent after 15 is not there. */
export const PATIENCE: Patience = { attempts: 4, timeoutMs: 15_000, longestWaitMs: 10_000 };

/** How an attempt went wrong. */
export interface Failure {
  /** The HTTP status; undefined when no answer came. */
  readonly status: number | undefined;
  /** The header `Retry-After`. */
  readonly retryAfter: string | null;
}

/** What decides whether to try again. */
export interface Attempt {
  readonly failure: Failure;
  /** Counted from 1. */
  readonly number: number;
  /** Whether a repeat is harmless although the first may have been carried out: a reading call, or one with a key. */
  readonly repeatable: boolean;
}

const FIRST_WAIT_MS = 100;
/** Refused before anything was done: any call may be repeated. */
const NOT_DONE = new Set([429]);
/** Passing troubles of which nobody knows whether the work was done. */
const PASSING = new Set([408, 500, 502, 503, 504]);

/**
 * How long to wait before the next attempt, in milliseconds; undefined: do not try again. As long as `Retry-After` says, else
 * twice as long each time, with some chance so that many clients do not come back together.
 *
 * @param chance drawn outside, in [0, 1)
 * @param now Unix milliseconds, for a `Retry-After` that is a date
 */
export function waitBeforeRetry(attempt: Attempt, patience: Patience, chance: number, now: number): number | undefined {
  const { failure, number, repeatable } = attempt;
  if (number >= patience.attempts) return undefined;
  const passing = failure.status === undefined || PASSING.has(failure.status);
  if (!NOT_DONE.has(failure.status ?? 0) && !(repeatable && passing)) return undefined;
  const wait = readRetryAfter(failure.retryAfter, now) ?? FIRST_WAIT_MS * 2 ** (number - 1) * (0.5 + chance / 2);
  return wait > patience.longestWaitMs ? undefined : wait;
}

/** `Retry-After` in milliseconds (RFC 9110, section 10.2.3: seconds or a date); undefined when it is missing or unreadable. */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
