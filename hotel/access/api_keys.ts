import type { Queryable } from "../database/database.ts";
import { accept, refuse } from "../vocabulary/refusal.ts";
import type { Decision } from "../vocabulary/refusal.ts";
import { apiKeyHash, newApiKey } from "./api_key.ts";
import { coverageValues, pageOf } from "./find_users.ts";
import type { Page } from "./find_users.ts";
import { coverageOf, may } from "./permissions.ts";
import type { Principal } from "./principal.ts";

/** An API key without its secret. */
export interface ApiKeyRecord {
  readonly apiKeyId: number;
  readonly organisationId: number;
  readonly hotelId: number | null;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

/** A key to be made. */
export type ApiKeyDraft = Pick<ApiKeyRecord, "organisationId" | "hotelId" | "name" | "scopes">;

const COLUMNS = `
  api_key_id AS "apiKeyId", organisation_id AS "organisationId", hotel_id AS "hotelId", name, scopes,
  created_at AS "createdAt", revoked_at AS "revokedAt"`;

const NEXT_ID = "SELECT nextval(pg_get_serial_sequence('api_key', 'api_key_id')) AS id";

const INSERT = `
  INSERT INTO api_key (api_key_id, organisation_id, hotel_id, name, scopes, secret_hash)
  VALUES ($1, $2, $3, $4, $5, $6)
  RETURNING ${COLUMNS}`;

const LIST = `
  SELECT ${COLUMNS} FROM api_key k
  WHERE k.api_key_id > $1
    AND ($2 OR EXISTS (
      SELECT FROM unnest($3::integer[], $4::integer[]) AS covered(organisation_id, hotel_id)
      WHERE k.organisation_id = covered.organisation_id
        AND (covered.hotel_id IS NULL OR k.hotel_id = covered.hotel_id)))
  ORDER BY k.api_key_id
  LIMIT $5`;

const LOCK = `SELECT ${COLUMNS} FROM api_key WHERE api_key_id = $1 FOR NO KEY UPDATE`;

const REVOKE = `
  UPDATE api_key SET revoked_at = COALESCE(revoked_at, clock_timestamp()) WHERE api_key_id = $1 RETURNING ${COLUMNS}`;

/**
 * Makes a key and the secret that is never shown again, in the caller's transaction. May the principal do it? Ask first. An
 * unknown organisation breaks the transaction: see `refusingUnknownPlace`.
 */
export async function createApiKey(
  tx: Queryable,
  draft: ApiKeyDraft,
): Promise<{ readonly record: ApiKeyRecord; readonly secret: string }> {
  const apiKeyId = await nextId(tx);
  const secret = newApiKey(apiKeyId);
  const { organisationId, hotelId, name, scopes } = draft;
  const values = [apiKeyId, organisationId, hotelId, name, scopes, apiKeyHash(secret)];
  const { rows } = await tx.query<ApiKeyRecord>(INSERT, values);
  return { record: onlyRow(rows), secret };
}

/** The keys of the places that the principal governs, revoked ones as well, after the id `after`. */
export async function findApiKeys(
  database: Queryable,
  principal: Principal,
  after: number,
  limit: number,
): Promise<Page<ApiKeyRecord>> {
  const covered = coverageValues(coverageOf(principal, "api_key.read"));
  const { rows } = await database.query<ApiKeyRecord>(LIST, [after, ...covered, limit + 1]);
  return pageOf(rows, limit, ({ apiKeyId }) => apiKeyId);
}

/**
 * Withdraws a key, in the caller's transaction; a repeat changes nothing and answers the same. Refusal: `not_found`. The
 * caller tells the authenticator once it is committed.
 */
export async function revokeApiKey(
  tx: Queryable,
  principal: Principal,
  apiKeyId: number,
): Promise<Decision<ApiKeyRecord>> {
  const { rows } = await tx.query<ApiKeyRecord>(LOCK, [apiKeyId]);
  const [found] = rows;
  if (found === undefined || !may(principal, "api_key.write", found).accepted) {
    return refuse("not_found", "There is no such API key, or you may not revoke it.");
  }
  const revoked = await tx.query<ApiKeyRecord>(REVOKE, [apiKeyId]);
  return accept(onlyRow(revoked.rows));
}

async function nextId(tx: Queryable): Promise<number> {
  const { rows } = await tx.query<{ id: number }>(NEXT_ID);
  return onlyRow(rows).id;
}

function onlyRow<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error("a statement that always gives a row gave none");
  return row;
}
