import type { MinorUnits } from "../../vocabulary/money.ts";
import type { RuleScope } from "./scope.ts";
import type { CancellationRule, PaymentRule } from "./policies.ts";
import type { RestrictionRule } from "./restriction.ts";

/** The id of the plan that every room type has without anybody making one: its base price, every night. */
export const STANDARD_PLAN = 0;

/** A share in basis points (1/100 of a percent) or an amount in minor units; negative: off. */
export type Adjustment = { readonly basisPoints: number } | { readonly amountMinor: MinorUnits };

/** What is in the price besides the room. */
export type MealPlan = "room_only" | "breakfast" | "half_board" | "full_board" | "all_inclusive";

/** Who may see and book a plan. Codes are compared in lower case. */
export type Audience =
  | { readonly kind: "public" }
  | { readonly kind: "members" }
  | { readonly kind: "promo_code"; readonly code: string }
  | { readonly kind: "channel"; readonly channel: string }
  | { readonly kind: "company"; readonly code: string };

/** A price, or a change of the price so far, for some nights. */
export type PriceRule = RuleScope & ({ readonly priceMinor: MinorUnits } | Adjustment);

/** What the number of guests in a room changes, a night. */
export interface OccupancyPrices {
  /** Adults that the price is for. */
  readonly includedAdults: number;
  /** One adult without children in the room: off (or on) the price of the room. */
  readonly singleUse?: Adjustment;
  /** For each adult beyond the included ones. */
  readonly extraAdultMinor: MinorUnits;
  /** For each child, by the hotel's age bands; a band that is left out costs nothing. */
  readonly children: readonly { readonly band: string; readonly priceMinor: MinorUnits }[];
}

/** Off (or on) every night of a stay of at least so many nights; the longest that applies counts. */
export interface LengthDiscount {
  readonly minNights: number;
  readonly adjustment: Adjustment;
}

/**
 * Off (or on) every night by how long before arrival it is booked, in days of the hotel's calendar. Early booking:
 * `minDays`; last minute: `maxDays`. The first that applies counts.
 */
export interface LeadDiscount {
  readonly name: string;
  readonly minDays?: number;
  /** Inclusive. */
  readonly maxDays?: number;
  readonly adjustment: Adjustment;
}

/** When a dynamic rule applies to a night. Bounds are inclusive; what is left out does not matter. */
export interface DemandCondition {
  /** Rooms used of those that can be slept in, in basis points. */
  readonly minOccupancy?: number;
  readonly maxOccupancy?: number;
  /** Rooms of the type taken for this night in the last `days` days, 1 to 30. */
  readonly pickup?: { readonly days: number; readonly minRooms: number };
  /** Days of the hotel's calendar from now to the night. */
  readonly minLeadDays?: number;
  readonly maxLeadDays?: number;
}

/** A change of the price of a night by demand. */
export interface DemandRule extends RuleScope {
  readonly name: string;
  readonly when: DemandCondition;
  readonly adjustment: Adjustment;
}

/** Prices that follow demand: every rule that applies, in this order, then floor and ceiling. */
export interface DynamicPrices {
  readonly rules: readonly DemandRule[];
  /** Of one night of the room for the included adults. */
  readonly floorMinor?: MinorUnits;
  readonly ceilingMinor?: MinorUnits;
}

/** Where the prices of a plan come from. */
export type PlanBasis =
  /** Its own rules upon the room type's base price. */
  | { readonly kind: "base" }
  /** Another plan's price of the night (before that plan's discounts by length and lead), adjusted. */
  | {
      readonly kind: "derived";
      readonly ratePlanId: number;
      readonly adjustment: Adjustment;
      /** Whether the other plan's restrictions count for this one too. */
      readonly inheritsRestrictions: boolean;
    };

/** The plan that a plan is derived from; undefined for one with prices of its own, and for none. */
export function parentIdOf(plan: { readonly basis: PlanBasis } | undefined): number | undefined {
  return plan?.basis.kind === "derived" ? plan.basis.ratePlanId : undefined;
}

/** An extra that comes with the plan: in its price, or added to it for everybody. */
export interface PackagedExtra {
  readonly code: string;
  readonly included: boolean;
}

/** Under which conditions rooms are sold, and for how much. */
export interface RatePlan {
  readonly hotelId: number;
  readonly ratePlanId: number;
  /** Short name for programs, unique in the hotel. */
  readonly code: string;
  readonly name: string;
  readonly basis: PlanBasis;
  /** Undefined: every room type. */
  readonly roomTypeIds?: readonly number[];
  readonly mealPlan: MealPlan;
  readonly audience: Audience;
  /** In order: of those with a price the last that applies counts, then every adjustment that applies. */
  readonly prices: readonly PriceRule[];
  readonly occupancy: OccupancyPrices;
  readonly lengthDiscounts: readonly LengthDiscount[];
  readonly leadDiscounts: readonly LeadDiscount[];
  readonly dynamic: DynamicPrices;
  readonly extras: readonly PackagedExtra[];
  /** Undefined: the hotel's own. */
  readonly cancellation?: CancellationRule;
  readonly payment: PaymentRule;
  readonly restrictions: readonly RestrictionRule[];
  readonly status: "active" | "retired";
  readonly version: number;
}

/** The part of a plan that is kept as one document: everything but its names, its parent and its state. */
export type RatePlanTerms = Omit<RatePlan, "hotelId" | "ratePlanId" | "code" | "name" | "status" | "version">;
