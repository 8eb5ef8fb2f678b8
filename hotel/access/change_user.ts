import type { Queryable } from "../database/database.ts";
import { accept, refuse } from "../vocabulary/refusal.ts";
import type { Decision } from "../vocabulary/refusal.ts";
import { stale } from "../vocabulary/stale_version.ts";
import { findAccount } from "./accounts.ts";
import type { Account } from "./accounts.ts";
import { insertRoles, storedAccount } from "./create_user.ts";
import type { Principal } from "./principal.ts";
import { decideAccountChange, isChief, lastChief, maySeeAccount } from "./user_rules.ts";
import type { AccountChange, AccountOutcome } from "./user_rules.ts";

/** A change of one account, by somebody who has read this version of it. */
export interface ChangeUser {
  readonly principal: Principal;
  readonly accountId: number;
  readonly version: number;
  readonly change: AccountChange;
}

// One after the other: of two administrators who remove each other at once, one has to stay. The number is "lr-users".
const TAKE_TURN = "SELECT pg_advisory_xact_lock(7813586346238636403)";

const OTHER_CHIEFS = `
  SELECT count(*) AS chiefs FROM account a
  WHERE a.account_id <> $1 AND a.status = 'active' AND EXISTS (
    SELECT FROM account_role r
    WHERE r.account_id = a.account_id AND r.organisation_id IS NULL AND r.role = 'administrator')`;

// The version in the WHERE as well: who changes their own password takes no turn.
const UPDATE = `
  UPDATE account SET
    name = $2, status = $3, password_hash = COALESCE($4, password_hash),
    token_epoch = token_epoch + CASE WHEN $5 THEN 1 ELSE 0 END,
    version = version + 1
  WHERE account_id = $1 AND version = $6`;

const DELETE_ROLES = "DELETE FROM account_role WHERE account_id = $1";

/**
 * Changes an account, in the caller's transaction. Refusals: `not_found` for an account the principal may not see,
 * `version_conflict`, `forbidden`, `in_use` for the last administrator. An unknown organisation breaks the transaction: see
 * `refusingUnknownPlace`. The caller tells the authenticator once it is committed.
 */
export async function changeUser(tx: Queryable, command: ChangeUser): Promise<Decision<Account>> {
  await tx.query(TAKE_TURN);
  const account = await findAccount(tx, command.accountId);
  if (account === undefined || !maySeeAccount(command.principal, account)) {
    return refuse("not_found", "There is no such user, or you may not see them.");
  }
  if (account.version !== command.version) return stale(account);
  const decision = decideAccountChange(command.principal, account, command.change);
  if (!decision.accepted) return decision;
  if (isChief(account) && !isChief(decision.value) && !(await hasOtherChief(tx, account))) return lastChief();
  const isWritten = await write(tx, account, decision.value);
  const stored = await storedAccount(tx, account.accountId);
  return isWritten ? accept(stored) : stale(stored);
}

async function hasOtherChief(tx: Queryable, { accountId }: Account): Promise<boolean> {
  const { rows } = await tx.query<{ chiefs: number }>(OTHER_CHIEFS, [accountId]);
  return (rows[0]?.chiefs ?? 0) > 0;
}

/** False, and nothing was written, when there is a newer version. */
async function write(tx: Queryable, { accountId, version }: Account, outcome: AccountOutcome): Promise<boolean> {
  const { name, status, passwordHash, endsSessions, roles } = outcome;
  const values = [accountId, name, status, passwordHash ?? null, endsSessions, version];
  const { rowCount } = await tx.query(UPDATE, values);
  if (rowCount === 0) return false;
  await tx.query(DELETE_ROLES, [accountId]);
  await insertRoles(tx, accountId, roles);
  return true;
}
