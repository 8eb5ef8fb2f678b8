import type pg from "pg";
import type { Queryable } from "../database/database.ts";
import { accept, refuse } from "../vocabulary/refusal.ts";
import type { Decision } from "../vocabulary/refusal.ts";
import { findAccount, normaliseEmail } from "./accounts.ts";
import type { Account } from "./accounts.ts";
import type { RoleGrant } from "./principal.ts";

/** A person to be given an account. */
export interface AccountDraft {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly roles: readonly RoleGrant[];
}

// ON CONFLICT waits for a concurrent insert of the same address and then does nothing: no check before the write.
const INSERT_ACCOUNT = `
  INSERT INTO account (email, name, password_hash) VALUES ($1, $2, $3)
  ON CONFLICT (email) DO NOTHING
  RETURNING account_id AS "accountId"`;

const INSERT_ROLES = `
  INSERT INTO account_role (account_id, organisation_id, hotel_id, role)
  SELECT $1, r."organisationId", r."hotelId", r.role
  FROM jsonb_to_recordset($2) AS r("organisationId" integer, "hotelId" integer, role text)`;

/**
 * Creates an account with its roles, in the caller's transaction. Refuses with `already_exists` for the e-mail; an unknown
 * organisation breaks the transaction: see {@link refusingUnknownPlace}.
 */
export async function createUser(tx: Queryable, draft: AccountDraft): Promise<Decision<Account>> {
  const accountId = await insertAccount(tx, draft);
  if (accountId === undefined) return refuse("already_exists", "There is an account with this e-mail already.");
  return accept(await storedAccount(tx, accountId));
}

/** Inserts the account and its roles in the caller's transaction; undefined when the e-mail is taken. */
export async function insertAccount(tx: Queryable, draft: AccountDraft): Promise<number | undefined> {
  const values = [normaliseEmail(draft.email), draft.name, draft.passwordHash];
  const { rows } = await tx.query<{ accountId: number }>(INSERT_ACCOUNT, values);
  const accountId = rows[0]?.accountId;
  if (accountId !== undefined) await insertRoles(tx, accountId, draft.roles);
  return accountId;
}

/** Adds the roles to the account. */
export async function insertRoles(tx: Queryable, accountId: number, roles: readonly RoleGrant[]): Promise<void> {
  await tx.query(INSERT_ROLES, [accountId, JSON.stringify(roles)]);
}

/** The account as this transaction has left it. */
export async function storedAccount(tx: Queryable, accountId: number): Promise<Account> {
  const account = await findAccount(tx, accountId);
  if (account === undefined) throw new Error(`account ${accountId} vanished inside its transaction`);
  return account;
}

const FOREIGN_KEY_VIOLATION = "23503";

/** Around a transaction. Organisations and hotels belong to another module: that they exist, the foreign keys say. */
export async function refusingUnknownPlace<T>(work: () => Promise<Decision<T>>): Promise<Decision<T>> {
  try {
    return await work();
  } catch (error) {
    if ((error as pg.DatabaseError).code !== FOREIGN_KEY_VIOLATION) throw error;
    return refuse("invalid_request", "There is no such organisation or hotel.");
  }
}
