import { hash, randomBytes } from "node:crypto";
import type { Queryable } from "../database/database.ts";

/** A stored API key, as authentication needs it. */
export interface ApiKeyRow {
  readonly apiKeyId: number;
  readonly organisationId: number;
  readonly hotelId: number | null;
  readonly scopes: readonly string[];
  readonly secretHash: Buffer;
  readonly revoked: boolean;
}

const CREDENTIAL = /^lrk_([1-9]\d{0,9})_[\w-]{43}$/;
const SECRET_BYTES = 32;
const MAX_ID = 0x7fff_ffff;

const FIND = `
  SELECT api_key_id AS "apiKeyId", organisation_id AS "organisationId", hotel_id AS "hotelId", scopes,
         secret_hash AS "secretHash", revoked_at IS NOT NULL AS revoked
  FROM api_key WHERE api_key_id = $1`;

/** Whether a Bearer credential is meant to be an API key. */
export function isApiKey(credential: string): boolean {
  return credential.startsWith("lrk_");
}

/** The id in an API key `lrk_<id>_<43 characters>`; undefined when it is malformed. */
export function readApiKey(credential: string): { readonly apiKeyId: number } | undefined {
  const apiKeyId = Number(CREDENTIAL.exec(credential)?.[1]);
  return apiKeyId <= MAX_ID ? { apiKeyId } : undefined;
}

/** A fresh credential for the key with this id: 256 random bits. */
export function newApiKey(apiKeyId: number): string {
  return `lrk_${apiKeyId}_${randomBytes(SECRET_BYTES).toString("base64url")}`;
}

/** What is stored of a credential: SHA-256. A slow hash protects guessable secrets; this one is random. */
export function apiKeyHash(credential: string): Buffer {
  return hash("sha256", credential, "buffer");
}

/** The stored key with this id, also when it is revoked. */
export async function findApiKey(database: Queryable, apiKeyId: number): Promise<ApiKeyRow | undefined> {
  const { rows } = await database.query<ApiKeyRow>({ name: "find_api_key", text: FIND, values: [apiKeyId] });
  return rows[0];
}
