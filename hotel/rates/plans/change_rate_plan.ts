import type { PoolClient } from "pg";
import type { EventType } from "../../events/catalogue.ts";
import { appendEvents } from "../../events/outbox.ts";
import { changedFields } from "../../properties/versions.ts";
import type { Actor } from "../../vocabulary/actor.ts";
import { accept, refuse, type Decision } from "../../vocabulary/refusal.ts";
import { stale } from "../../vocabulary/stale_version.ts";
import type { RateBook } from "../book/rate_book.ts";
import type { RatePlan } from "../book/rate_plan.ts";
import { raiseBook, type LockRoomTypes } from "../book_lock.ts";
import { lockRates, type LockedRates } from "./locked_rates.ts";
import { mayChangeAudience, mayRetire, maySellAnother, mayStand } from "./rate_plan_rules.ts";
import { updateRatePlan } from "./rate_plan_rows.ts";
import { readTerms } from "./read_plan.ts";
import type { RatePlanChanges, RatePlanView } from "./schemas.ts";
import { showRatePlan } from "./show_plan.ts";

/** A change of a plan that somebody has read. */
export interface RatePlanChange {
  readonly hotelId: number;
  readonly ratePlanId: number;
  /** The version they have read. */
  readonly version: number;
  /** The fields to change; what is left out stays. `status` retires the plan or takes it up again. */
  readonly changes: RatePlanChanges;
  readonly by: Actor;
}

/**
 * Changes, retires or takes up a plan again. What is booked keeps its price and its terms. Refusals: `not_found`,
 * `version_conflict`, `invalid_request` naming every field that breaks a rule, `in_use` for a plan that others are derived
 * from or that bookings get who name none.
 */
export async function changeRatePlan(
  tx: PoolClient,
  change: RatePlanChange,
  lock: LockRoomTypes,
): Promise<Decision<RatePlanView>> {
  const locked = await lockRates(tx, change.hotelId, lock);
  if (!locked.accepted) return locked;
  const { hotel, book } = locked.value;
  const before = book.plans.get(change.ratePlanId);
  if (before === undefined) return noSuchRatePlan(change.hotelId, change.ratePlanId);
  if (before.version !== change.version) return stale(before);
  const after = changed(locked.value, before, change.changes);
  if (!after.accepted) return after;
  const allowed = mayFollow(book, before, after.value);
  if (!allowed.accepted) return allowed;
  const shown = showRatePlan(after.value, hotel.currency);
  const fields = changedFields(showRatePlan(before, hotel.currency), shown);
  if (fields.length === 0) return accept(shown);
  const version = await write(tx, { plan: after.value, bookVersion: book.version, fields, by: change.by });
  return accept({ ...shown, version });
}

/** The refusal (404) of a plan that there is not, or that the caller may not see. */
export function noSuchRatePlan(hotelId: number, ratePlanId: number): ReturnType<typeof refuse> {
  return refuse("not_found", `There is no rate plan ${ratePlanId} in hotel ${hotelId}.`);
}

function changed({ hotel, words }: LockedRates, before: RatePlan, changes: RatePlanChanges): Decision<RatePlan> {
  const { status = before.status, ...fields } = changes;
  // Retiring must never fail for a field that was right when it was written.
  if (Object.keys(fields).length === 0) return accept({ ...before, status });
  const merged = { ...showRatePlan(before, hotel.currency), ...fields };
  const terms = readTerms(words, merged);
  if (!terms.accepted) return terms;
  const { hotelId, ratePlanId, code, version } = before;
  return accept({ hotelId, ratePlanId, code, name: merged.name, ...terms.value, status, version });
}

function mayFollow(book: RateBook, before: RatePlan, after: RatePlan): Decision<true> {
  if (after.status === "active") {
    const another = before.status === "active" ? accept(true as const) : maySellAnother(book);
    if (!another.accepted) return another;
    const standing = mayStand(book, after);
    return standing.accepted ? mayChangeAudience(book, after) : standing;
  }
  return before.status === "active" ? mayRetire(book, after.ratePlanId) : mayStand(book, after);
}

interface PlanWrite {
  readonly plan: RatePlan;
  readonly bookVersion: number;
  readonly fields: readonly string[];
  readonly by: Actor;
}

async function write(tx: PoolClient, { plan, bookVersion, fields, by }: PlanWrite): Promise<number> {
  const { hotelId, ratePlanId } = plan;
  const version = await updateRatePlan(tx, plan);
  const { at } = await raiseBook(tx, { hotelId, version: bookVersion });
  const isRetired = fields.includes("status") && plan.status === "retired";
  const others = isRetired ? fields.filter((name) => name !== "status") : fields;
  const data = { rate_plan_id: ratePlanId, version };
  const drafts: { type: EventType; data: object }[] = [
    ...(others.length > 0 ? [{ type: "rate_plan.changed" as const, data: { ...data, fields: others } }] : []),
    ...(isRetired ? [{ type: "rate_plan.retired" as const, data }] : []),
  ];
  await appendEvents(
    tx,
    drafts.map((draft) => ({ ...draft, hotelId, actor: by, at })),
  );
  return version;
}
