import type { Action } from "../access/permissions.ts";
import { actorOf } from "../access/principal.ts";
import type { Database } from "../database/database.ts";
import type { PrincipalRequest } from "../http/changing_call.ts";
import { readIfMatch } from "../http/if_match.ts";
import type { Actor } from "../vocabulary/actor.ts";
import { accept, type Decision } from "../vocabulary/refusal.ts";
import { mayInHotel } from "./permission.ts";

/**
 * Who changes what they have read of a hotel: may they, and which version have they read? Refuses as {@link mayInHotel}
 * does, with `version_required` and with `invalid_request`.
 */
export async function readChange(
  database: Database,
  request: PrincipalRequest,
  hotelId: number,
  action: Action = "hotel.write",
): Promise<Decision<{ readonly version: number; readonly by: Actor }>> {
  const allowed = await mayInHotel(database.pool, request.principal, action, hotelId);
  if (!allowed.accepted) return allowed;
  const version = readIfMatch(request.headers["if-match"]);
  return version.accepted ? accept({ version: version.value, by: actorOf(request.principal, request.id) }) : version;
}
