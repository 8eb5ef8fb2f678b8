import type { Database, Queryable } from "../database/database.ts";
import { spareRooms } from "../inventory/room_night.ts";
import { offersFor } from "../rates/offers.ts";
import type { Buyer, Party } from "../rates/stay_ask.ts";
import { countedAs, withSold, type CountedStay } from "../reservations/decisions/sold_beside.ts";
import { seeRates, type RatesSeen } from "../reservations/seen_rates.ts";
import { businessDate } from "../vocabulary/business_date.ts";
import type { MinorUnits } from "../vocabulary/money.ts";
import type { Night, StayDates } from "../vocabulary/night.ts";

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
  const dates = { arrival, departure };
  const sleeps = types.map(({ roomType }) => ({ roomTypeId: roomType.roomTypeId, most: roomType.maxOccupancy }));
  return cheapestWay({ seen, dates, buyer, types: sleeps }, parties, free, []);
}

function freeRooms({ ledger }: RatesSeen, roomTypeId: number, from: Night, to: Night): number {
  let least = NONE;
  for (let night = from; night < to; night += 1) {
    const row = ledger.night(roomTypeId, night);
    least = Math.min(least, row === undefined || row.closed ? 0 : spareRooms(row));
  }
  return least;
}

interface Ways {
  readonly seen: RatesSeen;
  readonly dates: StayDates;
  readonly buyer: Buyer;
  readonly types: readonly { readonly roomTypeId: number; readonly most: number }[];
}

/** Every party in every type under every plan that the rooms before it leave, as the booking counts them. */
function cheapestWay(
  ways: Ways,
  [party, ...others]: readonly Party[],
  free: readonly number[],
  taken: readonly CountedStay[],
): MinorUnits {
  if (party === undefined) return 0;
  const { seen, dates, buyer } = ways;
  const facts = withSold(seen.facts, taken);
  let best = NONE;
  for (const [type, { roomTypeId, most }] of ways.types.entries()) {
    if ((free[type] ?? 0) < 1 || party.adults + party.childAges.length > most) continue;
    const left = free.with(type, (free[type] ?? 0) - 1);
    for (const { ratePlanId, totalMinor } of offersFor(facts, { roomTypeId, dates, party }, buyer)) {
      // The cheapest first.
      if (totalMinor >= best) break;
      const counted = countedAs(roomTypeId, dates, ratePlanId, buyer.channel);
      best = Math.min(best, totalMinor + cheapestWay(ways, others, left, [...taken, counted]));
    }
  }
  return best;
}
