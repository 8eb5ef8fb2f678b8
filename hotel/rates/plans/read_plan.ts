import type { Decision } from "../../vocabulary/refusal.ts";
import type { Audience, DynamicPrices, OccupancyPrices, PlanBasis, RatePlanTerms } from "../book/rate_plan.ts";
import { present } from "../present.ts";
import { readCancellation, readPayment } from "./read_policies.ts";
import {
  readChange,
  readDemandRule,
  readLeadDiscount,
  readLengthDiscount,
  readPriceRule,
  readRestriction,
  readRoomTypes,
} from "./read_rules.ts";
import { Reading, type RateWords } from "./reading.ts";
import type * as bodies from "./schemas.ts";
import type { NewRatePlan, RatePlanFields } from "./schemas.ts";

/** What a plan is entered with when nobody says. */
export const ratePlanDefaults: Omit<RatePlanFields, "code" | "name"> = {
  basis: { kind: "base" },
  room_type_ids: null,
  meal_plan: "room_only",
  audience: { kind: "public" },
  prices: [],
  occupancy: { included_adults: 2, extra_adult: 0, children: [] },
  length_discounts: [],
  lead_discounts: [],
  dynamic: { rules: [] },
  extras: [],
  cancellation: null,
  payment: { kind: "pay_at_hotel" },
  restrictions: [],
};

/** Every field of a plan to be entered, with the defaults for those left out. */
export function withPlanDefaults(plan: NewRatePlan): RatePlanFields {
  return { ...ratePlanDefaults, ...plan };
}

/** The terms of a plan as the program reckons with them. Refuses with `invalid_request`, naming every field that is wrong. */
export function readTerms(words: RateWords, body: Omit<RatePlanFields, "code" | "name">): Decision<RatePlanTerms> {
  const reading = new Reading(words);
  return reading.outcome<RatePlanTerms>({
    basis: readBasis(reading, body.basis),
    ...present({ roomTypeIds: readRoomTypes(reading, "/room_type_ids", body.room_type_ids ?? undefined) }),
    mealPlan: body.meal_plan,
    audience: readAudience(reading, body.audience),
    prices: reading.each("/prices", body.prices, readPriceRule),
    occupancy: readOccupancy(reading, body.occupancy),
    lengthDiscounts: reading.each("/length_discounts", body.length_discounts, readLengthDiscount),
    leadDiscounts: reading.each("/lead_discounts", body.lead_discounts, readLeadDiscount),
    dynamic: readDynamic(reading, body.dynamic),
    extras: body.extras,
    ...(body.cancellation === null
      ? {}
      : { cancellation: readCancellation(reading, "/cancellation", body.cancellation) }),
    payment: readPayment(reading, "/payment", body.payment),
    restrictions: reading.each("/restrictions", body.restrictions, readRestriction),
  });
}

function readBasis(reading: Reading, body: bodies.Basis): PlanBasis {
  if (body.kind === "base") {
    reading.only("/basis", body, ["kind"], body.kind);
    return { kind: body.kind };
  }
  reading.required("/basis/rate_plan_id", body.rate_plan_id, body.kind);
  return {
    kind: body.kind,
    ratePlanId: body.rate_plan_id ?? 0,
    adjustment: readChange(reading, "/basis", body),
    inheritsRestrictions: body.inherits_restrictions ?? true,
  };
}

function readAudience(reading: Reading, body: bodies.Audience): Audience {
  const { kind, code = "", channel = "" } = body;
  if (kind === "public" || kind === "members") {
    reading.only("/audience", body, ["kind"], kind);
    return { kind };
  }
  const name = kind === "channel" ? "channel" : "code";
  reading.only("/audience", body, ["kind", name], kind);
  reading.required(`/audience/${name}`, body[name], kind);
  return kind === "channel" ? { kind, channel: channel.toLowerCase() } : { kind, code: code.toLowerCase() };
}

function readOccupancy(reading: Reading, body: bodies.Occupancy): OccupancyPrices {
  const at = "/occupancy";
  return {
    includedAdults: body.included_adults,
    ...(body.single_use === undefined ? {} : { singleUse: readChange(reading, `${at}/single_use`, body.single_use) }),
    extraAdultMinor: reading.price(`${at}/extra_adult`, body.extra_adult),
    children: body.children.map(({ band, price }, index) => ({
      band,
      priceMinor: reading.price(`${at}/children/${index}/price`, price),
    })),
  };
}

function readDynamic(reading: Reading, body: bodies.Dynamic): DynamicPrices {
  const floorMinor = body.floor === undefined ? undefined : reading.price("/dynamic/floor", body.floor);
  const ceilingMinor = body.ceiling === undefined ? undefined : reading.price("/dynamic/ceiling", body.ceiling);
  if (floorMinor !== undefined && ceilingMinor !== undefined && floorMinor > ceilingMinor) {
    reading.fail("/dynamic/ceiling", "range", "ceiling is not below floor.");
  }
  const rules = reading.each("/dynamic/rules", body.rules, readDemandRule);
  return { rules, ...present({ floorMinor, ceilingMinor }) };
}
