import { formatNight } from "../../../hotel/vocabulary/night.ts";
import { seeded } from "../../load/random.ts";
import { JsonClient } from "../../soak/json_client.ts";
import { readAnswer, type FoundHotel } from "./answers.ts";
import { drawAsk, type NightsOnSale, type SearchAsk } from "./asks.ts";
import type { WorldCity } from "./cities.ts";
import type { SearchContender } from "./contenders.ts";

/** How long a booking made on one node took to be seen by a search on another, in milliseconds from its answer. */
export interface StalenessResult {
  readonly bookings: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly faults: readonly string[];
}

const LONGEST_WAIT_MS = 5_000;
/** In a larger city a hotel with one room less may fall out of the cheapest for another reason than the booking. */
const MOST_HOTELS = 10;

/** Books the cheapest room of a search on one node and asks the other until it says that there is one less, so many times. */
export async function measureStaleness(
  [here, there]: readonly [SearchContender, SearchContender],
  cities: readonly WorldCity[],
  on: NightsOnSale,
  bookings: number,
): Promise<StalenessResult> {
  const draw = seeded(bookings);
  const small = cities.filter(({ hotels }) => hotels <= MOST_HOTELS);
  const [booking, looking] = [new JsonClient(here.port), new JsonClient(there.port)];
  const [waits, faults]: [number[], string[]] = [[], []];
  const prefix = `stale-${Date.now()}`;
  // Some questions find nothing: no more than twenty are asked for each booking.
  for (let asked = 0; asked < 20 * bookings && waits.length + faults.length < bookings; asked += 1) {
    const ask = drawAsk("city", small.length === 0 ? cities : small, on, draw);
    const path = there.pathOf(ask) ?? "";
    const [hotel] = await lookFor(looking, path);
    if (hotel === undefined || !(await book(booking, ask, hotel, `${prefix}-${asked}`))) continue;
    const wait = await untilSeen(looking, path, hotel);
    if (wait === undefined)
      faults.push(`a booking in hotel ${hotel.hotelId} was not seen within ${LONGEST_WAIT_MS} ms`);
    else waits.push(wait);
  }
  booking.close();
  looking.close();
  return { bookings: waits.length, ...spreadOf(waits), faults };
}

async function lookFor(client: JsonClient, path: string): Promise<readonly FoundHotel[]> {
  const { status, body } = await client.ask({ method: "GET", path });
  if (status !== 200) return [];
  const answer = readAnswer(JSON.stringify(body));
  return "hotels" in answer ? answer.hotels : [];
}

async function book(client: JsonClient, ask: SearchAsk, hotel: FoundHotel, key: string): Promise<boolean> {
  const dates = { start_date: formatNight(ask.arrival), end_date: formatNight(ask.arrival + ask.nights) };
  const body = {
    hotel_id: hotel.hotelId,
    room_type_id: hotel.roomTypeId,
    ...dates,
    guests: ask.guests,
    idempotency_key: key,
  };
  return (await client.ask({ method: "POST", path: "/v1/reservations", body })).status === 201;
}

async function untilSeen(client: JsonClient, path: string, before: FoundHotel): Promise<number | undefined> {
  const booked = performance.now();
  while (performance.now() - booked < LONGEST_WAIT_MS) {
    const now = (await lookFor(client, path)).find(({ hotelId }) => hotelId === before.hotelId);
    if (now?.roomTypeId !== before.roomTypeId || now.available < before.available) return performance.now() - booked;
  }
  return undefined;
}

function spreadOf(waits: readonly number[]): Pick<StalenessResult, "p50" | "p99" | "max"> {
  const sorted = waits.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}
