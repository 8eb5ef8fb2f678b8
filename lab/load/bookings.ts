import { formatNight } from "../../hotel/vocabulary/night.ts";
import type { Night } from "../../hotel/vocabulary/night.ts";
import { seeded } from "./random.ts";

/** Every request books the same night of the same room type. */
export interface HotScenario {
  readonly kind: "hot";
  readonly night: Night;
}

/** Requests spread evenly over hotels, room types, arrival days and lengths of stay. */
export interface SpreadScenario {
  readonly kind: "spread";
  readonly hotels: number;
  readonly typesPerHotel: number;
  /** Arrivals lie in `[firstNight, firstNight + days)`. */
  readonly firstNight: Night;
  readonly days: number;
  /** Stays take 1 to this many nights. */
  readonly longestStay: number;
}

/** What the requests of a run ask for. The bench's worlds number their rows accordingly. */
export type Scenario = HotScenario | SpreadScenario;

/** One booking as the bench asks for it. */
export interface Booking {
  readonly hotelId: number;
  readonly roomTypeId: number;
  readonly arrival: Night;
  readonly departure: Night;
  /** Never used twice in a database: a repeat would only replay the first answer. */
  readonly key: string;
}

/** The room type of a hotel, numbered from 1 through all hotels, as the bench's worlds do. */
export function roomTypeIdOf(hotelId: number, typeNo: number, typesPerHotel: number): number {
  return (hotelId - 1) * typesPerHotel + typeNo;
}

/** An endless, repeatable stream of bookings: call it for the next one. Keys begin with `keyPrefix`. */
export function bookingsOf(scenario: Scenario, seed: number, keyPrefix: string): () => Booking {
  let made = 0;
  const nextKey = (): string => `${keyPrefix}-${(made += 1)}`;
  if (scenario.kind === "hot") {
    const { night } = scenario;
    return () => ({ hotelId: 1, roomTypeId: 1, arrival: night, departure: night + 1, key: nextKey() });
  }
  const draw = seeded(seed);
  return () => {
    const hotelId = 1 + draw(scenario.hotels);
    const roomTypeId = roomTypeIdOf(hotelId, 1 + draw(scenario.typesPerHotel), scenario.typesPerHotel);
    const arrival = scenario.firstNight + draw(scenario.days);
    return { hotelId, roomTypeId, arrival, departure: arrival + 1 + draw(scenario.longestStay), key: nextKey() };
  };
}

/** The booking as the whole text of an HTTP/1.1 request to `POST /v1/reservations`. */
export function requestOf(booking: Booking): string {
  const body =
    `{"hotel_id":${booking.hotelId},"room_type_id":${booking.roomTypeId},"start_date":"${formatNight(booking.arrival)}",` +
    `"end_date":"${formatNight(booking.departure)}","idempotency_key":"${booking.key}"}`;
  return (
    "POST /v1/reservations HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n" +
    `content-length: ${body.length}\r\n\r\n${body}`
  );
}
