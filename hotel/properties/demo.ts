import { americanAndAsianHotels } from "./demo_far.ts";
import { europeanHotels } from "./demo_europe.ts";
import type { NewHotel, NewRoomType } from "./schemas.ts";

/** A room type of the demo with its rooms. */
export interface DemoRoomType extends NewRoomType {
  /** Unique within the hotel. */
  readonly room_numbers: readonly string[];
}

/** A hotel of the demo: invented, in a real place. */
export interface DemoHotel {
  readonly hotel: Omit<NewHotel, "organisation_id">;
  readonly room_types: readonly DemoRoomType[];
}

/** The organisation that owns the hotels of the demo. */
export const DEMO_ORGANISATION = "Lastroom Demo Hotels";

/** The hotels of the demo, in the order in which they are entered. Nothing in them depends on a date. */
export function demoWorld(): readonly DemoHotel[] {
  return [...europeanHotels, ...americanAndAsianHotels];
}
