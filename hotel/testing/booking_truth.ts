import type { Database, Queryable } from "../database/database.ts";
import { spareRooms } from "../inventory/room_night.ts";
import { offersFor } from "../rates/offers.ts";
import type { Buyer, Party } from "../rates/stay_ask.ts";
import { seeRates, type RatesSeen } from "../reservations/seen_rates.ts";
import { businessDate } from "../vocabulary/business_date.ts";
import type { MinorUnits } from "../vocabulary/money.ts";
import type { Night } from "../vocabulary/night.ts";

/** What is asked of every hotel of a city. */
export interface TruthAsked {
  readonly city: string;
  readonly arrivals: readonly Night[];
  readonly length: number;
  /** One for each room. */
  readonly parties: readonly Party[];
  readonly buyer: Buyer;
  readonly horizonDays: number;
}

/** The cheapest that a hotel has. */
export interface TrueOffer {
  readonly hotelId: number;
  readonly arrival: Night;
  readonly totalMinor: MinorUnits;
}

const HOTELS = "SELECT hotel_id FROM hotel WHERE city = $1 AND status = 'active' ORDER BY hotel_id";
const NONE = Number.POSITIVE_INFINITY;

/** What each hotel of a city has for the guests, by the tables and the functions that bookings use, and by trying every way. */
export async function trueOffers(database: Database, asked: TruthAsked): Promise<TrueOffer[]> {
  const found: TrueOffer[] = [];
  for (const hotelId of await hotelsOf(database.pool, asked.city)) {
    let best: TrueOffer | undefined;
    for (const arrival of asked.arrivals) {
      const totalMinor = await cheapest(database, hotelId, arrival, asked);
      if (totalMinor < (best?.totalMinor ?? NONE)) best = { hotelId, arrival, totalMinor };
    }
    if (best !== undefined) found.push(best);
  }
  return found;
}

async function hotelsOf(db: Queryable, city: string): Promise<number[]> {
  const { rows } = await db.query<{ hotel_id: number }>(HOTELS, [city]);
  return rows.map((row) => row.hotel_id);
}

async function cheapest(database: Database, hotelId: number, arrival: Night, asked: TruthAsked): Promise<MinorUnits> {
  const { length, parties, buyer, horizonDays } = asked;
  const departure = arrival + length;
  const seen = await seeRates(database, { hotelId, from: arrival, to: departure });
  const [first] = seen.types;
  if (first === undefined) return NONE;
  const today = businessDate(first.hotel, seen.now);
  if (arrival < today || departure > today + horizonDays) return NONE;
  const types = seen.types.filter(({ roomType }) => roomType.status === "active");
  const free = types.map(({ roomType }) => freeRooms(seen, roomType.roomTypeId, arrival, departure));
  const costs = parties.map((party) =>
    types.map(({ roomType: { roomTypeId, maxOccupancy } }) => {
      if (party.adults + party.childAges.length > maxOccupancy) return NONE;
      const [offer] = offersFor(seen.facts, { roomTypeId, dates: { arrival, departure }, party }, buyer);
      return offer?.totalMinor ?? NONE;
    }),
  );
  return cheapestWay(costs, free);
}

function freeRooms({ ledger }: RatesSeen, roomTypeId: number, from: Night, to: Night): number {
  let least = NONE;
  for (let night = from; night < to; night += 1) {
    const row = ledger.night(roomTypeId, night);
    least = Math.min(least, row === undefined || row.closed ? 0 : spareRooms(row));
  }
  return least;
}

/** Every party in every type. */
function cheapestWay([costs, ...others]: readonly (readonly number[])[], free: readonly number[]): number {
  if (costs === undefined) return 0;
  let best = NONE;
  for (const [type, cost] of costs.entries()) {
    if ((free[type] ?? 0) < 1 || cost === NONE) continue;
    const left = free.map((rooms, place) => (place === type ? rooms - 1 : rooms));
    best = Math.min(best, cost + cheapestWay(others, left));
  }
  return best;
}
