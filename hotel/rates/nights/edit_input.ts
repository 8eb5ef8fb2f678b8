import { invalidField, invalidFields, type FieldError } from "../../properties/field_error.ts";
import { MAX_PRICE_MINOR } from "../../properties/room_type_rules.ts";
import { decimalPlaces, type Currency } from "../../vocabulary/money.ts";
import { formatNight, type Night, type StayDates } from "../../vocabulary/night.ts";
import { accept, refuse, type Decision } from "../../vocabulary/refusal.ts";
import { EVERY_PLAN } from "../book/rate_night.ts";
import { STANDARD_PLAN, type Adjustment } from "../book/rate_plan.ts";
import { weekdaysOf } from "../book/weekday_names.ts";
import { exactDifference, exactPrice, exactShare } from "../exact_amounts.ts";
import { readNights } from "./asked_nights.ts";
import { CELL_KEYS, CELL_NAMES, keyOfName, type CellKey, type CellValues } from "./cell.ts";
import type { EditFacts, Listed } from "./edit_facts.ts";
import { cellsOf, type NightEdit } from "./edit_rules.ts";
import type { EditBody } from "./schemas.ts";

/** Nights further ahead than this are nobody's to plan. */
export const HORIZON_DAYS = 1_100;

/** The most cells of one call. */
export const MOST_CELLS = 200_000;

/**
 * What a body asks for, exactly: ids that exist, nights from the business date to the horizon, amounts in the hotel's
 * currency. Refuses with `invalid_request` naming the fields, `outside_horizon` and `not_found`.
 */
export function readEdit(body: EditBody, facts: EditFacts): Decision<NightEdit> {
  const nights = readNightsAhead(body, facts.today);
  if (!nights.accepted) return nights;
  const roomTypeIds = readRoomTypes(body, facts);
  if (!roomTypeIds.accepted) return roomTypeIds;
  const ratePlanIds = readPlans(body, facts);
  if (!ratePlanIds.accepted) return ratePlanIds;
  const values = readValues(body, facts.currency);
  if (!values.accepted) return values;
  const edit: NightEdit = {
    nights: nights.value,
    weekdays: weekdaysOf(body.weekdays),
    roomTypeIds: roomTypeIds.value,
    ratePlanIds: ratePlanIds.value,
    channel: body.channel ?? "",
    ...values.value,
  };
  const cells = cellsOf(edit);
  if (cells <= MOST_CELLS) return accept(edit);
  const message = `These are ${cells} cells, nights of room types and plans; at most ${MOST_CELLS} in one call.`;
  return invalidField("/end_date", "cells", message);
}

function readNightsAhead(body: EditBody, today: Night): Decision<StayDates> {
  const nights = readNights(body, "/");
  if (!nights.accepted) return nights;
  const { arrival, departure } = nights.value;
  if (arrival >= today && departure <= today + HORIZON_DAYS) return nights;
  const [first, last] = [formatNight(today), formatNight(today + HORIZON_DAYS - 1)];
  return refuse("outside_horizon", `Rates can be set for nights from ${first} to ${last}.`, {
    first_night: first,
    last_night: last,
  });
}

function readRoomTypes(body: EditBody, { roomTypes }: EditFacts): Decision<readonly number[]> {
  if (body.room_type_ids === "all") return atLeastOne(activeIds(roomTypes), "/room_type_ids", "room type");
  const unknown = body.room_type_ids.find((id) => roomTypes.every((type) => type.id !== id));
  if (unknown !== undefined) return refuse("not_found", `The hotel has no room type ${unknown}.`);
  return accept(body.room_type_ids.toSorted((one, other) => one - other));
}

function readPlans(body: EditBody, { plans, standardPlanSold }: EditFacts): Decision<readonly number[]> {
  if (body.rate_plan_ids === "every_plan") return accept([EVERY_PLAN]);
  if (body.rate_plan_ids === "all") {
    const active = [...(standardPlanSold ? [STANDARD_PLAN] : []), ...activeIds(plans)];
    return atLeastOne(active, "/rate_plan_ids", "rate plan");
  }
  const unknown = body.rate_plan_ids.find((id) => id !== STANDARD_PLAN && plans.every((plan) => plan.id !== id));
  if (unknown !== undefined) return refuse("not_found", `The hotel has no rate plan ${unknown}.`);
  return accept(body.rate_plan_ids.toSorted((one, other) => one - other));
}

