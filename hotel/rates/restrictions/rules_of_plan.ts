import type { RateBook } from "../book/rate_book.ts";
import { EVERY_PLAN, type RateNight } from "../book/rate_night.ts";
import { STANDARD_PLAN } from "../book/rate_plan.ts";
import type { Restriction, RestrictionRule } from "../book/restriction.ts";
import type { RuleScope } from "../book/scope.ts";

/** A restriction and what it stands on: one plan or every (`EVERY_PLAN`), one channel or every (empty). */
export interface ScopedRestriction extends Restriction {
  readonly ratePlanId: number;
  readonly channel: string;
}

/** Which restrictions count for one plan of a book. */
export interface RulesOfPlan {
  /** Those of the book, of the plan and of the plans it inherits from, without those of single nights. */
  readonly standing: readonly (ScopedRestriction & RuleScope)[];
  /** The plan itself, then those it inherits restrictions from: the nearest first. */
  readonly lineage: readonly number[];
}

const NONE: RulesOfPlan["standing"] = [];
const OF_STANDARD_PLAN: RulesOfPlan = { standing: NONE, lineage: [STANDARD_PLAN] };

// A book never changes, and every candidate of a search asks: its rules are put together once.
const known = new WeakMap<RateBook, Map<number, RulesOfPlan>>();

/** The restrictions that count for a plan; for one that the book does not have, those of every plan. */
export function rulesOfPlan(book: RateBook, ratePlanId: number): RulesOfPlan {
  // The book of a hotel that has decided nothing is made anew for each batch: nothing would be found in what is kept.
  if (book.restrictions.length === 0 && !book.plans.has(ratePlanId)) {
    return ratePlanId === STANDARD_PLAN ? OF_STANDARD_PLAN : { standing: NONE, lineage: [ratePlanId] };
  }
  let ofBook = known.get(book);
  if (ofBook === undefined) known.set(book, (ofBook = new Map()));
  const rules = ofBook.get(ratePlanId);
  if (rules !== undefined) return rules;
  const made = makeRules(book, ratePlanId);
  ofBook.set(ratePlanId, made);
  return made;
}

/** Whether what was set for a night counts for a buyer's channel under these rules. */
export function concerns(rules: RulesOfPlan, row: RateNight, channel: string): boolean {
  if (row.channel !== "" && row.channel !== channel) return false;
  return row.ratePlanId === EVERY_PLAN || rules.lineage.includes(row.ratePlanId);
}

/**
 * The plans whose bookings fill the sell limit of a plan: itself and all that inherit its restrictions, because its limit holds
 * for them as well. Every plan is one scope of its own.
 */
export function plansWithin(book: RateBook, ratePlanId: number): readonly number[] {
  if (ratePlanId === EVERY_PLAN) return [EVERY_PLAN];
  const heirs = [...book.plans.keys()].filter(
    (other) => other !== ratePlanId && rulesOfPlan(book, other).lineage.includes(ratePlanId),
  );
  return [ratePlanId, ...heirs];
}

function makeRules(book: RateBook, ratePlanId: number): RulesOfPlan {
  const lineage = lineageOf(book, ratePlanId);
  const own = lineage.flatMap((id) => (book.plans.get(id)?.restrictions ?? []).map((rule) => scoped(rule, id)));
  return { standing: [...book.restrictions.map((rule) => scoped(rule, EVERY_PLAN)), ...own], lineage };
}

// A chain has no cycle; should one have got in all the same, it ends where it begins again.
function lineageOf(book: RateBook, ratePlanId: number): number[] {
  const lineage = [ratePlanId];
  for (;;) {
    const basis = book.plans.get(lineage.at(-1) ?? ratePlanId)?.basis;
    if (basis?.kind !== "derived" || !basis.inheritsRestrictions || lineage.includes(basis.ratePlanId)) return lineage;
    lineage.push(basis.ratePlanId);
  }
}

function scoped(rule: RestrictionRule, ratePlanId: number): ScopedRestriction & RuleScope {
  return { ...rule, ratePlanId, channel: rule.channel ?? "" };
}
