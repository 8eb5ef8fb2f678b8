import { Type } from "typebox";
import type { Static, TNumber, TSchema } from "typebox";
import { closed, Id, line } from "../../properties/schemas.ts";
import { WEEKDAY_NAMES } from "../book/weekday_names.ts";
import type { RuleName } from "../restrictions/rule_names.ts";

/** The most rules that one list holds. */
export const MOST_RULES = 100;

const MOST_DAYS = 1_100;

/** The name of something for programs. */
export const Code = Type.String({
  pattern: "^[a-z0-9][a-z0-9_-]{0,39}$",
  description: "Short name for programs, in lower case.",
});
/** The name of something for people. */
export const Name = line(200, "What people read.");
/** A date of the hotel's calendar; the calendar itself is asked later. */
export const Day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", description: "`YYYY-MM-DD`." });

/** A decimal amount, never below zero. */
export function amount(description: string): TNumber {
  return Type.Number({
    minimum: 0,
    description: `${description} In the hotel's currency, with no more decimals than it has.`,
  });
}

/** A percentage with at most two decimals. */
export function percentage(description: string, minimum = 0, maximum = 100): TNumber {
  return Type.Number({ minimum, maximum, description: `${description} In percent, at most two decimals.` });
}

/** Calendar days before arrival. */
export function leadDays(description: string): ReturnType<typeof Type.Integer> {
  return Type.Integer({ minimum: 0, maximum: MOST_DAYS, description });
}

/** Ids of room types, each once. */
export const RoomTypeIds = Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true });

const scope = {
  from: Type.Optional(Type.String({ ...Day, description: "First night, `YYYY-MM-DD`; absent: since ever." })),
  until: Type.Optional(Type.String({ ...Day, description: "Last night, inclusive, `YYYY-MM-DD`; absent: for ever." })),
  weekdays: Type.Optional(
    Type.Array(Type.Enum([...WEEKDAY_NAMES]), {
      minItems: 1,
      maxItems: 7,
      uniqueItems: true,
      description: "Nights that begin on these days; absent: every day.",
    }),
  ),
  room_type_ids: Type.Optional({ ...RoomTypeIds, description: "Absent: every room type." }),
};

/** Which nights and room types a rule is about. */
export const Scope = closed(scope);
export type Scope = Static<typeof Scope>;

const change = {
  percent: Type.Optional(percentage("Off (negative) or on the price so far.", -100, 1_000)),
  amount: Type.Optional(
    Type.Number({ description: "Off (negative) or on the price so far, in the hotel's currency." }),
  ),
};

/** A change of a price: one of the two. */
export const Change = closed(change);
export type Change = Static<typeof Change>;

/** A price of some nights, or a change of it. */
export const PriceRule = closed({
  ...scope,
  price: Type.Optional(amount("The price of these nights, instead of the one so far.")),
  ...change,
});
export type PriceRule = Static<typeof PriceRule>;

/** Off by how long the stay is. */
export const LengthDiscount = closed({
  min_nights: Type.Integer({ minimum: 2, maximum: 90, description: "Of stays of at least so many nights." }),
  ...change,
});
export type LengthDiscount = Static<typeof LengthDiscount>;

/** Off by how long before arrival it is booked. */
export const LeadDiscount = closed({
  name: line(100, "Such as `early booking`."),
  min_days: Type.Optional(leadDays("Booked at least so many days before arrival.")),
  max_days: Type.Optional(leadDays("Booked at most so many days before arrival.")),
  ...change,
});
export type LeadDiscount = Static<typeof LeadDiscount>;

const Occupancy = percentage("Rooms used of those that can be slept in.", 0, 200);

/** A change of the price by demand. */
export const DemandRule = closed({
  name: line(100, "Shown in explanations of a price."),
  ...scope,
  when: closed({
    min_occupancy: Type.Optional(Occupancy),
    max_occupancy: Type.Optional(Occupancy),
    pickup: Type.Optional(
      closed({
        days: Type.Integer({ minimum: 1, maximum: 30, description: "Counted over so many days back." }),
        min_rooms: Type.Integer({ minimum: 1, maximum: 100_000, description: "Rooms taken for the night meanwhile." }),
      }),
    ),
    min_lead_days: Type.Optional(leadDays("Days from today to the night, at least.")),
    max_lead_days: Type.Optional(leadDays("Days from today to the night, at most.")),
  }),
  ...change,
});
export type DemandRule = Static<typeof DemandRule>;

const Stay = Type.Integer({ minimum: 1, maximum: 90 });

const restricted = {
  closed: Type.Optional(Type.Boolean({ description: "No stay may use the night." })),
  closed_to_arrival: Type.Optional(Type.Boolean({ description: "No stay may begin on it." })),
  closed_to_departure: Type.Optional(Type.Boolean({ description: "No stay may end on it." })),
  min_stay_arrival: Type.Optional({ ...Stay, description: "Nights, of stays that arrive on it." }),
  max_stay_arrival: Type.Optional({ ...Stay, description: "Nights, of stays that arrive on it." }),
  min_stay_through: Type.Optional({ ...Stay, description: "Nights, of stays that use it." }),
  max_stay_through: Type.Optional({ ...Stay, description: "Nights, of stays that use it." }),
  min_advance_days: Type.Optional(leadDays("Days between booking and arrival, at least.")),
  max_advance_days: Type.Optional(leadDays("Days between booking and arrival, at most.")),
  same_day_cutoff_hour: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 23,
      description: "On the day itself sold until this hour of the hotel's clock.",
    }),
  ),
  sell_limit: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 100_000, description: "Rooms of the type that may be sold on the night." }),
  ),
  stay_pattern: Type.Optional(
    Type.String({
      pattern: "^[YN]{1,90}$",
      description:
        "The n-th letter says whether a stay of n nights may arrive; longer ones may not (`FullPatternLOS`).",
    }),
  ),
} satisfies Record<RuleName, TSchema>;

/** What is not sold. */
export const Restriction = closed({
  ...scope,
  channel: Type.Optional(
    Type.String({
      pattern: "^[A-Za-z0-9_-]{1,40}$",
      description: "`web`, `desk`, `partner` or a channel; absent: all.",
    }),
  ),
  ...restricted,
});
export type Restriction = Static<typeof Restriction>;

/** A list of rules, in the order in which they apply. */
export function rules<Rule extends Parameters<typeof Type.Array>[0]>(
  rule: Rule,
  description: string,
): ReturnType<typeof Type.Array<Rule>> {
  return Type.Array(rule, { maxItems: MOST_RULES, description });
}
