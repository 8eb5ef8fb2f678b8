import { formatNight, type Night } from "../../hotel/vocabulary/night.ts";
import type { WorldPlan } from "../bench/world.ts";
import { roomTypeIdOf } from "../load/bookings.ts";
import type { Draw } from "../load/random.ts";
import type { JsonCall } from "./json_client.ts";

/** A reservation, and what its guest manages it with. */
export interface Booked {
  readonly reservationId: string;
  readonly token: string;
}

const LONGEST_STAY = 3;
/** Nights at both ends that nobody asks for: a day may end while the soak runs, and the horizon lies a little before the last night. */
const MARGIN = 3;

/** A room somewhere in the world for 1 to 3 nights; keys are never used twice. */
export function roomCall(draw: Draw, world: WorldPlan, key: string, hold: boolean): JsonCall {
  const hotelId = 1 + draw(world.hotels);
  const roomTypeId = roomTypeIdOf(hotelId, 1 + draw(world.typesPerHotel), world.typesPerHotel);
  const body = { hotel_id: hotelId, room_type_id: roomTypeId, ...datesIn(draw, world), idempotency_key: key };
  return { method: "POST", path: "/v1/reservations", body: hold ? { ...body, hold } : body };
}

/** A look at what is free in the city of all hotels. */
export function searchCall(draw: Draw, world: WorldPlan): JsonCall {
  const { start_date, end_date } = datesIn(draw, world);
  const stay = `check_in=${start_date}&check_out=${end_date}&guests=2`;
  return { method: "GET", path: `/v1/hotels/availability?city=Lisbon&${stay}` };
}

/** The guest of a hold decides to come. */
export function confirmCall({ reservationId, token }: Booked): JsonCall {
  return { method: "POST", path: `/v1/reservations/${reservationId}/confirmation`, token };
}

/** The guest does not come. */
export function cancelCall({ reservationId, token }: Booked): JsonCall {
  return { method: "DELETE", path: `/v1/reservations/${reservationId}`, token };
}

function datesIn(draw: Draw, { firstNight, nights }: WorldPlan): { start_date: string; end_date: string } {
  const arrival: Night = firstNight + MARGIN + draw(nights - 2 * MARGIN - LONGEST_STAY);
  return { start_date: formatNight(arrival), end_date: formatNight(arrival + 1 + draw(LONGEST_STAY)) };
}
