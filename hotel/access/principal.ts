import type { Actor } from "../vocabulary/actor.ts";

/** What a member of staff may be. */
export type Role = "front_desk" | "manager" | "administrator";

/**
 * A role and where it holds: one hotel, all hotels of an organisation (`hotelId` null), or the whole installation
 * (`organisationId` null as well).
 */
export interface RoleGrant {
  readonly organisationId: number | null;
  readonly hotelId: number | null;
  readonly role: Role;
}

/** Nobody signed in: the public site, a guest who books without an account. */
export interface AnonymousPrincipal {
  readonly kind: "anonymous";
}

/** The holder of one booking's manage token. */
export interface BookingPrincipal {
  readonly kind: "booking";
  readonly reservationId: string;
}

/** Somebody who signed in with e-mail and password. */
export interface StaffPrincipal {
  readonly kind: "staff";
  readonly accountId: number;
  readonly roles: readonly RoleGrant[];
}

/** A program with an API key of one organisation, perhaps of one hotel only. */
export interface PartnerPrincipal {
  readonly kind: "partner";
  readonly apiKeyId: number;
  readonly organisationId: number;
  readonly hotelId: number | null;
  readonly scopes: readonly string[];
}

/** On whose behalf a request is made. */
export type Principal = AnonymousPrincipal | BookingPrincipal | StaffPrincipal | PartnerPrincipal;

/** The one value for requests without credentials. */
export const ANONYMOUS: AnonymousPrincipal = { kind: "anonymous" };

/**
 * Whose idempotency keys and rate limits these are: `public`, `booking:<reservation id>`, `staff:<account id>` or
 * `partner:<API key id>`. Two principals may use the same key for different things.
 */
export function scopeOf(principal: Principal): string {
  switch (principal.kind) {
    case "anonymous":
      return "public";
    case "booking":
      return `booking:${principal.reservationId}`;
    case "staff":
      return `staff:${principal.accountId}`;
    case "partner":
      return `partner:${principal.apiKeyId}`;
  }
}

/** The principal as events and the audit trail name it: ids only. */
export function actorOf(principal: Principal, requestId: string): Actor {
  switch (principal.kind) {
    case "anonymous":
    case "booking":
      return { who: "guest", via: "web", requestId };
    case "staff":
      return { who: scopeOf(principal), via: "desk", requestId };
    case "partner":
      return { who: scopeOf(principal), via: "partner", requestId };
  }
}
