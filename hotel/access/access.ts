import { createHmac } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { Database } from "../database/database.ts";
import { AccessTokens } from "./access_token.ts";
import { Authenticator } from "./authenticate.ts";
import { manageToken } from "./manage_token.ts";
import { Passwords } from "./passwords.ts";
import type { PasswordOptions } from "./passwords.ts";
import type { FindOrganisation } from "./role_wishes.ts";
import { deriveSecrets } from "./secrets.ts";
import { SignIn } from "./sign_in.ts";

/** Who may come in: made once for each process. */
export interface Access {
  readonly database: Database;
  readonly authenticator: Authenticator;
  readonly passwords: Passwords;
  readonly tokens: AccessTokens;
  readonly signIn: SignIn;
  readonly findOrganisation: FindOrganisation;
  /** The manage token of a booking, the same each time. */
  manageToken(reservationId: string): string;
  /**
   * Seals the fingerprint of a request that may hold a password (HMAC-SHA256): a bare hash, kept with the idempotency key, would
   * be a faster way to guess it than the slow hash of the account.
   */
  readonly sealFingerprint: (fingerprint: Buffer) => Buffer;
  /** The key that signs quotes. */
  readonly quoteSecret: KeyObject;
}

/** What {@link openAccess} needs. */
export interface AccessOptions {
  readonly database: Database;
  /** At least 32 bytes; every process on one database must have the same. Changing it ends all sessions and all manage tokens. */
  readonly jwtSecret: string;
  /** Tells the organisation of a hotel: hotels belong to another module. */
  readonly findOrganisation: FindOrganisation;
  readonly passwords?: PasswordOptions;
}

/** Puts the parts of access together. Throws when the secret is too short. */
export function openAccess({ database, jwtSecret, findOrganisation, passwords: options }: AccessOptions): Access {
  const secrets = deriveSecrets(jwtSecret);
  const tokens = new AccessTokens(secrets.accessToken);
  const passwords = new Passwords(options);
  return {
    database,
    passwords,
    tokens,
    findOrganisation,
    authenticator: new Authenticator(database, secrets, tokens),
    signIn: new SignIn({ database, passwords, tokens }),
    manageToken: (reservationId) => manageToken(secrets.manageToken, reservationId),
    sealFingerprint: (fingerprint) => createHmac("sha256", secrets.fingerprint).update(fingerprint).digest(),
    quoteSecret: secrets.quote,
  };
}
