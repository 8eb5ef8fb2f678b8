import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { formatNight, nightOf } from "../../vocabulary/night.ts";
import type { RatePlanTerms } from "../book/rate_plan.ts";
import type { RestrictionRule } from "../book/restriction.ts";
import type { RuleScope } from "../book/scope.ts";
import {
  exactly,
  StoredAdjustment,
  StoredDemandRule,
  StoredPrice,
  StoredPriceRule,
  StoredRestriction,
  StoredShare,
  StoredText,
  StoredTypes,
  type StoredScope,
} from "./stored_rules.ts";

const Id = Type.Integer({ minimum: 1 });
const Days = Type.Integer({ minimum: 0, maximum: 1_100 });

const Fee = Type.Union([
  exactly({ kind: Type.Union([Type.Literal("none"), Type.Literal("first_night"), Type.Literal("full_stay")]) }),
  exactly({ kind: Type.Literal("percent"), basisPoints: StoredShare }),
]);

const Cancellation = Type.Union([
  exactly({
    kind: Type.Literal("free_until"),
    before: Type.Union([exactly({ days: Days }), exactly({ hours: Type.Integer({ minimum: 0, maximum: 8_784 }) })]),
    lateFee: Fee,
    noShowFee: Fee,
  }),
  exactly({ kind: Type.Literal("non_refundable"), fee: Fee }),
]);

const Payment = Type.Union([
  exactly({ kind: Type.Union([Type.Literal("pay_at_hotel"), Type.Literal("guarantee"), Type.Literal("prepay")]) }),
  exactly({
    kind: Type.Literal("deposit"),
    share: Type.Union([
      exactly({ kind: Type.Literal("first_night") }),
      exactly({ kind: Type.Literal("percent"), basisPoints: StoredShare }),
      exactly({ kind: Type.Literal("amount"), amountMinor: StoredPrice }),
    ]),
    daysBefore: Days,
  }),
]);

const Basis = Type.Union([
  exactly({ kind: Type.Literal("base") }),
  exactly({
    kind: Type.Literal("derived"),
    ratePlanId: Id,
    adjustment: StoredAdjustment,
    inheritsRestrictions: Type.Boolean(),
  }),
]);

const Audience = Type.Union([
  exactly({ kind: Type.Union([Type.Literal("public"), Type.Literal("members")]) }),
  exactly({ kind: Type.Union([Type.Literal("promo_code"), Type.Literal("company")]), code: StoredText }),
  exactly({ kind: Type.Literal("channel"), channel: StoredText }),
]);

/** The terms of a plan as `rate_plan.terms` keeps them: those of the program, nights as ISO dates. */
const StoredTerms = exactly({
  basis: Basis,
  roomTypeIds: Type.Optional(StoredTypes),
  mealPlan: Type.Enum(["room_only", "breakfast", "half_board", "full_board", "all_inclusive"]),
  audience: Audience,
  prices: Type.Array(StoredPriceRule),
  occupancy: exactly({
    includedAdults: Type.Integer({ minimum: 1, maximum: 100 }),
    singleUse: Type.Optional(StoredAdjustment),
    extraAdultMinor: StoredPrice,
    children: Type.Array(exactly({ band: StoredText, priceMinor: StoredPrice })),
  }),
  lengthDiscounts: Type.Array(exactly({ minNights: Id, adjustment: StoredAdjustment })),
  leadDiscounts: Type.Array(
    exactly({
      name: StoredText,
      minDays: Type.Optional(Days),
      maxDays: Type.Optional(Days),
      adjustment: StoredAdjustment,
    }),
  ),
  dynamic: exactly({
    rules: Type.Array(StoredDemandRule),
    floorMinor: Type.Optional(StoredPrice),
    ceilingMinor: Type.Optional(StoredPrice),
  }),
  extras: Type.Array(exactly({ code: StoredText, included: Type.Boolean() })),
  cancellation: Type.Optional(Cancellation),
  payment: Payment,
  restrictions: Type.Array(StoredRestriction),
});

const terms = Compile(StoredTerms);
const restrictions = Compile(Type.Array(StoredRestriction));

/** The terms as the database keeps them. */
export function storeTerms(plan: RatePlanTerms): object {
  return {
    ...plan,
    prices: plan.prices.map(storeScope),
    dynamic: { ...plan.dynamic, rules: plan.dynamic.rules.map(storeScope) },
    restrictions: plan.restrictions.map(storeScope),
  };
}

/** Reads them again. Throws on what {@link storeTerms} cannot have written: somebody wrote past the program. */
export function parseTerms(stored: unknown): RatePlanTerms {
  if (!terms.Check(stored)) throw impossible("rate_plan.terms", terms.Errors(stored));
  return {
    ...stored,
    prices: stored.prices.map(parseScope),
    dynamic: { ...stored.dynamic, rules: stored.dynamic.rules.map(parseScope) },
    restrictions: stored.restrictions.map(parseScope),
  };
}

/** Standing restrictions as the database keeps them. */
export function storeRestrictions(rules: readonly RestrictionRule[]): object[] {
  return rules.map(storeScope);
}

/** Reads them again; throws on what cannot have been written. */
export function parseRestrictions(stored: unknown): RestrictionRule[] {
  if (!restrictions.Check(stored)) throw impossible("rate_book.restrictions", restrictions.Errors(stored));
  return stored.map(parseScope);
}

type WithScope<Rule> = Rule extends unknown ? Omit<Rule, keyof StoredScope> & RuleScope : never;

/** A rule with its nights as ISO dates. */
export function storeScope(rule: RuleScope): object {
  const { from, until, ...rest } = rule;
  return {
    ...rest,
    ...(from === undefined ? {} : { from: formatNight(from) }),
    ...(until === undefined ? {} : { until: formatNight(until) }),
  };
}

/** A rule with its nights as numbers; throws on a date that no calendar has. */
export function parseScope<Rule extends StoredScope>(rule: Rule): WithScope<Rule> {
  const { from, until, ...rest } = rule;
  return {
    ...rest,
    ...(from === undefined ? {} : { from: nightOf(from) }),
    ...(until === undefined ? {} : { until: nightOf(until) }),
  } as WithScope<Rule>;
}

/** What stands in a document of the database that this program cannot have written. */
export function impossible(column: string, errors: readonly { instancePath: string; message: string }[]): TypeError {
  const [first] = errors;
  return new TypeError(`${column}${first?.instancePath ?? ""} is not possible: ${first?.message ?? "no value"}`);
}
