import type { HotelPlace } from "./places.ts";
import { mixed, roomTypeIdIn, type SearchWorldPlan } from "./plan.ts";

/** A hotel of the world. Every hotel sells in euros, so that prices can be compared without an exchange rate. */
export interface WorldHotel extends HotelPlace {
  readonly hotelId: number;
  /** 1 to 5; null: none. */
  readonly stars: number | null;
  readonly amenities: readonly string[];
}

/** A room type of the world. */
export interface WorldType {
  readonly hotelId: number;
  readonly roomTypeId: number;
  readonly name: string;
  readonly maxOccupancy: number;
  readonly basePriceMinor: number;
}

const AMENITIES = ["wifi", "pool", "parking", "breakfast", "spa", "gym", "bar", "pets", "beach", "air conditioning"];
/** How many sleep in a room of a type, in turn; most rooms are for two. */
const OCCUPANCIES = [2, 2, 1, 2, 3, 2, 4, 2, 2, 6];
const CHEAPEST_MINOR = 3_500;
const DEAREST_MINOR = 22_000;

/** The hotels of the world, numbered from 1. */
export function worldHotels(plan: SearchWorldPlan, places: readonly HotelPlace[]): WorldHotel[] {
  return places.slice(0, plan.hotels).map((place, index) => {
    const bits = mixed(plan.seed, index, 0, 5);
    const stars = (bits & 7) === 0 ? null : 1 + ((bits >>> 3) % 5);
    const amenities = AMENITIES.filter((_, place) => ((bits >>> (6 + place)) & 1) === 1);
    return { ...place, hotelId: index + 1, stars, amenities };
  });
}

/** The room types of one hotel: dearer ones for more guests, in a house that is cheap or dear as a whole. */
export function worldTypes(plan: SearchWorldPlan, hotelId: number): WorldType[] {
  const level = CHEAPEST_MINOR + (mixed(plan.seed, hotelId, 0, 6) % (DEAREST_MINOR - CHEAPEST_MINOR));
  return Array.from({ length: plan.typesPerHotel }, (_, index) => {
    const maxOccupancy = OCCUPANCIES[index % OCCUPANCIES.length] ?? 2;
    const factor = 70 + 15 * maxOccupancy + (mixed(plan.seed, hotelId, index, 7) % 80);
    return {
      hotelId,
      roomTypeId: roomTypeIdIn(plan, hotelId, index + 1),
      name: `Type ${index + 1}`,
      maxOccupancy,
      basePriceMinor: Math.round((level * factor) / 100),
    };
  });
}
