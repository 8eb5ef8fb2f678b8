import { Type } from "typebox";
import { closed, Cursor, Hotel, Id, NextCursor, Organisation, PageLimit, RoomType } from "./schemas.ts";

export { ChangeHeaders, CreationHeaders, IdempotencyKey } from "../http/call_schemas.ts";

/** How a change of something that somebody has read may be refused. */
export const CHANGE_REFUSALS = ["not_found", "version_conflict", "idempotency_key_reused", "version_required"] as const;

/** How many rows a page has when nobody says. */
export const DEFAULT_LIMIT = 20;

/** Which page of a list. */
export const pageQuery = { cursor: Type.Optional(Cursor), limit: Type.Optional(PageLimit) };

/** The path of an organisation. */
export const OrganisationPath = closed({ organisation_id: Id });
/** The path of a hotel. */
export const HotelPath = closed({ hotel_id: Id });
/** The path of a room type. */
export const RoomTypePath = closed({ hotel_id: Id, room_type_id: Id });

/** A page of organisations. */
export const OrganisationPage = Type.Object({ organisations: Type.Array(Organisation), next_cursor: NextCursor });
/** A page of hotels. */
export const HotelPage = Type.Object({ hotels: Type.Array(Hotel), next_cursor: NextCursor });
/** A page of a hotel's room types. */
export const RoomTypePage = Type.Object({ room_types: Type.Array(RoomType), next_cursor: NextCursor });

/** The id of a page's last row as `next_cursor`. */
export function cursorOf(next: number | null): string | null {
  return next === null ? null : String(next);
}

/** The id that a `cursor` stands for; undefined for the first page. */
export function afterCursor(cursor: string | undefined): number | undefined {
  return cursor === undefined ? undefined : Number(cursor);
}

/** What the description of hotel data that may be cached says. */
export const TAGGED =
  "May be cached: it comes with an `ETag`, and as 304 without a body to who sends that as `If-None-Match`.";
