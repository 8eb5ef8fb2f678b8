import { Temporal } from "temporal-polyfill";
import { isCurrency } from "../vocabulary/money.ts";
import { accept, type Decision } from "../vocabulary/refusal.ts";
import { isCountry } from "./countries.ts";
import { invalidFields, type FieldError } from "./field_error.ts";
import type { HotelFields, NewHotel } from "./schemas.ts";

/** What a hotel is created with when its creator does not say. */
export const hotelDefaults: Omit<HotelFields, "name" | "city" | "country" | "time_zone" | "currency"> = {
  address: "",
  latitude: null,
  longitude: null,
  star_rating: null,
  description: "",
  amenities: [],
  photos: [],
  check_in_time: "15:00",
  check_out_time: "11:00",
  day_roll_hour: 4,
  no_show_grace_minutes: 60,
  free_cancellation_days: 1,
  late_cancellation_fee: "first_night",
  seating_policy: "best_fit",
};

/** Every field of a hotel to be created, with the defaults for those left out. */
export function withDefaults(hotel: NewHotel): HotelFields {
  const { organisation_id: _organisation, ...fields } = hotel;
  return { ...hotelDefaults, ...fields };
}

/**
 * The rules that a schema cannot say: the country, the currency and the time zone exist, photos are https URLs,
 * coordinates come in pairs. Accepts with the time zone in its official spelling; else `invalid_request`.
 */
export function checkHotel(fields: HotelFields): Decision<HotelFields> {
  const timeZone = officialTimeZone(fields.time_zone);
  const errors = [
    ...(isCountry(fields.country) ? [] : [unknownCountry(fields.country)]),
    ...(isCurrency(fields.currency) ? [] : [unknownCurrency(fields.currency)]),
    ...(timeZone === undefined ? [unknownTimeZone(fields.time_zone)] : []),
    ...((fields.latitude === null) === (fields.longitude === null) ? [] : [halfAPlace(fields.latitude === null)]),
    ...fields.photos.flatMap((url, index) => (isHttpsUrl(url) ? [] : [notHttps(index)])),
  ];
  if (timeZone === undefined || errors.length > 0) return invalidFields(errors);
  return accept({ ...fields, time_zone: timeZone });
}

/** `europe/lisbon` is Europe/Lisbon. Undefined for what is no IANA zone, a bare offset such as `+01:00` too. */
function officialTimeZone(name: string): string | undefined {
  if (!/^[A-Za-z]/.test(name)) return undefined;
  try {
    return new Temporal.ZonedDateTime(0n, name).timeZoneId;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isHttpsUrl(text: string): boolean {
  if (!/^https:\/\/[^\s\p{Cc}]+$/iu.test(text)) return false;
  const url = URL.parse(text);
  return url !== null && url.username === "" && url.password === "";
}

function unknownCountry(code: string): FieldError {
  return { field: "/country", rule: "country", message: `${code} is no country code of ISO 3166-1.` };
}

function unknownCurrency(code: string): FieldError {
  return { field: "/currency", rule: "currency", message: `${code} is no currency code of ISO 4217.` };
}

function unknownTimeZone(name: string): FieldError {
  return { field: "/time_zone", rule: "time_zone", message: `${name} is no IANA time zone, such as Europe/Lisbon.` };
}

function halfAPlace(isLatitudeMissing: boolean): FieldError {
  const field = isLatitudeMissing ? "/latitude" : "/longitude";
  return { field, rule: "coordinates", message: "latitude and longitude come together or not at all." };
}

function notHttps(index: number): FieldError {
  return { field: `/photos/${index}`, rule: "https_url", message: "A photo is an https URL without credentials." };
}
