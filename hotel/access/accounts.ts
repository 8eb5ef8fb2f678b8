import type { Queryable } from "../database/database.ts";
import type { RoleGrant, StaffPrincipal } from "./principal.ts";

/** An account as its owner and administrators see it; its password is never read back. */
export interface Account {
  readonly accountId: number;
  readonly email: string;
  readonly name: string;
  readonly status: "active" | "disabled";
  readonly version: number;
  readonly createdAt: Date;
  readonly roles: readonly RoleGrant[];
}

/** What a sign-in compares. */
export interface Credentials {
  readonly accountId: number;
  readonly passwordHash: string;
  readonly epoch: number;
  readonly active: boolean;
}

/** Who a token stands for, and the epoch it must have. */
export interface LivePrincipal {
  readonly epoch: number;
  readonly principal: StaffPrincipal;
}

const ROLES = `
  COALESCE((
    SELECT jsonb_agg(
      jsonb_build_object('organisationId', r.organisation_id, 'hotelId', r.hotel_id, 'role', r.role)
      ORDER BY r.organisation_id NULLS FIRST, r.hotel_id NULLS FIRST, r.role)
    FROM account_role r WHERE r.account_id = a.account_id), '[]') AS roles`;

/** The columns of an {@link Account}, from `account a`. */
export const ACCOUNT_COLUMNS = `
  a.account_id AS "accountId", a.email, a.name, a.status, a.version, a.created_at AS "createdAt", ${ROLES}`;

const FIND_CREDENTIALS = `
  SELECT account_id AS "accountId", password_hash AS "passwordHash", token_epoch AS epoch, status = 'active' AS active
  FROM account WHERE email = $1`;

const FIND_PRINCIPAL = `
  SELECT a.token_epoch AS epoch, ${ROLES} FROM account a WHERE a.account_id = $1 AND a.status = 'active'`;

const FIND_ACCOUNT = `SELECT ${ACCOUNT_COLUMNS} FROM account a WHERE a.account_id = $1`;

/** E-mail addresses are compared in lower case. */
export function normaliseEmail(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}

/** The credentials behind an e-mail address. */
export async function findCredentials(database: Queryable, email: string): Promise<Credentials | undefined> {
  const { rows } = await database.query<Credentials>(FIND_CREDENTIALS, [normaliseEmail(email)]);
  return rows[0];
}

/** The principal of an active account; undefined when it is disabled or unknown. */
export async function findPrincipal(database: Queryable, accountId: number): Promise<LivePrincipal | undefined> {
  const { rows } = await database.query<{ epoch: number; roles: RoleGrant[] }>({
    name: "find_principal",
    text: FIND_PRINCIPAL,
    values: [accountId],
  });
  const [row] = rows;
  return row && { epoch: row.epoch, principal: { kind: "staff", accountId, roles: row.roles } };
}

/** One account with all its roles. */
export async function findAccount(database: Queryable, accountId: number): Promise<Account | undefined> {
  const { rows } = await database.query<Account>(FIND_ACCOUNT, [accountId]);
  return rows[0];
}
