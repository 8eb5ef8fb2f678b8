import { timingSafeEqual } from "node:crypto";
import type { Database } from "../database/database.ts";
import type { AccessClaims, AccessTokens } from "./access_token.ts";
import { findPrincipal } from "./accounts.ts";
import type { LivePrincipal } from "./accounts.ts";
import { apiKeyHash, findApiKey, isApiKey, readApiKey } from "./api_key.ts";
import type { ApiKeyRow } from "./api_key.ts";
import { BriefMemory } from "./brief_memory.ts";
import { isManageToken, verifyManageToken } from "./manage_token.ts";
import type { Principal } from "./principal.ts";
import type { Secrets } from "./secrets.ts";

/**
 * How long another process may go on accepting a key that was revoked or an account that was disabled, in milliseconds.
 * The process that did it stops at once.
 */
const MEMORY = { lifeMs: 1_000, maxEntries: 10_000 };

/** Longer than any credential of ours: not worth hashing. */
const MAX_CREDENTIAL_LENGTH = 2_048;

/** Finds out whose credential a Bearer is: a booking's manage token, an API key, or the access token of staff. */
export class Authenticator {
  readonly #database: Database;
  readonly #secrets: Secrets;
  readonly #tokens: AccessTokens;
  readonly #accounts = new BriefMemory<number, LivePrincipal | undefined>(MEMORY);
  readonly #apiKeys = new BriefMemory<number, ApiKeyRow | undefined>(MEMORY);

  constructor(database: Database, secrets: Secrets, tokens: AccessTokens) {
    this.#database = database;
    this.#secrets = secrets;
    this.#tokens = tokens;
  }

  /**
   * The principal of a Bearer credential, or undefined when it is wrong, expired, revoked or of a disabled account. Answers
   * without a promise whenever nothing must be looked up, which on a busy server is nearly always.
   */
  authenticate(credential: string): Principal | undefined | Promise<Principal | undefined> {
    if (credential.length > MAX_CREDENTIAL_LENGTH) return undefined;
    if (isManageToken(credential)) return this.#booking(credential);
    if (isApiKey(credential)) return this.#partner(credential);
    return this.#staff(credential);
  }

  /** To be called after a change of the account was committed. */
  accountChanged(accountId: number): void {
    this.#accounts.forget(accountId);
  }

  /** To be called after a change of the API key was committed. */
  apiKeyChanged(apiKeyId: number): void {
    this.#apiKeys.forget(apiKeyId);
  }

  #booking(token: string): Principal | undefined {
    const reservationId = verifyManageToken(this.#secrets.manageToken, token);
    return reservationId === undefined ? undefined : { kind: "booking", reservationId };
  }

  #partner(credential: string): Principal | undefined | Promise<Principal | undefined> {
    const key = readApiKey(credential);
    if (key === undefined) return undefined;
    const row = this.#apiKeys.get(key.apiKeyId, performance.now(), () => findApiKey(this.#database.pool, key.apiKeyId));
    return row instanceof Promise ? row.then((found) => partnerOf(found, credential)) : partnerOf(row, credential);
  }

  #staff(token: string): Principal | undefined | Promise<Principal | undefined> {
    const claims = this.#tokens.verify(token, Date.now() / 1_000);
    return claims instanceof Promise ? claims.then((found) => this.#staffOf(found)) : this.#staffOf(claims);
  }

  #staffOf(claims: AccessClaims | undefined): Principal | undefined | Promise<Principal | undefined> {
    if (claims === undefined) return undefined;
    const { accountId } = claims;
    const live = this.#accounts.get(accountId, performance.now(), () => findPrincipal(this.#database.pool, accountId));
    return live instanceof Promise ? live.then((found) => inEpoch(found, claims)) : inEpoch(live, claims);
  }
}

function inEpoch(live: LivePrincipal | undefined, claims: AccessClaims): Principal | undefined {
  return live?.epoch === claims.epoch ? live.principal : undefined;
}

function partnerOf(row: ApiKeyRow | undefined, credential: string): Principal | undefined {
  if (row === undefined || row.revoked) return undefined;
  const digest = apiKeyHash(credential);
  if (digest.length !== row.secretHash.length || !timingSafeEqual(digest, row.secretHash)) return undefined;
  const { apiKeyId, organisationId, hotelId, scopes } = row;
  return { kind: "partner", apiKeyId, organisationId, hotelId, scopes };
}
