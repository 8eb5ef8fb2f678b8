import { Type } from "typebox";
import type { App } from "../http/app.ts";
import { refusals, sendRefusal } from "../http/problem.ts";
import { afterCursor, cursorOf, DEFAULT_LIMIT } from "../properties/route_schemas.ts";
import type { Services } from "../services.ts";
import { searchAvailability } from "./available_hotels.ts";
import { calendarRoutes } from "./calendar_routes.ts";
import { offerRoutes } from "./offer_routes.ts";
import { readSearch } from "./read_search.ts";
import { Availability, AvailabilityQuery } from "./schemas.ts";
import { searchHotels } from "./search_hotels.ts";
import { SearchQuery, SearchReply } from "./search_schemas.ts";
import { streamRoutes } from "./stream_routes.ts";
import { writePage } from "./write_page.ts";

const tags = ["search"];
const NOT_KEPT = ["cache-control", "no-store"] as const;

/** What guests search by: for everybody, without credentials. */
export function searchRoutes(app: App, services: Services): void {
  searchForHotels(app, services);
  searchForAvailability(app, services);
  calendarRoutes(app, services);
  offerRoutes(app, services);
  streamRoutes(app, services);
}

function searchForHotels(app: App, { search }: Services): void {
  const schema = {
    tags,
    summary: "Hotels with rooms for a stay, in order",
    description:
      "Text and geography, then rooms, restrictions and prices, each hotel with its cheapest offer. It may be " +
      "milliseconds behind: the booking decides. Empty when nobody has a room there.",
    querystring: SearchQuery,
    // It is written as text: see writePage.
    response: { 200: Type.Unsafe<string>(SearchReply), ...refusals("invalid_request", "forbidden", "overloaded") },
  };
  app.get("/v1/search", { schema }, async (request, reply) => {
    const asked = readSearch(request.query, request.principal);
    if (!asked.accepted) return sendRefusal(reply, asked.refusal);
    const found = await searchHotels(search, asked.value);
    if (!found.accepted) return sendRefusal(reply, found.refusal);
    const { dates, places, currency } = asked.value;
    const { clock, exchange } = search.feed;
    const shown = { length: dates.length, near: places.near, currency, table: exchange.table, now: clock.now() };
    reply.header(...NOT_KEPT).type("application/json; charset=utf-8");
    return writePage(found.value, shown);
  });
}

function searchForAvailability(app: App, { search }: Services): void {
  const schema = {
    tags,
    summary: "Hotels of a city with rooms for a stay",
    description:
      "It may be milliseconds behind: the booking decides. Holds that have run out count as free. " +
      "Empty when there is no hotel in the city, or none has rooms.",
    querystring: AvailabilityQuery,
    response: { 200: Availability, ...refusals("invalid_request", "overloaded") },
  };
  app.get("/v1/hotels/availability", { schema }, async (request, reply) => {
    const { cursor, limit = DEFAULT_LIMIT, ...stay } = request.query;
    const found = await searchAvailability(search, { ...stay, after: afterCursor(cursor), limit });
    if (!found.accepted) return sendRefusal(reply, found.refusal);
    reply.header(...NOT_KEPT);
    return { hotels: [...found.value.hotels], next_cursor: cursorOf(found.value.next) };
  });
}
