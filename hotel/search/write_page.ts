import type { CatalogueEntry } from "../properties/facts.ts";
import type { RatePlan } from "../rates/book/rate_plan.ts";
import type { ExchangeTable } from "../rates/currency/exchange_table.ts";
import { toDecimal, type Currency, type MinorUnits } from "../vocabulary/money.ts";
import { formatNight, type Night } from "../vocabulary/night.ts";
import type { HotelEntry, Point } from "./directory/directory.ts";
import { distanceKm } from "./directory/distance.ts";
import { dayOf } from "./exchange_board.ts";
import type { HotelOffer, RoomOffer } from "./index/hotel_offer.ts";
import type { IndexedHotel } from "./index/indexed_hotel.ts";
import type { SearchPage } from "./search_hotels.ts";
import { freeCancellation, showPlan } from "./show_offer.ts";

/** What a page depends on besides its offers. */
export interface ShownFor {
  readonly length: number;
  readonly near: Point | undefined;
  readonly currency: Currency | undefined;
  readonly table: ExchangeTable;
  readonly now: Date;
}

/**
 * A page of a search as JSON text, in the form of `SearchReply`. Written here and not by schema, as this is most of what a search costs:
 * what a hotel, a room type and a plan are was written when they were shown first, and is kept until they change.
 */
export function writePage({ offers, facets, next }: SearchPage, shown: ShownFor): string {
  let hotels = "";
  for (const offer of offers) hotels += `${hotels === "" ? "" : ","}${writeHotel(offer, shown)}`;
  const counted = facets === undefined ? "" : `"facets":${JSON.stringify(facets)},`;
  return `{"hotels":[${hotels}],${counted}"next_cursor":${JSON.stringify(next)}}`;
}

function writeHotel({ hotel, arrival, totalMinor, rooms }: HotelOffer, shown: ShownFor): string {
  const { currency } = hotel.facts;
  const dates = `"check_in":"${formatNight(arrival)}","check_out":"${formatNight(arrival + shown.length)}"`;
  const price = `"total_price":${toDecimal(totalMinor, currency)},"currency":"${currency}"`;
  let ofRooms = "";
  for (const room of rooms) ofRooms += `${ofRooms === "" ? "" : ","}${writeRoom(hotel, room, arrival, shown.now)}`;
  return `{${textOf(hotel.entry)}${distanceTo(hotel.entry, shown.near)},${dates},${price}${displayed(totalMinor, currency, shown)},"rooms":[${ofRooms}]}`;
}

/** Nothing for a hotel that has no coordinates any more: it may have lost them since the directory was asked. */
function distanceTo(entry: HotelEntry, near: Point | undefined): string {
  const km = near === undefined ? Number.POSITIVE_INFINITY : distanceKm(near, entry);
  return km === Number.POSITIVE_INFINITY ? "" : `,"distance_km":${Math.round(km * 1_000) / 1_000}`;
}

function writeRoom(
  hotel: IndexedHotel,
  { type, party, offer, freeRooms }: RoomOffer,
  arrival: Night,
  now: Date,
): string {
  const guests = `"adults":${party.adults},"child_ages":[${party.childAges.join()}]`;
  const price = `"total_price":${toDecimal(offer.totalMinor, hotel.facts.currency)},"available_rooms":${freeRooms}`;
  const { free_cancellation_until: until } = freeCancellation(hotel, offer, arrival, now);
  const cancelling = until === undefined ? "" : `,"free_cancellation_until":"${until}"`;
  return `{${guests},${textOfType(type.entry)},${textOfPlan(offer.plan)},${price}${cancelling}}`;
}

function displayed(totalMinor: MinorUnits, from: Currency, { currency, table, now }: ShownFor): string {
  if (currency === undefined) return "";
  const converted = table.convert(totalMinor, from, currency, dayOf(now));
  if (converted === undefined) return "";
  const { amountMinor, rateDate } = converted;
  const price = { total_price: toDecimal(amountMinor, currency), currency, rate_date: formatNight(rateDate) };
  return `,"display":${JSON.stringify(price)}`;
}

// Each of these is replaced and never changed.
const hotels = new WeakMap<HotelEntry, string>();
const types = new WeakMap<CatalogueEntry, string>();
const plans = new WeakMap<RatePlan, string>();
const STANDARD = membersOf(showPlan(undefined));

function textOf(entry: HotelEntry): string {
  const known = hotels.get(entry);
  if (known !== undefined) return known;
  const { hotelId, name, city, country, latitude, longitude, stars } = entry;
  const text = membersOf({ hotel_id: hotelId, name, city, country, latitude, longitude, star_rating: stars });
  hotels.set(entry, text);
  return text;
}

function textOfType(entry: CatalogueEntry): string {
  const known = types.get(entry);
  if (known !== undefined) return known;
  const text = membersOf({ room_type_id: entry.roomType.roomTypeId, name: entry.roomType.name });
  types.set(entry, text);
  return text;
}

function textOfPlan(plan: RatePlan | undefined): string {
  if (plan === undefined) return STANDARD;
  const known = plans.get(plan);
  if (known !== undefined) return known;
  const text = membersOf(showPlan(plan));
  plans.set(plan, text);
  return text;
}

/** The JSON of an object without its braces. */
function membersOf(object: object): string {
  return JSON.stringify(object).slice(1, -1);
}
