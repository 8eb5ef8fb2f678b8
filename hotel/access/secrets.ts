import { createSecretKey, hkdfSync } from "node:crypto";
import type { KeyObject } from "node:crypto";

/** The keys that are derived from JWT_SECRET, one for each purpose: what signs one kind of token can never sign another. */
export interface Secrets {
  readonly accessToken: KeyObject;
  readonly manageToken: KeyObject;
  readonly fingerprint: KeyObject;
  readonly quote: KeyObject;
}

const KEY_BYTES = 32;

/** Derives the keys with HKDF-SHA256 (RFC 5869). Throws when the secret has fewer than 32 bytes (RFC 8725, section 3.5). */
export function deriveSecrets(jwtSecret: string): Secrets {
  if (Buffer.byteLength(jwtSecret) < KEY_BYTES)
    throw new RangeError(`JWT_SECRET must have at least ${KEY_BYTES} bytes`);
  return {
    accessToken: createSecretKey(derive(jwtSecret, "access token")),
    manageToken: createSecretKey(derive(jwtSecret, "manage token")),
    fingerprint: createSecretKey(derive(jwtSecret, "fingerprint")),
    quote: createSecretKey(derive(jwtSecret, "quote")),
  };
}

function derive(jwtSecret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", jwtSecret, "lastroom", purpose, KEY_BYTES));
}
