import { accept, refuse } from "../vocabulary/refusal.ts";
import type { Decision } from "../vocabulary/refusal.ts";
import type { Account } from "./accounts.ts";
import { may } from "./permissions.ts";
import type { Principal, RoleGrant } from "./principal.ts";

/** What is asked to become of an account; what is absent stays. */
export interface AccountChange {
  readonly name?: string;
  readonly status?: Account["status"];
  readonly roles?: readonly RoleGrant[];
  readonly passwordHash?: string;
}

/** What becomes of it. */
export interface AccountOutcome {
  readonly name: string;
  readonly status: Account["status"];
  readonly roles: readonly RoleGrant[];
  readonly passwordHash: string | undefined;
  /** Whether the tokens given out so far die. */
  readonly endsSessions: boolean;
}

/** Nobody gives a role where they may not appoint people themselves, so nobody can rise by appointing. */
export function mayGrantAll(principal: Principal, roles: readonly RoleGrant[]): Decision<true> {
  for (const role of roles) {
    const decision = may(principal, "user.write", role);
    if (!decision.accepted) return decision;
  }
  return accept(true);
}

/** Whether the principal may know of the account: their own, or one with a role where they may read users. */
export function maySeeAccount(principal: Principal, account: Pick<Account, "accountId" | "roles">): boolean {
  if (principal.kind !== "staff") return false;
  if (principal.accountId === account.accountId) return true;
  if (may(principal, "user.read", { organisationId: null, hotelId: null }).accepted) return true;
  return visibleRoles(principal, account.roles).length > 0;
}

/** The roles of somebody else that the principal may know of. */
export function visibleRoles(principal: Principal, roles: readonly RoleGrant[]): readonly RoleGrant[] {
  return roles.filter((role) => may(principal, "user.read", role).accepted);
}

/**
 * Decides a change of an account. Roles that the principal does not govern stay as they are. Name, status and password belong to
 * the whole person: only who governs all their roles may change them, or an administrator of one hotel could take over the account
 * of another's.
 */
export function decideAccountChange(
  principal: Principal,
  account: Account,
  change: AccountChange,
): Decision<AccountOutcome> {
  const { roles, ...personal } = change;
  const asked = roles ?? governedRoles(principal, account.roles);
  const grants = mayGrantAll(principal, differing(asked, account.roles));
  if (!grants.accepted) return grants;
  if (Object.keys(personal).length > 0) {
    const whole = mayGrantAll(principal, account.roles.length > 0 ? account.roles : [NOWHERE]);
    if (!whole.accepted) return whole;
  }
  return accept({
    name: change.name ?? account.name,
    status: change.status ?? account.status,
    roles: [
      ...account.roles.filter((role) => !governs(principal, role)),
      ...asked.filter((role) => governs(principal, role)),
    ],
    passwordHash: change.passwordHash,
    endsSessions: change.passwordHash !== undefined || (change.status === "disabled" && account.status === "active"),
  });
}

/** Whether the account, as it is or would be, may do everything everywhere. */
export function isChief({ status, roles }: Pick<Account, "status" | "roles">): boolean {
  return status === "active" && roles.some((role) => role.role === "administrator" && role.organisationId === null);
}

/** The refusal that keeps an installation from losing its last administrator. */
export function lastChief(): ReturnType<typeof refuse> {
  return refuse("in_use", "This is the last active administrator of the installation: appoint another one first.");
}

/** An account without roles belongs to the installation. */
const NOWHERE: RoleGrant = { organisationId: null, hotelId: null, role: "administrator" };

function governs(principal: Principal, role: RoleGrant): boolean {
  return may(principal, "user.write", role).accepted;
}

function governedRoles(principal: Principal, roles: readonly RoleGrant[]): readonly RoleGrant[] {
  return roles.filter((role) => governs(principal, role));
}

/** Roles asked for that are not there yet. Those that go are governed, or they would stay. */
function differing(asked: readonly RoleGrant[], present: readonly RoleGrant[]): RoleGrant[] {
  return asked.filter((role) => !present.some((other) => isSame(role, other)));
}

function isSame(one: RoleGrant, other: RoleGrant): boolean {
  return one.organisationId === other.organisationId && one.hotelId === other.hotelId && one.role === other.role;
}
