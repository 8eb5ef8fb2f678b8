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

/**
 * Changes one's own password and ends all one's sessions. Refusals: `wrong_credentials` for the current password, `invalid_request`
 * for the new one, `overloaded`.
 */
export async function changePassword(
  { database, passwords, authenticator }: Access,
  accountId: number,
  current: string,
  wanted: string,
): Promise<Decision<true>> {
  const { rows } = await database.pool.query<OwnCredentials>(FIND, [accountId]);
  const [own] = rows;
  const right = await passwords.verify(current, own?.passwordHash);
  if (!right.accepted) return right;
  if (own === undefined || !right.value) return wrongPassword();
  const fault = passwordFault(wanted, own.email);
  if (fault !== undefined) return refusePassword(fault, "/new_password");
  const hashed = await passwords.hash(wanted);
  if (!hashed.accepted) return hashed;
  const { rowCount } = await database.pool.query(REPLACE, [accountId, own.passwordHash, hashed.value]);
  authenticator.accountChanged(accountId);
  return rowCount === 1 ? accept(true) : wrongPassword();
}

/** The refusal of a new password that breaks the rule. */
export function refusePassword(message: string, field: string): ReturnType<typeof refuse> {
  return refuse("invalid_request", message, { errors: [{ field, rule: "password", message }] });
}

function wrongPassword(): ReturnType<typeof refuse> {
  return refuse("wrong_credentials", "The current password is wrong.");
}
