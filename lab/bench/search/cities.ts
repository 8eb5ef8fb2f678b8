import type { Queryable } from "../../../hotel/database/database.ts";
import { nightOf } from "../../../hotel/vocabulary/night.ts";
import type { AskedPlace, NightsOnSale } from "./asks.ts";

/** A city of the world, with the place of one of its hotels. */
export interface WorldCity extends AskedPlace {
  readonly hotels: number;
}

/** The cities that the scenarios ask about. */
export interface ChosenCities {
  readonly biggest: WorldCity;
  /** The middle one of all cities by size. */
  readonly median: WorldCity;
  /** The city of the hotel in the middle, when hotels are sorted by the size of their city. */
  readonly typical: WorldCity;
  /** All of them, the biggest first. */
  readonly all: readonly WorldCity[];
}

const CITIES = `
  SELECT min(city) AS city, count(*)::integer AS hotels,
    (array_agg(latitude ORDER BY hotel_id))[1] AS latitude, (array_agg(longitude ORDER BY hotel_id))[1] AS longitude
  FROM hotel WHERE status = 'active'
  GROUP BY city_key(city)
  ORDER BY hotels DESC, city`;

/** Looks at the cities of a world. */
export async function readCities(connection: Queryable): Promise<ChosenCities> {
  const { rows: all } = await connection.query<WorldCity>(CITIES);
  const half = all.reduce((sum, { hotels }) => sum + hotels, 0) / 2;
  let before = 0;
  const typical = all.find(({ hotels }) => (before += hotels) >= half);
  const [biggest, median] = [all[0], all[all.length >> 1]];
  if (biggest === undefined || median === undefined || typical === undefined) throw new Error("the world has no city");
  return { biggest, median, typical, all };
}

/** Cities as often as they have hotels, one of `every` hotels: guests ask for a city more often when it is big. */
export function byHotels(cities: readonly WorldCity[], every = 1): WorldCity[] {
  return cities.flatMap((city) => Array<WorldCity>(city.hotels).fill(city)).filter((_, index) => index % every === 0);
}

const ON_SALE = `
  SELECT max(first) AS first, min(last) AS last
  FROM (SELECT min(night) AS first, max(night) AS last FROM room_night
        WHERE room_type_id IN (SELECT min(room_type_id) FROM room_type GROUP BY hotel_id)
        GROUP BY hotel_id) AS hotel`;

/** The nights that every hotel has on sale. */
export async function readNightsOnSale(connection: Queryable): Promise<NightsOnSale> {
  const { rows } = await connection.query<{ first: string; last: string }>(ON_SALE);
  const [row] = rows;
  if (row === undefined) throw new Error("the world has no nights");
  return { first: nightOf(row.first), last: nightOf(row.last) };
}
