import { randomBytes } from "node:crypto";
import type { Queryable } from "../database/database.ts";
import { inTransaction } from "../database/transaction.ts";
import type { Access } from "./access.ts";
import { insertAccount } from "./create_user.ts";
import { passwordFault } from "./passwords.ts";

/** The settings of the first administrator. */
export interface FirstAdministrator {
  readonly email: string;
  /** Undefined: a random one. */
  readonly password: string | undefined;
}

/** An administrator that was created just now. */
export interface CreatedAdministrator {
  readonly email: string;
  /** The random password, to be shown once; undefined when the operator chose it. Only its hash is stored. */
  readonly password: string | undefined;
}

// The same turn that changes of users take: nobody can be the last administrator and be removed meanwhile.
const TAKE_TURN = "SELECT pg_advisory_xact_lock(7813586346238636403)";

const HAS_CHIEF = `
  SELECT EXISTS (
    SELECT FROM account a JOIN account_role r USING (account_id)
    WHERE a.status = 'active' AND r.organisation_id IS NULL AND r.role = 'administrator') AS found`;

const ROLES = [{ organisationId: null, hotelId: null, role: "administrator" }] as const;

/**
 * Makes sure that somebody can administer the installation. When there is an active administrator nothing happens, whatever the
 * settings say: they never change a password. Several processes may do it at once. Throws, naming the setting, when the
 * password breaks the rule or the e-mail belongs to somebody else.
 */
export async function ensureFirstAdministrator(
  { database, passwords }: Access,
  { email, password }: FirstAdministrator,
): Promise<CreatedAdministrator | undefined> {
  if (await hasChief(database.pool)) return undefined;
  const fault = password === undefined ? undefined : passwordFault(password, email);
  if (fault !== undefined) throw new Error(`ADMIN_PASSWORD: ${fault}`);
  const chosen = password ?? randomBytes(15).toString("base64url");
  const hashed = await passwords.hash(chosen);
  if (!hashed.accepted) throw new Error(hashed.refusal.message);
  const created = await inTransaction(database, async (tx) => {
    await tx.query(TAKE_TURN);
    if (await hasChief(tx)) return false;
    const accountId = await insertAccount(tx, {
      email,
      name: "Administrator",
      passwordHash: hashed.value,
      roles: ROLES,
    });
    if (accountId === undefined)
      throw new Error(`ADMIN_EMAIL: ${email} belongs to an account that is no active administrator`);
    return true;
  });
  return created ? { email, password: password === undefined ? chosen : undefined } : undefined;
}

async function hasChief(database: Queryable): Promise<boolean> {
  const { rows } = await database.query<{ found: boolean }>(HAS_CHIEF);
  return rows[0]?.found === true;
}
