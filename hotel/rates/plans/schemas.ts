import { Type } from "typebox";
import type { Static } from "typebox";
import { closed, Id, line, MAX_ID, Status } from "../../properties/schemas.ts";
import {
  amount,
  Change,
  Code,
  DemandRule,
  leadDays,
  LeadDiscount,
  LengthDiscount,
  Name,
  percentage,
  PriceRule,
  Restriction,
  RoomTypeIds,
  rules,
} from "./rule_schemas.ts";

const Version = Type.Integer({ minimum: 1, description: "Raised by every change; send it as `If-Match`." });

/** Where the prices of a plan come from. */
export const Basis = closed({
  kind: Type.Enum(["base", "derived"], {
    description:
      "`base`: own rules upon the room type's price. `derived`: another plan's price of the night, adjusted.",
  }),
  rate_plan_id: Type.Optional(Type.Integer({ ...Id, description: "Of `derived`: the other plan." })),
  ...Change.properties,
  inherits_restrictions: Type.Optional(
    Type.Boolean({ description: "Of `derived`: whether the other plan's restrictions count too; true unless told." }),
  ),
});
export type Basis = Static<typeof Basis>;

/** Who sees a plan. */
export const Audience = closed({
  kind: Type.Enum(["public", "members", "promo_code", "channel", "company"]),
  code: Type.Optional(
    Type.String({
      pattern: "^[A-Za-z0-9_-]{1,40}$",
      description: "Of `promo_code` and `company`; kept in lower case.",
    }),
  ),
  channel: Type.Optional(
    Type.String({ pattern: "^[A-Za-z0-9_-]{1,40}$", description: "Of `channel`; kept in lower case." }),
  ),
});
export type Audience = Static<typeof Audience>;

/** What the number of guests changes. */
export const Occupancy = closed({
  included_adults: Type.Integer({ minimum: 1, maximum: 100, description: "Adults that the price is for." }),
  single_use: Type.Optional({ ...Change, description: "One adult alone in the room." }),
  extra_adult: amount("For each adult beyond the included ones, a night."),
  children: Type.Array(closed({ band: Code, price: amount("For each child of the band, a night.") }), {
    maxItems: 10,
    description: "By the child bands of the rate book; a band that is left out costs nothing.",
  }),
});
export type Occupancy = Static<typeof Occupancy>;

/** Prices that follow demand. */
export const Dynamic = closed({
  rules: rules(DemandRule, "Every rule that applies, in this order; then floor and ceiling."),
  floor: Type.Optional(amount("The lowest price of a night.")),
  ceiling: Type.Optional(amount("The highest price of a night.")),
});
export type Dynamic = Static<typeof Dynamic>;

const FEE_KINDS = ["none", "first_night", "percent", "full_stay"] as const;

/** What a guest pays who cancels late or does not come. */
export const Fee = closed({
  kind: Type.Enum([...FEE_KINDS]),
  percent: Type.Optional(percentage("Of `percent`: share of the stay's whole price.")),
});
export type Fee = Static<typeof Fee>;

/** When cancelling costs something, and how much. */
export const Cancellation = closed({
  kind: Type.Enum(["free_until", "non_refundable"]),
  before_days: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 365, description: "Of `free_until`: days before arrival, at check-in time." }),
  ),
  before_hours: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 8_760, description: "Of `free_until`: hours before check-in time instead." }),
  ),
  late_fee: Type.Optional({ ...Fee, description: "Of `free_until`: afterwards." }),
  no_show_fee: Type.Optional({ ...Fee, description: "Of `free_until`: who does not come; the late fee unless told." }),
  fee: Type.Optional({ ...Fee, description: "Of `non_refundable`: from the moment of booking; all unless told." }),
});
export type Cancellation = Static<typeof Cancellation>;

/** When and how the guest pays. */
export const Payment = closed({
  kind: Type.Enum(["pay_at_hotel", "guarantee", "deposit", "prepay"]),
  share: Type.Optional(
    Type.Enum(["first_night", "percent", "amount"], { description: "Of `deposit`: what is taken before arrival." }),
  ),
  percent: Type.Optional(percentage("Of a share `percent`.")),
  amount: Type.Optional(amount("Of a share `amount`.")),
  days_before: Type.Optional(leadDays("Of `deposit`: taken so many days before arrival; 0: when booking.")),
});
export type Payment = Static<typeof Payment>;

/** An extra that comes with a plan. */
export const PackagedExtra = closed({
  code: Code,
  included: Type.Boolean({ description: "In the price of the night; false: added for everybody." }),
});

const guestFields = {
  code: Type.String({ ...Code, description: "Unique in the hotel, for ever." }),
  name: Name,
  room_type_ids: Type.Union([RoomTypeIds, Type.Null()], { description: "null: every room type." }),
  meal_plan: Type.Enum(["room_only", "breakfast", "half_board", "full_board", "all_inclusive"]),
  audience: Audience,
  extras: Type.Array(PackagedExtra, { maxItems: 20 }),
  cancellation: Type.Union([Cancellation, Type.Null()], { description: "null: the hotel's own." }),
  payment: Payment,
};

const staffFields = {
  basis: Basis,
  prices: rules(PriceRule, "In order: of those with a price the last that applies counts, then every change."),
  occupancy: Occupancy,
  length_discounts: rules(LengthDiscount, "The longest that applies counts."),
  lead_discounts: rules(LeadDiscount, "The first that applies counts."),
  dynamic: Dynamic,
  restrictions: rules(Restriction, "A stay must pass all of them."),
};

/** Every field of a plan that staff write. */
export const ratePlanFields = { ...guestFields, ...staffFields };

const { code, name, ...withDefaults } = ratePlanFields;

/** A plan to be entered; what is left out takes the default of `ratePlanDefaults`. */
export const NewRatePlan = closed({ code, name, ...Type.Partial(Type.Object(withDefaults)).properties });
export type NewRatePlan = Static<typeof NewRatePlan>;

const { code: _code, ...changeable } = ratePlanFields;

/** Changes of a plan: whole fields; what is left out stays. The code stays for ever. */
export const ratePlanChanges = Type.Partial(Type.Object({ ...changeable, status: Status })).properties;
export type RatePlanChanges = Partial<Omit<RatePlanFields, "code">> & { readonly status?: "active" | "retired" };

/** Every field of a plan with a value. */
export const RatePlanFields = closed(ratePlanFields);
export type RatePlanFields = Static<typeof RatePlanFields>;

const ids = { hotel_id: Id, rate_plan_id: Id };

/** A plan as the API shows it. What is optional is for those who may read the hotel's rates. */
export const RatePlanView = Type.Object({
  ...ids,
  ...guestFields,
  ...Type.Partial(Type.Object(staffFields)).properties,
  status: Status,
  version: Version,
});
export type RatePlanView = Static<typeof RatePlanView>;

/** The id of a plan, or 0 for the standard plan. */
export const PlanOrStandard = Type.Integer({
  minimum: 0,
  maximum: MAX_ID,
  description: "0: the standard plan, the room type's own price.",
});

/** One line for people. */
export const TextLine = line(200, "What the guest reads on the bill.");
