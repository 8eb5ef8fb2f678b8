import { accept, refuse } from "../vocabulary/refusal.ts";
import type { Decision } from "../vocabulary/refusal.ts";
import type { Principal, Role, RoleGrant } from "./principal.ts";

/** Everything that somebody may be allowed to do. */
export type Action =
  | "organisation.write"
  | "hotel.read"
  | "hotel.write"
  | "inventory.read"
  | "inventory.write"
  | "rates.read"
  | "rates.write"
  | "reservation.create"
  | "reservation.read"
  | "reservation.write"
  | "reservation.desk"
  | "reservation.force"
  | "user.read"
  | "user.write"
  | "api_key.read"
  | "api_key.write"
  | "operations.read"
  | "operations.verify"
  | "operations.clock"
  | "exchange_rate.write";

/** What an API key may carry. */
export type Scope =
  | "hotel.read"
  | "hotel.write"
  | "inventory.read"
  | "inventory.write"
  | "rates.read"
  | "rates.write"
  | "reservation.read"
  | "reservation.write"
  | "reservation.desk"
  | "reservation.force";

/** Where an action happens: in a hotel, in an organisation (`hotelId` null), or in all of it (both null). */
export interface Place {
  readonly organisationId: number | null;
  readonly hotelId: number | null;
  /** The booking it concerns, when it concerns one that exists. */
  readonly reservationId?: string;
}

/** The place of what belongs to no organisation: verifying all counters, moving the clock. */
export const INSTALLATION: Place = { organisationId: null, hotelId: null };

const FRONT_DESK: readonly Action[] = [
  "hotel.read",
  "inventory.read",
  "rates.read",
  "reservation.create",
  "reservation.read",
  "reservation.write",
  "reservation.desk",
];
const MANAGER: readonly Action[] = [
  ...FRONT_DESK,
  "hotel.write",
  "inventory.write",
  "rates.write",
  "reservation.force",
  "user.read",
  "operations.read",
  "operations.verify",
];
const ADMINISTRATOR: readonly Action[] = [
  ...MANAGER,
  "organisation.write",
  "user.write",
  "api_key.read",
  "api_key.write",
  "operations.clock",
  "exchange_rate.write",
];

/** What each role may do where it holds. */
export const actionsOfRole: Readonly<Record<Role, ReadonlySet<Action>>> = {
  front_desk: new Set(FRONT_DESK),
  manager: new Set(MANAGER),
  administrator: new Set(ADMINISTRATOR),
};

/** What each scope of an API key allows. Accounts, keys and operations are for people: no key reaches them. */
export const actionsOfScope: Readonly<Record<Scope, ReadonlySet<Action>>> = {
  "hotel.read": new Set<Action>(["hotel.read"]),
  "hotel.write": new Set<Action>(["hotel.read", "hotel.write"]),
  "inventory.read": new Set<Action>(["inventory.read"]),
  "inventory.write": new Set<Action>(["inventory.read", "inventory.write"]),
  "rates.read": new Set<Action>(["rates.read"]),
  "rates.write": new Set<Action>(["rates.read", "rates.write"]),
  "reservation.read": new Set<Action>(["reservation.read"]),
  "reservation.write": new Set<Action>(["reservation.create", "reservation.read", "reservation.write"]),
  "reservation.desk": new Set<Action>(["reservation.read", "reservation.desk"]),
  "reservation.force": new Set<Action>(["reservation.force"]),
};

/** What the holder of a manage token may do with that one booking: read, confirm, change and cancel it. */
const actionsOnOwnBooking: ReadonlySet<Action> = new Set<Action>(["reservation.read", "reservation.write"]);

/** What anybody may do: booking needs no account. */
const publicActions: ReadonlySet<Action> = new Set<Action>(["reservation.create"]);

/**
 * Whether the principal may do this here. Refusals: `unauthenticated` without credentials, `forbidden` naming the missing
 * role or scope, and `not_found` for a booking that the principal may not even see: whether it exists is nobody else's business.
 */
export function may(principal: Principal, action: Action, place: Place): Decision<true> {
  if (isAllowed(principal, action, place)) return accept(true);
  if (place.reservationId !== undefined && !isAllowed(principal, "reservation.read", place)) {
    return refuse("not_found", "There is no such reservation, or these credentials may not see it.");
  }
  if (principal.kind === "anonymous") return refuse("unauthenticated", `This needs a sign-in that allows ${action}.`);
  return refuse("forbidden", `This needs ${missing(principal, action)}.`);
}

/** Where a principal may do something: everywhere, or in these organisations and hotels; for the WHERE of a listing. */
export type Coverage = "everywhere" | readonly { readonly organisationId: number; readonly hotelId: number | null }[];

/** The places in which the principal may do this; an empty list when nowhere. */
export function coverageOf(principal: Principal, action: Action): Coverage {
  if (principal.kind === "partner") {
    return allowsByScope(principal.scopes, action)
      ? [{ organisationId: principal.organisationId, hotelId: principal.hotelId }]
      : [];
  }
  if (principal.kind !== "staff") return [];
  const grants = principal.roles.filter((grant) => actionsOfRole[grant.role].has(action));
  if (grants.some((grant) => grant.organisationId === null)) return "everywhere";
  return grants.flatMap(({ organisationId, hotelId }) =>
    organisationId === null ? [] : [{ organisationId, hotelId }],
  );
}

/** Whether the text is a scope that an API key may carry. */
export function isScope(text: string): text is Scope {
  return Object.hasOwn(actionsOfScope, text);
}

function isAllowed(principal: Principal, action: Action, place: Place): boolean {
  if (publicActions.has(action)) return true;
  switch (principal.kind) {
    case "anonymous":
      return false;
    case "booking":
      return place.reservationId === principal.reservationId && actionsOnOwnBooking.has(action);
    case "staff":
      return principal.roles.some((grant) => covers(grant, place) && actionsOfRole[grant.role].has(action));
    case "partner":
      return covers(principal, place) && allowsByScope(principal.scopes, action);
  }
}

/** A grant for a hotel does not reach what belongs to the organisation as a whole, nor one for an organisation the installation. */
function covers(grant: Pick<RoleGrant, "organisationId" | "hotelId">, place: Place): boolean {
  if (grant.organisationId === null) return true;
  if (grant.organisationId !== place.organisationId) return false;
  return grant.hotelId === null || grant.hotelId === place.hotelId;
}

function allowsByScope(scopes: readonly string[], action: Action): boolean {
  return scopes.some((scope) => isScope(scope) && actionsOfScope[scope].has(action));
}

function missing(principal: Principal, action: Action): string {
  if (principal.kind === "partner") {
    const scopes = Object.keys(actionsOfScope).filter((scope) => allowsByScope([scope], action));
    return scopes.length === 0
      ? "a member of staff; no API key may do it"
      : `an API key with ${scopes.join(" or ")} here`;
  }
  const roles = (Object.keys(actionsOfRole) as Role[]).filter((role) => actionsOfRole[role].has(action));
  return `the role ${roles.join(" or ")} here`;
}
