import { scopeOf, type Principal } from "../access/principal.ts";
import type { RateCheck, RateLimiter } from "../access/rate_limiter.ts";

/** Which limit a route counts against; `none` for probes. */
export type RateClass = "standard" | "sign_in" | "find_booking" | "none";

/** The limits in force, for each principal or address; they may be used up at once, and then refill evenly. */
export interface RateLimitSettings {
  readonly requestsPerMinute: number;
  /** Attempts that guess a secret: to sign in, to find a booking by code and e-mail. */
  readonly attemptsPerMinute: number;
}

/** The `RateLimit-Policy` of a limiter (draft-ietf-httpapi-ratelimit-headers-10): `"address";q=1200;w=60`. */
export function policyHeader({ name, quota }: RateLimiter): string {
  return `"${name}";q=${quota.requests};w=${quota.windowSeconds}`;
}

/** The `RateLimit` of a call: `"address";r=1199;t=1`. */
export function limitHeader({ name }: RateLimiter, check: RateCheck): string {
  return `"${name}";r=${check.remaining};t=${check.resetSeconds}`;
}

/** Whose calls are counted by themselves: staff and partners. Everybody else counts by address. */
export function isCountedAlone({ kind }: Principal): boolean {
  return kind === "staff" || kind === "partner";
}

/** Who a caller is, where it is counted what one has: `staff:<account id>`, `partner:<API key id>`, or an {@link addressKey}. */
export function clientKey({ principal, ip }: { readonly principal: Principal; readonly ip: string }): string {
  return isCountedAlone(principal) ? scopeOf(principal) : addressKey(ip);
}

/** What counts as one address: an IPv4 address, or the /64 network of an IPv6 one, which is what one customer gets. */
export function addressKey(address: string): string {
  if (!address.includes(":")) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = "", tail] = address.toLowerCase().split("%")[0]?.split("::") ?? [];
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: zeros }, () => "0"), ...right].slice(0, 4);
  return groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":");
}
