import type { PoolClient } from "pg";
import { appendEvents } from "../../events/outbox.ts";
import { changedFields } from "../../properties/versions.ts";
import type { Actor } from "../../vocabulary/actor.ts";
import { accept, type Decision } from "../../vocabulary/refusal.ts";
import { stale } from "../../vocabulary/stale_version.ts";
import { raiseBook, type LockRoomTypes } from "../book_lock.ts";
import type { RateBookChanges, RateBookView } from "./book_schemas.ts";
import { lockRates } from "./locked_rates.ts";
import { mayBecomeBook } from "./rate_book_rules.ts";
import { readBookTerms, type RateBookTerms } from "./read_book.ts";
import { showBookFields, showRateBook } from "./show_book.ts";
import { storeTaxes } from "./stored_charges.ts";
import { storeRestrictions } from "./stored_terms.ts";

/** A change of a book that somebody has read. */
export interface RateBookChange {
  readonly hotelId: number;
  /** The version they have read; 0 while the hotel has decided nothing. */
  readonly version: number;
  /** The fields to change; what is left out stays. */
  readonly changes: RateBookChanges;
  readonly by: Actor;
}

const UPDATE_BOOK = `
  UPDATE rate_book
     SET default_rate_plan_id = $2, standard_plan_sold = $3, child_bands = $4, taxes = $5, extras = $6, restrictions = $7
   WHERE hotel_id = $1`;

/**
 * Changes what a hotel has decided for all its plans. What is booked keeps its price and its taxes. Refusals: `not_found`,
 * `version_conflict`, `invalid_request` naming every field that breaks a rule, `in_use` for a child band or an extra that a
 * plan on sale refers to.
 */
export async function changeRateBook(
  tx: PoolClient,
  change: RateBookChange,
  lock: LockRoomTypes,
): Promise<Decision<RateBookView>> {
  const { hotelId, by } = change;
  const locked = await lockRates(tx, hotelId, lock);
  if (!locked.accepted) return locked;
  const { hotel, book, words } = locked.value;
  if (book.version !== change.version) return stale(book);
  const before = showBookFields(book, hotel.currency);
  const terms = readBookTerms(words, { ...before, ...change.changes });
  if (!terms.accepted) return terms;
  const after = { ...book, ...terms.value };
  const allowed = mayBecomeBook(after);
  if (!allowed.accepted) return allowed;
  const fields = changedFields(before, showBookFields(after, hotel.currency));
  if (fields.length === 0) return accept(showRateBook(book, hotel.currency));
  await update(tx, hotelId, terms.value);
  const { version, at } = await raiseBook(tx, { hotelId, version: book.version });
  await appendEvents(tx, [{ hotelId, type: "rate_book.changed", data: { version, fields }, actor: by, at }]);
  return accept(showRateBook({ ...after, version }, hotel.currency));
}

async function update(tx: PoolClient, hotelId: number, terms: RateBookTerms): Promise<void> {
  const { defaultRatePlanId, standardPlanSold, childBands, taxes, extras, restrictions } = terms;
  const documents = [childBands, storeTaxes(taxes), extras, storeRestrictions(restrictions)];
  const values = [hotelId, defaultRatePlanId, standardPlanSold, ...documents.map((one) => JSON.stringify(one))];
  await tx.query(UPDATE_BOOK, values);
}
