import type { App } from "../http/app.ts";
import { refusals, sendRefusal } from "../http/problem.ts";
import { invalidFields } from "../properties/field_error.ts";
import { HotelPath } from "../properties/route_schemas.ts";
import { buyerOf } from "../rates/buyer.ts";
import type { Services } from "../services.ts";
import { toDecimal } from "../vocabulary/money.ts";
import { formatNight } from "../vocabulary/night.ts";
import { refuse } from "../vocabulary/refusal.ts";
import {
  HotelCalendarQuery,
  HotelCalendarReply,
  MOST_CALENDAR_DAYS,
  PriceCalendarQuery,
  PriceCalendarReply,
} from "./calendar_schemas.ts";
import { MOST_RANGE_DAYS, readRange } from "./dates_wanted.ts";
import { hotelCalendar } from "./hotel_calendar.ts";
import { IndexedFacts } from "./index/rate_facts.ts";
import { priceCalendar } from "./price_calendar.ts";
import { readSearch } from "./read_search.ts";
import { readRooms } from "./rooms_wanted.ts";
import { refuseOutside } from "./sale_window.ts";
import { NOT_READY } from "./search_hotels.ts";
import { EVERY_DAY } from "../rates/book/scope.ts";

const tags = ["search"];

/** Calendars of prices: of one hotel by night, of a place by arrival. */
export function calendarRoutes(app: App, services: Services): void {
  showHotelCalendar(app, services);
  showPriceCalendar(app, services);
}

function showHotelCalendar(app: App, { search }: Services): void {
  const schema = {
    tags,
    summary: "The nights of a hotel with prices and restrictions",
    params: HotelPath,
    querystring: HotelCalendarQuery,
    response: { 200: HotelCalendarReply, ...refusals("invalid_request", "forbidden", "not_found", "overloaded") },
  };
  app.get("/v1/hotels/:hotel_id/calendar", { schema }, async (request, reply) => {
    const { hotel_id: hotelId } = request.params;
    const range = readRange(request.query, "from", "to");
    if (!range.accepted) return sendRefusal(reply, range.refusal);
    const { from, to } = range.value;
    if (to - from > MOST_RANGE_DAYS) return sendRefusal(reply, tooLong(MOST_RANGE_DAYS).refusal);
    const parties = readRooms(request.query.guests ?? "2");
    const [party] = parties.accepted ? parties.value : [];
    if (party === undefined || party.rooms > 1) return sendRefusal(reply, WRONG_GUESTS.refusal);
    const buyer = buyerOf(request.principal, request.query);
    if (!buyer.accepted) return sendRefusal(reply, buyer.refusal);
    const state = await search.feed.stateOf(Int32Array.of(hotelId), { from, to: to + 1 });
    if (state === undefined) return sendRefusal(reply, NOT_READY.refusal);
    const hotel = state.index.hotel(hotelId);
    if (hotel === undefined) return sendRefusal(reply, NO_HOTEL.refusal);
    const now = search.feed.clock.now();
    const dates = { firstArrival: from, lastArrival: to - 1, length: 1, weekdays: EVERY_DAY };
    const outside = refuseOutside(dates, [hotel], state.index.horizonDays, now);
    if (outside !== undefined && !outside.accepted) return sendRefusal(reply, outside.refusal);
    const asked = {
      party: party.party,
      buyer: buyer.value,
      facts: new IndexedFacts(state.index, hotel, now),
    };
    const { currency } = hotel.facts;
    reply.header("cache-control", "no-store");
    return {
      hotel_id: hotelId,
      currency,
      nights: hotelCalendar(state.index, hotel, range.value, asked).map((night) => ({
        date: formatNight(night.night),
        price: night.priceMinor === undefined ? null : toDecimal(night.priceMinor, currency),
        available_rooms: night.availableRooms,
        closed_to_arrival: night.closedToArrival,
        closed_to_departure: night.closedToDeparture,
        min_stay: night.minStay,
      })),
    };
  });
}

function showPriceCalendar(app: App, { search }: Services): void {
  const schema = {
    tags,
    summary: "The cheapest price for each arrival, over the hotels of a place or in one",
    querystring: PriceCalendarQuery,
    response: { 200: PriceCalendarReply, ...refusals("invalid_request", "forbidden", "not_found", "overloaded") },
  };
  app.get("/v1/search/calendar", { schema }, async (request, reply) => {
    const { from: first, to: last, nights = 1, hotel_id: hotelId, ...query } = request.query;
    const range = readRange({ from: first, to: last }, "from", "to");
    if (!range.accepted) return sendRefusal(reply, range.refusal);
    const { from, to } = range.value;
    if (to - from > MOST_CALENDAR_DAYS) return sendRefusal(reply, tooLong(MOST_CALENDAR_DAYS).refusal);
    const { city, q, near, bbox, country } = query;
    if ([hotelId, city, q, near, bbox, country].every((place) => place === undefined)) {
      return sendRefusal(reply, NO_PLACE.refusal);
    }
    const stay = { ...query, check_in: first, check_out: formatNight(from + nights) };
    const asked = readSearch(stay, request.principal);
    if (!asked.accepted) return sendRefusal(reply, asked.refusal);
    const found = await priceCalendar(search, asked.value, range.value, hotelId);
    if (!found.accepted) return sendRefusal(reply, found.refusal);
    reply.header("cache-control", "no-store");
    return {
      days: found.value.map(({ arrival, offer }) => ({
        date: formatNight(arrival),
        cheapest:
          offer === undefined
            ? null
            : {
                hotel_id: offer.hotel.hotelId,
                total_price: toDecimal(offer.totalMinor, offer.hotel.facts.currency),
                currency: offer.hotel.facts.currency,
              },
      })),
    };
  });
}

const NO_HOTEL = refuse("not_found", "There is no such hotel on sale.");
const WRONG_GUESTS = invalidFields([
  { field: "guests", rule: "guests", message: "guests is one party: adults and, after a colon, ages of children." },
]);
const NO_PLACE = invalidFields([
  { field: "city", rule: "required", message: "Name a place or a hotel: city, q, near, bbox, country or hotel_id." },
]);

function tooLong(days: number): ReturnType<typeof invalidFields> {
  return invalidFields([{ field: "to", rule: "length", message: `At most ${days} days.` }]);
}