function activeIds(listed: readonly Listed[]): number[] {
  return listed.filter(({ isActive }) => isActive).map(({ id }) => id);
}

function atLeastOne(found: readonly number[], field: string, what: string): Decision<readonly number[]> {
  return found.length > 0 ? accept(found) : invalidField(field, "none", `The hotel has no ${what} on sale.`);
}

type EditValues = Pick<NightEdit, "set" | "clear" | "change">;

/** `false` is not kept: a flag that is taken away and one that was never set are the same. */
function readValues(body: EditBody, currency: Currency): Decision<EditValues> {
  const given = body.set ?? {};
  const errors = valueErrors(body, currency);
  if (errors.length > 0) return invalidFields(errors);
  const set: Partial<Record<CellKey, unknown>> = {};
  const clear = new Set((body.clear ?? []).flatMap((name) => keyOfName.get(name) ?? []));
  for (const key of CELL_KEYS) {
    const value = given[CELL_NAMES[key]];
    if (value === false) clear.add(key);
    else if (value !== undefined) set[key] = key === "priceMinor" ? exactPrice(given.price ?? 0, currency) : value;
  }
  const change = body.change === undefined ? undefined : exactChange(body.change, currency);
  return accept({ set: set as CellValues, clear: [...clear], ...(change === undefined ? {} : { change }) });
}

function valueErrors(body: EditBody, currency: Currency): FieldError[] {
  const { set = {}, clear = [], change } = body;
  const places = decimalPlaces(currency);
  const error = (field: string, rule: string, message: string): FieldError => ({ field, rule, message });
  const errors: FieldError[] = [];
  const names = Object.keys(set);
  if (names.length + clear.length === 0 && change === undefined) {
    errors.push(error("/set", "required", "Say what to set, to clear or to change."));
  }
  for (const name of clear.filter((one) => names.includes(one))) {
    errors.push(error("/clear", "contradiction", `${name} cannot be set and cleared at once.`));
  }
  if (set.price !== undefined && exactPrice(set.price, currency) === undefined) {
    const most = MAX_PRICE_MINOR / 10 ** places;
    const message = `A price in ${currency} is a number from 0 to ${most} with at most ${places} decimals.`;
    errors.push(error("/set/price", "price", message));
  }
  if (change !== undefined && exactChange(change, currency) === undefined) {
    const message = `Either a percentage of at most two decimals, or an amount of at most ${places} in ${currency}.`;
    errors.push(error("/change", "change", message));
  }
  return [...errors, ...priceErrors(body)];
}

function priceErrors({ set, clear = [], change, channel, rate_plan_ids: plans }: EditBody): FieldError[] {
  const field = change === undefined ? "/set/price" : "/change";
  if (change !== undefined && (set?.price !== undefined || clear.includes("price"))) {
    return [{ field, rule: "contradiction", message: "A price is set, cleared or changed: one of them." }];
  }
  if (change === undefined && set?.price === undefined) return [];
  const message = "A price belongs to one plan and holds on every channel: name plans and no channel.";
  return plans === "every_plan" || channel !== undefined ? [{ field, rule: "price_scope", message }] : [];
}

/** Undefined unless it is exactly one of both, and exact. */
function exactChange({ percent, amount }: NonNullable<EditBody["change"]>, currency: Currency): Adjustment | undefined {
  if ((percent === undefined) === (amount === undefined)) return undefined;
  if (percent !== undefined) {
    const basisPoints = exactShare(percent);
    return basisPoints === undefined ? undefined : { basisPoints };
  }
  const amountMinor = exactDifference(amount ?? 0, currency);
  return amountMinor === undefined ? undefined : { amountMinor };
}
