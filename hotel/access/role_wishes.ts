import { accept, refuse } from "../vocabulary/refusal.ts";
import type { Decision } from "../vocabulary/refusal.ts";
import type { RoleGrant } from "./principal.ts";
import type { NewUser } from "./schemas.ts";

/** The organisation of a hotel, undefined when there is no such hotel: the hotels belong to another module, which tells. */
export type FindOrganisation = (hotelId: number) => Promise<number | undefined>;

/** A place as callers name it. */
export interface PlaceWish {
  readonly organisation_id?: number;
  readonly hotel_id?: number;
}

/** The place meant: a hotel stands in its organisation. Refuses (`invalid_request`) a hotel that does not exist or not there. */
export async function resolvePlace(
  wish: PlaceWish,
  field: string,
  findOrganisation: FindOrganisation,
): Promise<Decision<{ organisationId: number | null; hotelId: number | null }>> {
  const { organisation_id: organisationId, hotel_id: hotelId } = wish;
  if (hotelId === undefined) return accept({ organisationId: organisationId ?? null, hotelId: null });
  const found = await findOrganisation(hotelId);
  if (found !== undefined && found === (organisationId ?? found)) return accept({ organisationId: found, hotelId });
  const message = "there is no such hotel there";
  return refuse("invalid_request", `${field}/hotel_id: ${message}.`, {
    errors: [{ field: `${field}/hotel_id`, rule: "exists", message }],
  });
}

/** The roles meant by a request, each once. */
export async function resolveRoles(
  wishes: NewUser["roles"],
  findOrganisation: FindOrganisation,
): Promise<Decision<RoleGrant[]>> {
  const grants = new Map<string, RoleGrant>();
  for (const [index, wish] of wishes.entries()) {
    const place = await resolvePlace(wish, `/roles/${index}`, findOrganisation);
    if (!place.accepted) return place;
    const grant = { ...place.value, role: wish.role };
    grants.set(JSON.stringify(grant), grant);
  }
  return accept([...grants.values()]);
}
