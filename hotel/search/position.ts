import { invalidFields } from "../properties/field_error.ts";
import { accept, type Decision } from "../vocabulary/refusal.ts";

/** How an answer is put in order; hotels that are equal are in the order of their ids. */
export type SortBy = "price" | "distance" | "stars" | "name";

/** Where a page ended: what the last hotel was ordered by, and its id. It stays right while data change. */
export interface Position {
  /** A number, or a name as it is compared. */
  readonly key: number | string;
  readonly hotelId: number;
}

/**
 * A position as a cursor. It holds all that is needed to go on, and a mark of the search it belongs to.
 *
 * @param mark of what was asked for
 */
export function cursorAt(position: Position, mark: string): string {
  return Buffer.from(JSON.stringify([mark, position.key, position.hotelId])).toString("base64url");
}

/**
 * Reads a cursor; refuses one that was not given for this search.
 *
 * @param markOf what was asked for: only somebody who goes on has to be told apart
 */
export function readCursor(
  cursor: string | undefined,
  markOf: () => string,
  sort: SortBy,
): Decision<Position | undefined> {
  if (cursor === undefined) return accept(undefined);
  const parts = partsOf(cursor);
  if (parts === undefined) return wrongCursor("It is no cursor of a search: send next_cursor as it was given.");
  const [ownMark, key, hotelId] = parts;
  if (ownMark !== markOf()) return wrongCursor("It is of another search: send it with the same parameters.");
  const isKey = sort === "name" ? typeof key === "string" : typeof key === "number";
  if (!isKey || !Number.isSafeInteger(hotelId)) return wrongCursor("It is no cursor of a search in this order.");
  return accept({ key: key as Position["key"], hotelId: Number(hotelId) });
}

function partsOf(cursor: string): unknown[] | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(parts) && parts.length === 3 ? parts : undefined;
  } catch {
    return undefined;
  }
}

function wrongCursor(message: string): ReturnType<typeof invalidFields> {
  return invalidFields([{ field: "cursor", rule: "cursor", message }]);
}
