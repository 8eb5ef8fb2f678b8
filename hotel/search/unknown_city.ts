import { invalidFields } from "../properties/field_error.ts";
import type { Decision } from "../vocabulary/refusal.ts";
import type { DirectoryAnswer, DirectoryQuery } from "./directory/directory.ts";
import type { SearchParts } from "./search_parts.ts";

/**
 * The refusal of a search for a city in which there is no hotel at all: more likely misspelt than empty. Undefined where there is
 * one, whatever else was asked of it.
 */
export async function refuseUnknownCity(
  parts: SearchParts,
  { city }: DirectoryQuery,
  found: DirectoryAnswer,
): Promise<Decision<never> | undefined> {
  if (city === undefined || found.hotelIds.length > 0) return undefined;
  const inTheCity = await parts.directory({ city }, false);
  if (inTheCity === undefined || inTheCity.hotelIds.length > 0) return undefined;
  const message = `There is no hotel in a city called ${city}. Words in q may be misspelt.`;
  return invalidFields([{ field: "city", rule: "unknown", message }]);
}
