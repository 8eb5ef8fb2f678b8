import type { Principal } from "../../access/principal.ts";
import type { Database } from "../../database/database.ts";
import { inTransaction } from "../../database/transaction.ts";
import { findHotel } from "../../properties/find_hotels.ts";
import { mayInHotel } from "../../properties/permission.ts";
import type { Currency } from "../../vocabulary/money.ts";
import { accept, refuse, type Decision } from "../../vocabulary/refusal.ts";
import { emptyRateBook, type RateBook } from "../book/rate_book.ts";
import type { RatePlan } from "../book/rate_plan.ts";
import type { RateBookView } from "./book_schemas.ts";
import { loadRateBooks } from "./rate_book_rows.ts";
import type { RatePlanView } from "./schemas.ts";
import { showRateBook, showRateBookToGuests } from "./show_book.ts";
import { showRatePlan, showRatePlanToGuests } from "./show_plan.ts";

/** The book of a hotel as the principal may see it. Refuses with `not_found` without the hotel. */
export async function seenBook(
  database: Database,
  principal: Principal,
  hotelId: number,
): Promise<Decision<RateBookView>> {
  const seen = await look(database, principal, hotelId);
  if (seen === undefined) return absent(hotelId);
  const show = seen.seesAll ? showRateBook : showRateBookToGuests;
  return accept(show(seen.book, seen.currency));
}

/**
 * The plans of a hotel as the principal may see them, in the order of their ids: all of them, or what everybody may book.
 * Refuses with `not_found` without the hotel.
 */
export async function seenPlans(
  database: Database,
  principal: Principal,
  hotelId: number,
): Promise<Decision<RatePlanView[]>> {
  const seen = await look(database, principal, hotelId);
  return seen === undefined
    ? absent(hotelId)
    : accept([...seen.book.plans.values()].flatMap((plan) => shown(seen, plan)));
}

/** One plan as the principal may see it; undefined when there is none, or none for them. */
export async function seenPlan(
  database: Database,
  principal: Principal,
  hotelId: number,
  ratePlanId: number,
): Promise<RatePlanView | undefined> {
  const seen = await look(database, principal, hotelId);
  const plan = seen?.book.plans.get(ratePlanId);
  return seen === undefined || plan === undefined ? undefined : shown(seen, plan)[0];
}

interface SeenRates {
  readonly book: RateBook;
  readonly currency: Currency;
  readonly seesAll: boolean;
}

// In one snapshot: a hotel may change its currency before it enters rates, and amounts of after it would be shown in the one before.
function look(database: Database, principal: Principal, hotelId: number): Promise<SeenRates | undefined> {
  return inTransaction(
    database,
    async (tx) => {
      const hotel = await findHotel(tx, hotelId);
      if (hotel === undefined) return undefined;
      const allowed = await mayInHotel(tx, principal, "rates.read", hotelId);
      const book = (await loadRateBooks(tx, [hotelId])).get(hotelId) ?? emptyRateBook({ hotelId });
      return { book, currency: hotel.currency, seesAll: allowed.accepted };
    },
    { snapshot: true },
  );
}

function shown({ currency, seesAll }: SeenRates, plan: RatePlan): RatePlanView[] {
  if (seesAll) return [showRatePlan(plan, currency)];
  const isForEverybody = plan.audience.kind === "public" && plan.status === "active";
  return isForEverybody ? [showRatePlanToGuests(plan, currency)] : [];
}

function absent(hotelId: number): ReturnType<typeof refuse> {
  return refuse("not_found", `There is no hotel ${hotelId}.`);
}
