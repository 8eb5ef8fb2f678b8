import { invalidFields } from "../properties/field_error.ts";
import type { Principal } from "../access/principal.ts";
import { buyerOf } from "../rates/buyer.ts";
import { isCurrency } from "../vocabulary/money.ts";
import { accept, type Decision } from "../vocabulary/refusal.ts";
import { readDates } from "./dates_wanted.ts";
import { readDirectoryQuery } from "./directory/directory_query.ts";
import { readRooms } from "./rooms_wanted.ts";
import type { HotelSearch } from "./search_hotels.ts";
import type { SearchQuery } from "./search_schemas.ts";

const USUAL_LIMIT = 20;

/** Reads a search; refuses with `invalid_request`, naming what is wrong, and with `forbidden` what others may say of a buyer. */
export function readSearch(query: SearchQuery, principal: Principal): Decision<HotelSearch> {
  const { radius_km, city, country, q, near, bbox, stars, amenities } = query;
  const dates = readDates(query);
  if (!dates.accepted) return dates;
  const parties = readRooms(query.rooms ?? "2");
  if (!parties.accepted) return parties;
  const places = readDirectoryQuery({ city, country, q, near, radius_km, bbox, stars, amenities });
  if (!places.accepted) return places;
  const { sort = "price", currency, limit = USUAL_LIMIT, cursor, facets = false } = query;
  if (sort === "distance" && places.value.near === undefined) {
    return invalidFields([{ field: "sort", rule: "distance", message: "The order by distance needs near." }]);
  }
  if (currency !== undefined && !isCurrency(currency)) {
    return invalidFields([{ field: "currency", rule: "currency", message: "It is no currency in use." }]);
  }
  const buyer = buyerOf(principal, query);
  if (!buyer.accepted) return buyer;
  return accept({
    dates: dates.value,
    parties: parties.value,
    places: places.value,
    sort,
    currency,
    buyer: buyer.value,
    limit,
    cursor,
    withFacets: facets,
  });
}
