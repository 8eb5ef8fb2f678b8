import { hash } from "node:crypto";
import type { Database } from "../database/database.ts";
import { accept, refuse } from "../vocabulary/refusal.ts";
import type { Decision } from "../vocabulary/refusal.ts";
import { ACCESS_TOKEN_SECONDS } from "./access_token.ts";
import type { AccessTokens } from "./access_token.ts";
import { findCredentials, normaliseEmail } from "./accounts.ts";
import type { Credentials } from "./accounts.ts";
import type { Passwords } from "./passwords.ts";
import { RateLimiter } from "./rate_limiter.ts";

/** A successful sign-in. */
export interface SignedIn {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** What {@link SignIn} works with. */
export interface SignInParts {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly tokens: AccessTokens;
}

const REPLACE_HASH = "UPDATE account SET password_hash = $3 WHERE account_id = $1 AND password_hash = $2";

/**
 * Signs staff in. Every attempt is counted before the password is looked at and given back when it was right, so parallel guesses
 * cannot slip past the limit: 5 failures in 15 minutes for an address with an e-mail, 50 in an hour for an e-mail from anywhere.
 */
export class SignIn {
  readonly #parts: SignInParts;
  readonly #fromOnePlace = new RateLimiter("sign-in", { requests: 5, windowSeconds: 900 });
  readonly #fromAnywhere = new RateLimiter("sign-in", { requests: 50, windowSeconds: 3_600 });

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  /**
   * Refusals: `too_many_requests` with `retry_after` seconds, `wrong_credentials` (the same for an unknown e-mail, a wrong password
   * and a disabled account), `overloaded`. `address` is the caller's; `now` in milliseconds of a steady clock.
   */
  async withPassword(email: string, password: string, address: string, now: number): Promise<Decision<SignedIn>> {
    const attempt = this.#count(email, address, now);
    if (!attempt.accepted) return attempt;
    const credentials = await findCredentials(this.#parts.database.pool, email);
    const right = await this.#parts.passwords.verify(password, credentials?.passwordHash);
    if (!right.accepted) return right;
    if (!right.value || !credentials?.active)
      return refuse("wrong_credentials", "The e-mail or the password is wrong.");
    for (const { limiter, key } of attempt.value) limiter.giveBack(key);
    await this.#renewHash(credentials, password);
    const accessToken = await this.#parts.tokens.issue(credentials, Math.floor(Date.now() / 1_000));
    return accept({ accessToken, expiresIn: ACCESS_TOKEN_SECONDS });
  }

  #count(email: string, address: string, now: number): Decision<{ limiter: RateLimiter; key: string }[]> {
    // Hashed: addresses of people are not kept in the clear in a table that outlives the request.
    const account = hash("sha256", normaliseEmail(email), "base64url");
    const counts = [
      { limiter: this.#fromOnePlace, key: `${account} ${address}` },
      { limiter: this.#fromAnywhere, key: account },
    ];
    for (const { limiter, key } of counts) {
      const { allowed, retrySeconds } = limiter.take(key, now);
      if (allowed) continue;
      return refuse("too_many_requests", `Too many failures: wait ${retrySeconds} seconds.`, {
        retry_after: retrySeconds,
      });
    }
    return accept(counts);
  }

  async #renewHash(credentials: Credentials, password: string): Promise<void> {
    const { database, passwords } = this.#parts;
    if (!passwords.isOutdated(credentials.passwordHash)) return;
    const renewed = await passwords.hash(password);
    if (!renewed.accepted) return;
    await database.pool.query(REPLACE_HASH, [credentials.accountId, credentials.passwordHash, renewed.value]);
  }
}
