import { hash } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";

/** What an access token says. Roles are not in it: they are read anew, so a change holds at once. */
export interface AccessClaims {
  readonly accountId: number;
  /** The account's `token_epoch` when it signed in; a token of an older epoch is dead. */
  readonly epoch: number;
  /** Unix seconds. */
  readonly expiresAt: number;
}

/** How long an access token lives, in seconds: a shift at the desk. */
export const ACCESS_TOKEN_SECONDS = 8 * 3_600;

// RFC 8725: one algorithm, fixed on both sides; explicit typing (RFC 9068) keeps other kinds of JWT out.
const ALGORITHM = "HS256";
const TYPE = "at+jwt";
const ISSUER = "lastroom";
const AUDIENCE = "lastroom-api";
const MAX_REMEMBERED = 10_000;

/** Issues and verifies the JSON Web Tokens of staff (RFC 7519, RFC 8725). */
export class AccessTokens {
  readonly #key: KeyObject;
  readonly #remembered = new Map<string, AccessClaims>();

  constructor(key: KeyObject) {
    this.#key = key;
  }

  /** A token for the account, valid from `now` (Unix seconds) for {@link ACCESS_TOKEN_SECONDS}. */
  issue(account: { readonly accountId: number; readonly epoch: number }, now: number): Promise<string> {
    return new SignJWT({ epoch: account.epoch })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(String(account.accountId))
      .setIssuedAt(now)
      .setExpirationTime(now + ACCESS_TOKEN_SECONDS)
      .sign(this.#key);
  }

  /** The claims of a token that is ours and not expired at `now` (Unix seconds); undefined for any other text. */
  verify(token: string, now: number): AccessClaims | undefined | Promise<AccessClaims | undefined> {
    const digest = hash("sha256", token, "base64");
    const claims = this.#remembered.get(digest);
    if (claims) return claims.expiresAt > now ? claims : undefined;
    return this.#verifyFirst(token, digest, now);
  }

  async #verifyFirst(token: string, digest: string, now: number): Promise<AccessClaims | undefined> {
    const claims = await this.#readClaims(token, now);
    if (claims === undefined) return undefined;
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(digest, claims);
    return claims;
  }

  async #readClaims(token: string, now: number): Promise<AccessClaims | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ["sub", "iat", "exp", "epoch"],
        currentDate: new Date(now * 1_000),
      });
      const accountId = Number(payload.sub);
      const epoch = payload["epoch"];
      if (!Number.isSafeInteger(accountId) || !Number.isSafeInteger(epoch) || payload.exp === undefined)
        return undefined;
      return { accountId, epoch: epoch as number, expiresAt: payload.exp };
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}
