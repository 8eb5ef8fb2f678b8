import type { HotelName } from "./intended_booking.ts";
import type { TypePlan } from "./room_counts.ts";

const CITIES: Readonly<Record<HotelName, string>> = { City: "Lisbon", Resort: "Albufeira" };

/** One of the two hotels as `POST /v1/hotels` takes it. */
export function hotelBody(hotel: HotelName, organisationId: number) {
  return {
    organisation_id: organisationId,
    name: `${hotel} Hotel`,
    address: "Portugal",
    city: CITIES[hotel],
    country: "PT",
    time_zone: "Europe/Lisbon",
    currency: "EUR",
  };
}

/** A room type as `POST /v1/hotels/{id}/room-types` takes it, without its rooms. */
export function roomTypeBody({ type, maxOccupancy, basePriceMinor }: TypePlan) {
  return { name: type, max_occupancy: maxOccupancy, price_per_night: basePriceMinor / 100 };
}

/** The numbers of its rooms: A001, A002, ... */
export function roomNumbers({ type, rooms }: TypePlan): string[] {
  return Array.from({ length: rooms }, (_, index) => `${type}${String(index + 1).padStart(3, "0")}`);
}
