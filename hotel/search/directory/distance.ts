import type { Box, Point } from "./directory.ts";

/** The mean radius of the earth in km (IUGG), which Lucene uses too. */
export const EARTH_RADIUS_KM = 6371.008_771_4;

/** Where a hotel may be: both null when nobody has entered it. */
export interface Place {
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** The way over the surface of the earth as a sphere, in km (haversine); Infinity for a hotel without coordinates, so that it comes last. */
export function distanceKm(from: Point, to: Place): number {
  if (to.latitude === null || to.longitude === null) return Number.POSITIVE_INFINITY;
  const half = (degrees: number): number => Math.sin(radians(degrees) / 2) ** 2;
  const chord =
    half(to.latitude - from.latitude) +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * half(to.longitude - from.longitude);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Whether a place lies in the box, its edges included. */
export function isInBox(box: Box, place: Place): boolean {
  const { latitude, longitude } = place;
  if (latitude === null || longitude === null) return false;
  if (latitude < box.south || latitude > box.north) return false;
  return longitudeRanges(box.west, box.east).some(([west, east]) => longitude >= west && longitude <= east);
}

/** The ranges from west to east within -180 to 180 that make up one, which may cross the date line; both signs of 180 are one meridian. */
export function longitudeRanges(west: number, east: number): (readonly [west: number, east: number])[] {
  if (west > east) return [[west, 180] as const, [-180, east] as const];
  const ranges = [[west, east] as const];
  if (west === -180 && east < 180) ranges.push([180, 180]);
  if (east === 180 && west > -180) ranges.push([-180, -180]);
  return ranges;
}

/** A box around everything within so many km of a point. */
export function boxAround(point: Point, km: number): Box {
  const reach = km / EARTH_RADIUS_KM + ROUNDING;
  // Near the other side of the earth a distance is known to some metres only: all of it is within the box.
  if (reach > NEARLY_EVERYWHERE) return { south: -90, north: 90, west: -180, east: 180 };
  const south = point.latitude - degrees(reach);
  const north = point.latitude + degrees(reach);
  // With a pole inside, every longitude is.
  if (south <= -90 || north >= 90) return { south, north, west: -180, east: 180 };
  const aside = degrees(Math.asin(Math.min(1, Math.sin(reach) / Math.cos(radians(point.latitude))))) + ROUNDING;
  return { south, north, west: around(point.longitude - aside), east: around(point.longitude + aside) };
}

// Some micrometres: the box may be too large, never too small.
const ROUNDING = 1e-12;
/** In radians; half the way around the earth is pi of them. */
const NEARLY_EVERYWHERE = 3;

function around(longitude: number): number {
  if (longitude < -180) return longitude + 360;
  return longitude > 180 ? longitude - 360 : longitude;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}
