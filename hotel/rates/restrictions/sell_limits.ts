import { nightsOf, type Night } from "../../vocabulary/night.ts";
import type { RateBook } from "../book/rate_book.ts";
import { EVERY_PLAN } from "../book/rate_night.ts";
import type { RestrictionRule } from "../book/restriction.ts";
import { isInScope, type RuleScope } from "../book/scope.ts";
import type { RateFacts, StayAsk } from "../stay_ask.ts";
import { plansWithin } from "./rules_of_plan.ts";

/** What a sell limit counts: one plan with its heirs or every plan, one channel or every (empty). */
export interface LimitScope {
  readonly ratePlanId: number;
  readonly channel: string;
}

/** A sell limit of a book or a plan. */
export interface StandingLimit extends RuleScope, LimitScope {
  readonly sellLimit: number;
}

/** How many rooms more a stay may have under some plans together, by the sell limits of all its nights. */
export interface LimitOnStay {
  /** Just `EVERY_PLAN`, or a plan and its heirs. */
  readonly plans: readonly number[];
  readonly rooms: number;
}

// A book never changes, and every event that touches a night of its hotel asks.
const known = new WeakMap<RateBook, readonly StandingLimit[]>();

/** The sell limits of a book and its plans, without those of single nights; most books have none. */
export function standingLimits(book: RateBook): readonly StandingLimit[] {
  let limits = known.get(book);
  if (limits === undefined) known.set(book, (limits = readLimits(book)));
  return limits;
}

/**
 * Rooms of a type sold and held on a night within the scope of a sell limit. Undefined where nobody counts: then the limit is for the
 * booking to decide.
 */
export function soldWithin(facts: RateFacts, roomTypeId: number, night: Night, limit: LimitScope): number | undefined {
  let sold = 0;
  for (const ratePlanId of plansWithin(facts.book, limit.ratePlanId)) {
    const count = facts.soldUnder(roomTypeId, night, ratePlanId, limit.channel);
    if (count === undefined) return undefined;
    sold += count;
  }
  return sold;
}

/** What the sell limits leave of a room type for stays of one channel, whatever their plans. */
export function limitsOnStay(
  facts: RateFacts,
  { roomTypeId, dates }: Pick<StayAsk, "roomTypeId" | "dates">,
  channel: string,
): LimitOnStay[] {
  const left = new Map<number, number>();
  for (const night of nightsOf(dates)) {
    for (const limit of limitsOn(facts, roomTypeId, night)) {
      if (limit.channel !== "" && limit.channel !== channel) continue;
      const sold = soldWithin(facts, roomTypeId, night, limit);
      if (sold === undefined) continue;
      const rooms = Math.max(0, limit.sellLimit - sold);
      left.set(limit.ratePlanId, Math.min(rooms, left.get(limit.ratePlanId) ?? rooms));
    }
  }
  return [...left].map(([ratePlanId, rooms]) => ({ plans: plansWithin(facts.book, ratePlanId), rooms }));
}

function limitsOn(facts: RateFacts, roomTypeId: number, night: Night): (LimitScope & { sellLimit: number })[] {
  const set = facts.nights(roomTypeId, night).flatMap(({ ratePlanId, channel, sellLimit }) => {
    return sellLimit === undefined ? [] : [{ ratePlanId, channel, sellLimit }];
  });
  return [...standingLimits(facts.book).filter((limit) => isInScope(limit, roomTypeId, night)), ...set];
}

function readLimits(book: RateBook): StandingLimit[] {
  const ofPlans = [...book.plans.values()].flatMap(({ ratePlanId, restrictions }) =>
    limitsIn(restrictions, ratePlanId),
  );
  return [...limitsIn(book.restrictions, EVERY_PLAN), ...ofPlans];
}

function limitsIn(rules: readonly RestrictionRule[], ratePlanId: number): StandingLimit[] {
  return rules.flatMap((rule) => {
    const { sellLimit, channel = "" } = rule;
    return sellLimit === undefined ? [] : [{ ...rule, ratePlanId, channel, sellLimit }];
  });
}
