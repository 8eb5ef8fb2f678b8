import { coverageOf, may, type Action } from "../access/permissions.ts";
import type { Principal } from "../access/principal.ts";
import type { Queryable } from "../database/database.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import { invalidFields } from "./field_error.ts";

/** A hotel and whose it is. */
export interface HotelPlace {
  readonly organisationId: number;
  readonly hotelId: number;
}

const SELECT_PLACE = "SELECT organisation_id FROM hotel WHERE hotel_id = $1";

const SELECT_TWO_ORGANISATIONS = "SELECT organisation_id FROM organisation ORDER BY organisation_id LIMIT 2";

/**
 * Whether the principal may do this in the hotel. Refusals: `unauthenticated`, `forbidden`, and `not_found` without
 * the hotel.
 */
export async function mayInHotel(
  db: Queryable,
  principal: Principal,
  action: Action,
  hotelId: number,
): Promise<Decision<HotelPlace>> {
  const organisationId = await organisationOfHotel(db, hotelId);
  if (organisationId === undefined) return absentHotel(principal, action, hotelId);
  const allowed = may(principal, action, { organisationId, hotelId });
  return allowed.accepted ? accept({ organisationId, hotelId }) : allowed;
}

/** Whose hotel it is; undefined without the hotel. */
export async function organisationOfHotel(db: Queryable, hotelId: number): Promise<number | undefined> {
  const { rows } = await db.query<{ organisation_id: number }>(SELECT_PLACE, [hotelId]);
  return rows[0]?.organisation_id;
}

/**
 * The organisation that the principal enters a hotel for: the one wanted, else the only one they may write to.
 * Refuses with `invalid_request` when there are several to choose from.
 */
export async function organisationFor(
  db: Queryable,
  principal: Principal,
  wanted: number | undefined,
): Promise<Decision<number>> {
  const candidates = wanted === undefined ? await writableOrganisations(db, principal) : [wanted];
  const [only, another] = candidates;
  if (only === undefined || another !== undefined) {
    const refused = may(principal, "hotel.write", { organisationId: null, hotelId: null });
    return candidates.length === 0 && !refused.accepted ? refused : organisationRequired();
  }
  const allowed = may(principal, "hotel.write", { organisationId: only, hotelId: null });
  return allowed.accepted ? accept(only) : allowed;
}

/** Those who may see no hotel as its staff learn no more from this than from the public list of hotels. */
function absentHotel(principal: Principal, action: Action, hotelId: number): Decision<never> {
  const refused = may(principal, action, { organisationId: null, hotelId: null });
  if (!refused.accepted && refused.refusal.code === "unauthenticated") return refused;
  return refuse("not_found", `There is no hotel ${hotelId}.`);
}

async function writableOrganisations(db: Queryable, principal: Principal): Promise<number[]> {
  const coverage = coverageOf(principal, "hotel.write");
  if (coverage === "everywhere") {
    const { rows } = await db.query<{ organisation_id: number }>(SELECT_TWO_ORGANISATIONS);
    return rows.map((row) => row.organisation_id);
  }
  const whole = coverage.filter(({ hotelId }) => hotelId === null);
  return [...new Set(whole.map(({ organisationId }) => organisationId))];
}

function organisationRequired(): ReturnType<typeof invalidFields> {
  const message = "organisation_id is required: there is not exactly one organisation to choose.";
  return invalidFields([{ field: "/organisation_id", rule: "required", message }]);
}
