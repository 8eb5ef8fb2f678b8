import type { Queryable } from "../database/database.ts";
import { appendEvents } from "../events/outbox.ts";
import type { Actor } from "../vocabulary/actor.ts";
import { accept, type Decision } from "../vocabulary/refusal.ts";
import { invalidFields } from "./field_error.ts";
import { GIVEN_HOTEL, HOTEL_COLUMNS, HOTEL_FIELDS, type HotelRow } from "./hotel_row.ts";
import { checkHotel, withDefaults } from "./hotel_rules.ts";
import type { HotelFields, NewHotel } from "./schemas.ts";

type Created = HotelRow & { readonly at: Date };

// KEY SHARE: the organisation cannot vanish between this statement and its foreign key.
const INSERT_HOTEL = `
  INSERT INTO hotel (organisation_id, ${HOTEL_FIELDS})
  SELECT organisation.organisation_id, given.*
  FROM ${GIVEN_HOTEL},
    (SELECT organisation_id FROM organisation WHERE organisation_id = $2 FOR KEY SHARE) AS organisation
  RETURNING ${HOTEL_COLUMNS}, hotel_now() AS at`;

/**
 * Enters a hotel, without rooms yet. Refusals: `invalid_request` for fields that break a rule or an organisation
 * that does not exist. Takes no lock that a booking waits for.
 */
export async function createHotel(tx: Queryable, hotel: NewHotel, by: Actor): Promise<Decision<HotelRow>> {
  const checked = checkHotel(withDefaults(hotel));
  if (!checked.accepted) return checked;
  const created = await insertHotel(tx, checked.value, hotel.organisation_id);
  if (created === undefined) return noSuchOrganisation(hotel.organisation_id);
  const { at, ...row } = created;
  await appendEvents(tx, [
    { hotelId: row.hotel_id, type: "hotel.created", data: { version: row.version }, actor: by, at },
  ]);
  return accept(row);
}

async function insertHotel(tx: Queryable, fields: HotelFields, organisationId: number): Promise<Created | undefined> {
  const { rows } = await tx.query<Created>(INSERT_HOTEL, [JSON.stringify(fields), organisationId]);
  return rows[0];
}

function noSuchOrganisation(organisationId: number): ReturnType<typeof invalidFields> {
  const message = `There is no organisation ${organisationId}.`;
  return invalidFields([{ field: "/organisation_id", rule: "exists", message }]);
}
