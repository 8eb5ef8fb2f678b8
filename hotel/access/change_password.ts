import type { Queryable } from "../database/database.ts";
import { accept, refuse } from "../vocabulary/refusal.ts";
import type { Decision } from "../vocabulary/refusal.ts";
import type { Access } from "./access.ts";
import { passwordFault } from "./passwords.ts";

interface OwnCredentials {
  readonly email: string;
  readonly passwordHash: string;
}

const FIND = `
  SELECT email, password_hash AS "passwordHash" FROM account WHERE account_id = $1 AND status = 'active'`;

// Only over the hash that was checked: of two changes at once the second has to start from the first one's password.
const REPLACE = `
  UPDATE account SET password_hash = $3, token_epoch = token_epoch + 1, version = version + 1
  WHERE account_id = $1 AND password_hash = $2 AND status = 'active'`;

/** A change of one's own password that was checked and only has to be written. */
export interface PasswordReplacement {
  readonly accountId: number;
  readonly checkedHash: string;
  readonly newHash: string;
}

/**
 * Checks the current password and hashes the new one: it takes long, so before the transaction. Refusals: `wrong_credentials` for the
 * current password, `invalid_request` for the new one, `overloaded`.
 */
export async function preparePassword(
  { database, passwords }: Access,
  accountId: number,
  current: string,
  wanted: string,
): Promise<Decision<PasswordReplacement>> {
  const { rows } = await database.pool.query<OwnCredentials>(FIND, [accountId]);
  const [own] = rows;
  const right = await passwords.verify(current, own?.passwordHash);
  if (!right.accepted) return right;
  if (own === undefined || !right.value) return wrongPassword();
  const fault = passwordFault(wanted, own.email);
  if (fault !== undefined) return refusePassword(fault, "/new_password");
  const hashed = await passwords.hash(wanted);
  return hashed.accepted ? accept({ accountId, checkedHash: own.passwordHash, newHash: hashed.value }) : hashed;
}

/**
 * Replaces one's own password and ends all one's sessions, in the caller's transaction. Refuses with `wrong_credentials` when it
 * was changed since it was checked. The caller tells the authenticator once it is committed.
 */
export async function replacePassword(
  tx: Queryable,
  { accountId, checkedHash, newHash }: PasswordReplacement,
): Promise<Decision<true>> {
  const { rowCount } = await tx.query(REPLACE, [accountId, checkedHash, newHash]);
  return rowCount === 1 ? accept(true) : wrongPassword();
}

/** The refusal of a new password that breaks the rule. */
export function refusePassword(message: string, field: string): ReturnType<typeof refuse> {
  return refuse("invalid_request", message, { errors: [{ field, rule: "password", message }] });
}

function wrongPassword(): ReturnType<typeof refuse> {
  return refuse("wrong_credentials", "The current password is wrong.");
}
