import { invalidFields, type FieldError } from "../../properties/field_error.ts";
import { accept, type Decision } from "../../vocabulary/refusal.ts";
import type { DirectoryQuery } from "./directory.ts";

/** A query of phase 1 as the query string says it. */
export interface DirectoryTexts {
  readonly city?: string;
  readonly country?: string;
  readonly q?: string;
  readonly near?: string;
  readonly radius_km?: string;
  readonly bbox?: string;
  readonly stars?: string;
  readonly amenities?: string;
}

/** Reads it; refuses with `invalid_request`. */
export function readDirectoryQuery(texts: DirectoryTexts): Decision<DirectoryQuery> {
  const errors: FieldError[] = [];
  const numbers = (field: keyof DirectoryTexts, count: number): number[] => {
    const read = (texts[field] ?? "").split(",").map(Number);
    if (read.length !== count || read.some((one) => !Number.isFinite(one)))
      errors.push({ field, rule: "numbers", message: `${field} is ${count} numbers.` });
    return read;
  };
  const [latitude = 0, longitude = 0] = texts.near === undefined ? [] : numbers("near", 2);
  const [south = 0, west = 0, north = 0, east = 0] = texts.bbox === undefined ? [] : numbers("bbox", 4);
  const km = Number(texts.radius_km ?? 10);
  if (!(km > 0 && km <= 500)) errors.push({ field: "radius_km", rule: "range", message: "radius_km is at most 500." });
  if (errors.length > 0) return invalidFields(errors);
  return accept({
    ...(texts.city === undefined ? {} : { city: texts.city }),
    ...(texts.country === undefined ? {} : { country: texts.country.toUpperCase() }),
    ...(texts.q === undefined ? {} : { text: texts.q }),
    ...(texts.near === undefined ? {} : { near: { latitude, longitude, km } }),
    ...(texts.bbox === undefined ? {} : { box: { south, west, north, east } }),
    ...(texts.stars === undefined ? {} : { stars: texts.stars.split(",").map(Number) }),
    ...(texts.amenities === undefined ? {} : { amenities: texts.amenities.split(",") }),
  });
}
