import { EVERY_PLAN } from "../../../hotel/rates/book/rate_night.ts";
import { PLANS } from "../rates/planned_rates.ts";
import type { RateNightCells, StayCells, StayNightCells } from "../store/tables.ts";
import { expectedPrice } from "./expected_price.ts";
import type { CommittedEvent } from "./event_faults.ts";
import type { CommittedState } from "./state.ts";

/** A committed state and the one that it followed. */
export interface RateCommit {
  readonly before: CommittedState;
  readonly after: CommittedState;
  readonly fresh: readonly CommittedEvent[];
  /** The time by which the transaction decided, in milliseconds since 1970. */
  readonly decidedAt: number;
}

/**
 * What a commit sold against the rates that are in force in it: whoever sells holds the lock without which nobody changes them, so
 * they are those by which it was decided. Computed from the rows, by rules that are not the product's.
 */
export function rateFaults(commit: RateCommit): string[] {
  return [...soldFaults(commit), ...limitFaults(commit)];
}

/** How many rooms count for a limit at that time: sold, or held and not run out. */
export function soldWithin(state: CommittedState, limit: RateNightCells, now: number): number {
  return state.stayNights.filter(
    (used) => used.night === limit.night && isLive(used, state, now) && isWithin(limit, stayOf(used, state)),
  ).length;
}

/** Whether what was set for a night counts for a plan: the saver inherits what stands on the flexible plan. */
export function isOnPlan(ratePlanId: number, plan: number): boolean {
  if (ratePlanId === EVERY_PLAN || ratePlanId === plan) return true;
  return plan === PLANS.saver && ratePlanId === PLANS.flexible;
}

// A change keeps the nights that it had; a confirmation keeps everything.
function soldFaults({ before, after, fresh }: RateCommit): string[] {
  return fresh.flatMap((event) => {
    const isNew = event.type === "reservation.held" || isSale(event);
    if (!isNew && event.type !== "reservation.modified") return [];
    const stays = after.stays.filter(({ reservationId }) => reservationId === event.reservationId);
    return stays.flatMap((stay) => stayFaults(stay, before, after));
  });
}

function isSale({ type, data }: CommittedEvent): boolean {
  return type === "reservation.confirmed" && (data as { readonly from_hold?: boolean }).from_hold === false;
}

function stayFaults(stay: StayCells, before: CommittedState, after: CommittedState): string[] {
  const had = nightsOf(stay, before).filter(({ roomTypeId }) => roomTypeId === stay.roomTypeId);
  const fresh = nightsOf(stay, after).filter(({ night }) => !had.some((one) => one.night === night));
  return fresh.flatMap((used) => {
    const name = `night ${used.night} of ${stay.reservationId}`;
    const price = expectedPrice(stay, used.night, after);
    const isClosed = after.rateNights.some(
      (set) => set.closed === true && isSame(set, stay, used.night) && isOnPlan(set.ratePlanId, stay.ratePlanId),
    );
    return [
      ...(price === used.priceMinor ? [] : [`${name} costs ${used.priceMinor}, by the rates in force ${price}`]),
      ...(isClosed ? [`${name} is sold and is closed`] : []),
    ];
  });
}

// Those that are left of a stay that was changed again in the same transaction.
function nightsOf({ reservationId, stayNo, from, to }: StayCells, { stayNights }: CommittedState): StayNightCells[] {
  return stayNights.filter(
    (one) => one.reservationId === reservationId && one.stayNo === stayNo && one.night >= from && one.night < to,
  );
}

function isSame(set: RateNightCells, { hotelId, roomTypeId }: StayCells, night: number): boolean {
  return set.hotelId === hotelId && set.roomTypeId === roomTypeId && set.night === night;
}

// What was sold before a limit was set stays sold: it must not become more.
function limitFaults({ before, after, decidedAt }: RateCommit): string[] {
  return after.rateNights.flatMap((limit) => {
    if (limit.sellLimit === null) return [];
    const sold = soldWithin(after, limit, after.now);
    if (sold <= limit.sellLimit || sold <= soldWithin(before, limit, decidedAt)) return [];
    const scope = limit.ratePlanId === EVERY_PLAN ? "every plan" : `plan ${limit.ratePlanId}`;
    return [`night ${limit.night} of type ${limit.roomTypeId} sells ${limit.sellLimit} of ${scope}, and sold ${sold}`];
  });
}

function isLive(used: StayNightCells, { holds }: CommittedState, now: number): boolean {
  if (used.usedAs !== "held") return used.usedAs === "sold";
  return holds.some((hold) => hold.reservationId === used.reservationId && hold.expiresAt > now);
}

function stayOf({ reservationId, stayNo }: StayNightCells, { stays }: CommittedState): StayCells | undefined {
  return stays.find((stay) => stay.reservationId === reservationId && stay.stayNo === stayNo);
}

function isWithin({ roomTypeId, ratePlanId }: RateNightCells, stay: StayCells | undefined): boolean {
  return stay?.roomTypeId === roomTypeId && isOnPlan(ratePlanId, stay.ratePlanId);
}
