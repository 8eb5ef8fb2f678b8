import type { Queryable } from "../../database/database.ts";
import { appendEvents } from "../../events/outbox.ts";
import type { Actor } from "../../vocabulary/actor.ts";
import { lockBook, raiseBook } from "../book_lock.ts";
import { hasRates } from "./rate_book_rows.ts";

/**
 * The amounts of a hotel's rates are in another currency now, the numbers being the same: who has read them in the one before must look
 * again. Raises the version of its book, when it has decided anything. After the hotel and the admission rows of all its room types.
 */
export async function tellCurrency(tx: Queryable, hotelId: number, by: Actor): Promise<void> {
  if (!(await hasRates(tx, hotelId))) return;
  const { version, at } = await raiseBook(tx, { hotelId, version: await lockBook(tx, hotelId) });
  const data = { version, fields: ["currency"] };
  await appendEvents(tx, [{ hotelId, type: "rate_book.changed", data, actor: by, at }]);
}
