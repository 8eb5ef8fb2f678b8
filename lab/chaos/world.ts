import type { Database } from "../../hotel/database/database.ts";
import { appendEvents } from "../../hotel/events/outbox.ts";
import { openHotel } from "../../hotel/testing/world.ts";
import { systemActor } from "../../hotel/vocabulary/actor.ts";
import type { Night } from "../../hotel/vocabulary/night.ts";
import type { ContestedRates } from "./rates/contested_rates.ts";
import { enterRates } from "./rates/enter_rates.ts";

/** A small hotel that many want. */
export interface ContestedHotel {
  readonly hotelId: number;
  /** Searched by: no other hotel is there. */
  readonly city: string;
  readonly types: readonly ContestedType[];
  /** The nights that are asked for, `[firstNight, firstNight + nights)`. */
  readonly firstNight: Night;
  readonly nights: number;
  /** Undefined: it sells at base prices and restricts nothing. */
  readonly rates?: ContestedRates;
}

/** A room type of it. */
export interface ContestedType {
  readonly roomTypeId: number;
  readonly rooms: number;
}

const ROOMS = [3, 4];
const NIGHTS = 10;
/** Away from the business date, which may roll during a run. */
const DAYS_AHEAD = 3;

/** Enters so many hotels of two room types with few rooms; every second one has a rate book. */
export async function openWorld(database: Database, hotels: number): Promise<ContestedHotel[]> {
  const world: ContestedHotel[] = [];
  for (let number = 1; number <= hotels; number += 1) {
    const { hotelId, types, today } = await openHotel(database, { rooms: ROOMS, nights: DAYS_AHEAD + NIGHTS + 5 });
    const city = `Contested ${number}`;
    await database.pool.query("UPDATE hotel SET city = $2 WHERE hotel_id = $1", [hotelId, city]);
    await tellOf(database, hotelId);
    const firstNight = today + DAYS_AHEAD;
    const roomTypeIds = types.map(({ roomTypeId }) => roomTypeId);
    const rates = number % 2 === 0 ? await enterRates(database, { hotelId, roomTypeIds, firstNight }) : undefined;
    world.push({
      hotelId,
      city,
      types: types.map(({ roomTypeId, roomIds }) => ({ roomTypeId, rooms: roomIds.length })),
      firstNight,
      nights: NIGHTS,
      ...(rates === undefined ? {} : { rates }),
    });
  }
  return world;
}

/** The nodes run already: their search learns of hotels from the ledger. */
function tellOf({ pool }: Database, hotelId: number): Promise<void> {
  const actor = systemActor("chaos");
  return appendEvents(pool, [{ hotelId, type: "hotel.created", data: { version: 1 }, actor, at: new Date() }]);
}
