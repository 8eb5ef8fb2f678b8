import type { App } from "../http/app.ts";
import { refusals, sendRefusal } from "../http/problem.ts";
import { afterCursor, cursorOf, DEFAULT_LIMIT } from "../properties/route_schemas.ts";
import type { Services } from "../services.ts";
import { searchAvailability } from "./availability.ts";
import { databaseLookup } from "./available_types.ts";
import { Availability, AvailabilityQuery } from "./schemas.ts";

/** `GET /v1/hotels/availability`: for everybody, without credentials. */
export function searchRoutes(app: App, { database, config, lookup = databaseLookup(database.pool) }: Services): void {
  const schema = {
    tags: ["search"],
    summary: "Hotels of a city with rooms for a stay",
    description:
      "True at the moment of the reading: the booking decides. Holds that have run out count as free. " +
      "Empty when there is no hotel in the city, or none has rooms.",
    querystring: AvailabilityQuery,
    response: { 200: Availability, ...refusals("invalid_request") },
  };
  app.get("/v1/hotels/availability", { schema }, async (request, reply) => {
    const { cursor, limit = DEFAULT_LIMIT, ...stay } = request.query;
    const search = { ...stay, after: afterCursor(cursor), limit };
    const found = await searchAvailability(lookup, search, config.horizonDays);
    if (!found.accepted) return sendRefusal(reply, found.refusal);
    reply.header("cache-control", "no-store");
    return { hotels: [...found.value.hotels], next_cursor: cursorOf(found.value.next) };
  });
}
