import type { Principal } from "../access/principal.ts";
import { scopeOf } from "../access/principal.ts";
import { RateLimiter } from "../access/rate_limiter.ts";
import type { RateCheck } from "../access/rate_limiter.ts";
import { isCountedAlone, limitHeader, policyHeader } from "./rate_limit.ts";
import type { RateClass, RateLimitSettings } from "./rate_limit.ts";

/** The outcome of one call: what its headers say, and whether it may go on. */
export interface Limited {
  readonly check: RateCheck;
  readonly policy: string;
  readonly limit: string;
}

interface Limit {
  readonly limiter: RateLimiter;
  readonly policy: string;
}

/** The limits of one process. With several processes each counts for itself. */
export class Limits {
  readonly #address: Limit;
  readonly #principal: Limit;
  readonly #signIn: Limit;
  readonly #findBooking: Limit;

  constructor(settings: RateLimitSettings) {
    this.#address = limitOf("address", settings.requestsPerMinute);
    this.#principal = limitOf("principal", settings.requestsPerMinute);
    this.#signIn = limitOf("sign-in", settings.attemptsPerMinute);
    this.#findBooking = limitOf("find-booking", settings.attemptsPerMinute);
  }

  /** Counts a call. Staff and partners are counted by themselves, everybody else by address; `address` as addressKey gives it. */
  take(rateClass: RateClass, principal: Principal, address: string, now: number): Limited | undefined {
    if (rateClass === "none") return undefined;
    const { limiter, policy } = this.#limitOf(rateClass, principal);
    const check = limiter.take(limiter === this.#principal.limiter ? scopeOf(principal) : address, now);
    return { check, policy, limit: limitHeader(limiter, check) };
  }

  /** Whether an address has used up its calls: asked before credentials are looked at, so that guessing them is limited. */
  isExhausted(address: string, now: number): Limited | undefined {
    const { limiter, policy } = this.#address;
    const check = limiter.peek(address, now);
    return check.allowed ? undefined : { check, policy, limit: limitHeader(limiter, check) };
  }

  #limitOf(rateClass: RateClass, principal: Principal): Limit {
    if (rateClass === "sign_in") return this.#signIn;
    if (rateClass === "find_booking") return this.#findBooking;
    return isCountedAlone(principal) ? this.#principal : this.#address;
  }
}

function limitOf(name: string, perMinute: number): Limit {
  const limiter = new RateLimiter(name, { requests: perMinute, windowSeconds: 60 });
  return { limiter, policy: policyHeader(limiter) };
}
