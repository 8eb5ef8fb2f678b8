import { invalidFields, type FieldError } from "../../properties/field_error.ts";
import { accept, type Decision } from "../../vocabulary/refusal.ts";
import type { Box, DirectoryQuery, Point } from "./directory.ts";
import { amenityKey, foldText } from "./fold_text.ts";
import { askedWords } from "./words.ts";

/** The conditions of a search, as a query string says them. */
export interface DirectoryWishes {
  readonly city?: string | undefined;
  /** Two letters, in any case. */
  readonly country?: string | undefined;
  /** Words. */
  readonly q?: string | undefined;
  /** `latitude,longitude` in degrees. */
  readonly near?: string | undefined;
  /** Around `near`; {@link USUAL_RADIUS_KM} unless told. */
  readonly radius_km?: string | undefined;
  /** `south,west,north,east` in degrees. */
  readonly bbox?: string | undefined;
  /** Such as `4,5`. */
  readonly stars?: string | undefined;
  /** Such as `wifi,pool`. */
  readonly amenities?: string | undefined;
}

/** How far around a point is searched unless told. */
export const USUAL_RADIUS_KM = 25;
/** The farthest that can be asked for. */
export const MAX_RADIUS_KM = 500;
/** The longest text, in characters; that of a city too. */
export const MAX_TEXT = 100;
/** The most words of a text. */
export const MAX_WORDS = 8;
/** The most amenities. */
export const MAX_AMENITIES = 20;

/** Reads the conditions of a search; refuses with `invalid_request`, naming every one that is wrong. A city that nobody knows is not wrong. */
export function readDirectoryQuery(wishes: DirectoryWishes): Decision<DirectoryQuery> {
  const errors: FieldError[] = [];
  const read = <Value>(text: string | undefined, reader: (text: string) => Value | FieldError): Value | undefined => {
    const value = text === undefined ? undefined : reader(text);
    if (!isError(value)) return value;
    errors.push(value);
    return undefined;
  };
  const city = read(wishes.city, readCity);
  const country = read(wishes.country, readCountry);
  const text = read(wishes.q, readText);
  const point = read(wishes.near, readPoint);
  const km = read(wishes.radius_km, readRadius) ?? USUAL_RADIUS_KM;
  const box = read(wishes.bbox, readBox);
  const stars = read(wishes.stars, readStars);
  const amenities = read(wishes.amenities, readAmenities);
  if (wishes.radius_km !== undefined && wishes.near === undefined)
    errors.push(wrong("radius_km", "near", "radius_km needs a point: near=latitude,longitude."));
  if (errors.length > 0) return invalidFields(errors);
  return accept({
    ...(city === undefined ? {} : { city }),
    ...(country === undefined ? {} : { country }),
    ...(text === undefined ? {} : { text }),
    ...(point === undefined ? {} : { near: { ...point, km } }),
    ...(box === undefined ? {} : { box }),
    ...(stars === undefined ? {} : { stars }),
    ...(amenities === undefined ? {} : { amenities }),
  });
}

function readCity(city: string): string | FieldError {
  if (city.length <= MAX_TEXT && foldText(city) !== "") return city;
  return wrong("city", "city", `city is the name of a city, of at most ${MAX_TEXT} characters.`);
}

function readCountry(country: string): string | FieldError {
  if (/^[a-z]{2}$/i.test(country)) return country.toUpperCase();
  return wrong("country", "country", "country is a code of two letters (ISO 3166-1), such as PT.");
}

function readText(text: string): string | FieldError {
  if (text.length < 2 || text.length > MAX_TEXT)
    return wrong("q", "length", `q has 2 to ${MAX_TEXT} characters, not ${text.length}.`);
  const words = askedWords(text).flatMap(({ parts }) => parts);
  if (words.length === 0) return wrong("q", "words", "q has at least one letter or digit.");
  if (words.length > MAX_WORDS) return wrong("q", "words", `q has at most ${MAX_WORDS} words, not ${words.length}.`);
  return text;
}

function readPoint(near: string): Point | FieldError {
  const [latitude, longitude, ...others] = decimalsIn(near);
  if (latitude === undefined || longitude === undefined || others.length > 0)
    return wrong("near", "point", "near is latitude,longitude in degrees, such as 38.72,-9.14.");
  if (!isLatitude(latitude) || !isLongitude(longitude)) return outOfRange("near");
  return { latitude, longitude };
}

function readRadius(radius: string): number | FieldError {
  const [km = 0, ...others] = decimalsIn(radius);
  if (others.length === 0 && km > 0 && km <= MAX_RADIUS_KM) return km;
  return wrong("radius_km", "radius", `radius_km is a number of km, more than 0 and at most ${MAX_RADIUS_KM}.`);
}

function readBox(bbox: string): Box | FieldError {
  const [south, west, north, east, ...others] = decimalsIn(bbox);
  if (south === undefined || west === undefined || north === undefined || east === undefined || others.length > 0)
    return wrong("bbox", "box", "bbox is south,west,north,east in degrees, such as 38.6,-9.3,38.9,-9.0.");
  if (!isLatitude(south) || !isLatitude(north) || !isLongitude(west) || !isLongitude(east)) return outOfRange("bbox");
  if (south > north) return wrong("bbox", "box", "In bbox the south comes first: it is at most the north.");
  return { south, west, north, east };
}

function readStars(stars: string): number[] | FieldError {
  const asked = listIn(stars);
  if (asked.every((one) => /^[1-5]$/.test(one))) return [...new Set(asked.map(Number))];
  return wrong("stars", "stars", "stars are whole numbers from 1 to 5 with commas between, such as 4,5.");
}

function readAmenities(amenities: string): string[] | FieldError {
  const asked = listIn(amenities);
  const byKey = new Map(asked.map((amenity) => [amenityKey(amenity), amenity]));
  if (byKey.has("") || asked.some((amenity) => amenity.length > MAX_TEXT))
    return wrong("amenities", "amenities", "amenities are names with commas between, such as wifi,pool.");
  if (asked.length <= MAX_AMENITIES) return [...byKey.values()];
  return wrong("amenities", "count", `At most ${MAX_AMENITIES} amenities can be asked for, not ${asked.length}.`);
}

/** Decimal numbers with commas between; none when anything else is there, such as 1e9, an empty part or a sign alone. */
function decimalsIn(text: string): number[] {
  const parts = listIn(text);
  return parts.every((part) => /^-?\d{1,12}(\.\d{1,20})?$/.test(part)) ? parts.map(Number) : [];
}

function listIn(text: string): string[] {
  return text.split(",").map((part) => part.trim());
}

function isLatitude(degrees: number): boolean {
  return degrees >= -90 && degrees <= 90;
}

function isLongitude(degrees: number): boolean {
  return degrees >= -180 && degrees <= 180;
}

function outOfRange(field: string): FieldError {
  return wrong(field, "degrees", `${field}: latitudes go from -90 to 90, longitudes from -180 to 180.`);
}

function wrong(field: string, rule: string, message: string): FieldError {
  return { field, rule, message };
}

function isError(value: unknown): value is FieldError {
  return typeof value === "object" && value !== null && "rule" in value;
}
