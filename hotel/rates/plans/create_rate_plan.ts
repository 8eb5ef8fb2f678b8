import type { PoolClient } from "pg";
import { appendEvents } from "../../events/outbox.ts";
import type { Actor } from "../../vocabulary/actor.ts";
import { accept, refuse, type Decision } from "../../vocabulary/refusal.ts";
import type { RatePlan } from "../book/rate_plan.ts";
import { raiseBook, type LockRoomTypes } from "../book_lock.ts";
import { lockRates } from "./locked_rates.ts";
import { insertRatePlan } from "./rate_plan_rows.ts";
import { mayEnter, mayStand } from "./rate_plan_rules.ts";
import { readTerms, withPlanDefaults } from "./read_plan.ts";
import type { NewRatePlan, RatePlanView } from "./schemas.ts";
import { showRatePlan } from "./show_plan.ts";

/** Id of a plan that has none yet: no plan is derived from it. */
const NOT_YET = -1;

/**
 * Enters a rate plan, on sale at once. Refusals: `not_found` without the hotel, `wrong_state` when it is retired,
 * `already_exists` for a code that it has, `invalid_request` naming every field that breaks a rule.
 */
export async function createRatePlan(
  tx: PoolClient,
  order: { readonly hotelId: number; readonly plan: NewRatePlan; readonly by: Actor },
  lock: LockRoomTypes,
): Promise<Decision<RatePlanView>> {
  const { hotelId, by } = order;
  const locked = await lockRates(tx, hotelId, lock);
  if (!locked.accepted) return locked;
  const { hotel, book, words } = locked.value;
  if (hotel.status === "retired") return refuse("wrong_state", "The hotel is retired.", { status: hotel.status });
  const { code, name, ...fields } = withPlanDefaults(order.plan);
  const entered = mayEnter(book, code);
  if (!entered.accepted) return entered;
  const terms = readTerms(words, fields);
  if (!terms.accepted) return terms;
  const draft: RatePlan = { hotelId, ratePlanId: NOT_YET, code, name, ...terms.value, status: "active", version: 1 };
  const standing = mayStand(book, draft);
  if (!standing.accepted) return standing;
  const plan = { ...draft, ratePlanId: await insertRatePlan(tx, draft) };
  const { at } = await raiseBook(tx, { hotelId, version: book.version });
  const data = { rate_plan_id: plan.ratePlanId, version: plan.version };
  await appendEvents(tx, [{ hotelId, type: "rate_plan.created", data, actor: by, at }]);
  return accept(showRatePlan(plan, hotel.currency));
}
