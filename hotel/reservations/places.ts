import type { Queryable } from "../database/database.ts";
import { may, type Action } from "../access/permissions.ts";
import type { Principal } from "../access/principal.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import { hotelOfReservation } from "../vocabulary/identity.ts";
import type { ReservationName } from "./reading.ts";

const MOST_KEPT = 100_000;

/** Whose hotels are: a hotel never changes its organisation, so what was read once is kept. */
export class HotelPlaces {
  readonly #db: Queryable;
  readonly #organisations = new Map<number, number>();

  constructor(db: Queryable) {
    this.#db = db;
  }

  /** The organisation of a hotel; undefined when there is no such hotel. */
  async organisationOf(hotelId: number): Promise<number | undefined> {
    const known = this.#organisations.get(hotelId);
    if (known !== undefined) return known;
    const { rows } = await this.#db.query<{ organisation_id: number }>({
      name: "organisation_of_hotel",
      text: "SELECT organisation_id FROM hotel WHERE hotel_id = $1",
      values: [hotelId],
    });
    const organisationId = rows[0]?.organisation_id;
    if (organisationId !== undefined && this.#organisations.size < MOST_KEPT)
      this.#organisations.set(hotelId, organisationId);
    return organisationId;
  }

  /** Whether the principal may do this in the hotel. */
  async mayAt(principal: Principal, action: Action, hotelId: number): Promise<Decision<true>> {
    const organisationId = await this.organisationOf(hotelId);
    if (organisationId === undefined) return refuse("not_found", `There is no hotel ${hotelId}.`);
    return may(principal, action, { organisationId, hotelId });
  }

  /** Whether the principal may do this to the reservation: what somebody may not see is not found. */
  async mayTo(principal: Principal, action: Action, reservationId: string): Promise<Decision<ReservationName>> {
    const hotelId = hotelOfReservation(reservationId);
    const organisationId = hotelId === undefined ? undefined : await this.organisationOf(hotelId);
    if (hotelId === undefined || organisationId === undefined) {
      return refuse("not_found", "There is no such reservation, or these credentials may not see it.");
    }
    const allowed = may(principal, action, { organisationId, hotelId, reservationId });
    return allowed.accepted ? accept({ hotelId, reservationId }) : allowed;
  }
}
