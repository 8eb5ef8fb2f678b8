import type { Static } from "typebox";
import { invalidField } from "../../properties/field_error.ts";
import { MAX_ID } from "../../properties/schemas.ts";
import { parseNight } from "../../vocabulary/night.ts";
import { accept, type Decision } from "../../vocabulary/refusal.ts";
import { EVERY_PLAN } from "../book/rate_night.ts";
import { readNights } from "./asked_nights.ts";
import type { CellPlace, CellsAsked } from "./list_cells.ts";
import type { CellQuery } from "./schemas.ts";

/** Which cells a query asks for. Refuses with `invalid_request` naming the parameter. */
export function readCellQuery(query: Static<typeof CellQuery>): Decision<Omit<CellsAsked, "hotelId" | "limit">> {
  const nights = readNights(query, "");
  if (!nights.accepted) return nights;
  const ratePlanId = planAsked(query.rate_plan_id);
  if (ratePlanId !== undefined && ratePlanId > MAX_ID)
    return invalidField("rate_plan_id", "maximum", "It is too large.");
  const after = query.cursor === undefined ? undefined : placeOf(query.cursor);
  if (query.cursor !== undefined && after === undefined)
    return invalidField("cursor", "cursor", "It is not of this list.");
  const filter = { roomTypeId: query.room_type_id, ratePlanId, channel: query.channel };
  return accept({ nights: nights.value, ...filter, after });
}

function planAsked(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return text === "every_plan" ? EVERY_PLAN : Number(text);
}

function placeOf(cursor: string): CellPlace | undefined {
  const [roomTypeId, date = "", ratePlanId, channel = ""] = cursor.split(".");
  const place = { roomTypeId: Number(roomTypeId), date, ratePlanId: Number(ratePlanId), channel };
  const isPossible = parseNight(date) !== undefined && Math.max(place.roomTypeId, place.ratePlanId) <= MAX_ID;
  return isPossible ? place : undefined;
}
