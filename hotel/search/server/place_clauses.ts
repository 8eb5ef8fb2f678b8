import type { Box, DirectoryQuery } from "../directory/directory.ts";
import { longitudeRanges } from "../directory/distance.ts";
import { anyOf, type Clause } from "./text_clauses.ts";

/** A point and how far around it. */
export type Near = NonNullable<DirectoryQuery["near"]>;

/** How far the server's distances may be from ours, in km: it keeps a point in 64 bits, to about a centimetre. Generous. */
const DOUBT_KM = 0.05;

/** In the box, by the very numbers that were entered. */
export function boxClause({ south, west, north, east }: Box): Clause {
  const latitude: Clause = { range: { latitude: { gte: south, lte: north } } };
  const ranges = longitudeRanges(west, east).map(([gte, lte]): Clause => ({ range: { longitude: { gte, lte } } }));
  return { bool: { filter: [latitude, anyOf(ranges)] } };
}

/** Everything within the distance, and perhaps what is some metres beyond: those are in {@link doubtfulClause} too. */
export function nearClause(near: Near): Clause {
  return within(near, near.km + DOUBT_KM);
}

/** What is so close to the distance that only the exact numbers tell. */
export function doubtfulClause(near: Near): Clause {
  const surely = near.km - DOUBT_KM;
  const mustNot = surely > 0 ? { must_not: [within(near, surely)] } : {};
  return { bool: { filter: [nearClause(near)], ...mustNot } };
}

function within({ latitude, longitude }: Near, km: number): Clause {
  return { geo_distance: { distance: `${km}km`, distance_type: "arc", location: { lat: latitude, lon: longitude } } };
}
