import type { Adjustment, DemandRule, LeadDiscount, LengthDiscount, PriceRule } from "../book/rate_plan.ts";
import type { RestrictionRule } from "../book/restriction.ts";
import type { RuleScope } from "../book/scope.ts";
import { weekdaysOf } from "../book/weekday_names.ts";
import { LEAST_AND_MOST, restrictionOf, RULE_NAMES } from "../restrictions/rule_names.ts";
import { present } from "../present.ts";
import type { Reading } from "./reading.ts";
import type * as bodies from "./rule_schemas.ts";

/** Reads which nights and room types a rule is about. */
export function readScope(reading: Reading, at: string, body: bodies.Scope): RuleScope {
  const from = body.from === undefined ? undefined : reading.night(`${at}/from`, body.from);
  const until = body.until === undefined ? undefined : reading.night(`${at}/until`, body.until);
  if (from !== undefined && until !== undefined && from > until) {
    reading.fail(`${at}/until`, "range", "until is the last night and does not lie before from.");
  }
  const weekdays = body.weekdays === undefined ? undefined : weekdaysOf(body.weekdays);
  return present({
    from,
    until,
    weekdays,
    roomTypeIds: readRoomTypes(reading, `${at}/room_type_ids`, body.room_type_ids),
  });
}

/** Reads the ids of room types of the hotel; undefined stands for all. */
export function readRoomTypes(
  reading: Reading,
  field: string,
  roomTypeIds: readonly number[] | undefined,
): readonly number[] | undefined {
  const unknown = (roomTypeIds ?? []).filter((roomTypeId) => !reading.words.roomTypeIds.has(roomTypeId));
  if (unknown.length > 0) reading.fail(field, "exists", `The hotel has no room type ${unknown.join(", ")}.`);
  return roomTypeIds;
}

/** Reads a change of a price: a percentage or an amount. */
export function readChange(reading: Reading, at: string, body: bodies.Change): Adjustment {
  reading.oneOf(at, body, ["percent", "amount"]);
  if (body.percent !== undefined) return { basisPoints: reading.share(`${at}/percent`, body.percent) };
  return { amountMinor: reading.difference(`${at}/amount`, body.amount ?? 0) };
}

/** Reads a price of some nights, or a change of it. */
export function readPriceRule(reading: Reading, at: string, body: bodies.PriceRule): PriceRule {
  const scope = readScope(reading, at, body);
  const given = reading.oneOf(at, body, ["price", "percent", "amount"]);
  if (given === undefined) return { ...scope, priceMinor: 0 };
  if (given === "price") return { ...scope, priceMinor: reading.price(`${at}/price`, body.price ?? 0) };
  return { ...scope, ...readChange(reading, at, body) };
}

/** Reads a discount by length of stay. */
export function readLengthDiscount(reading: Reading, at: string, body: bodies.LengthDiscount): LengthDiscount {
  return { minNights: body.min_nights, adjustment: readChange(reading, at, body) };
}

/** Reads a discount by time of booking. */
export function readLeadDiscount(reading: Reading, at: string, body: bodies.LeadDiscount): LeadDiscount {
  const { min_days: minDays, max_days: maxDays } = body;
  if (minDays === undefined && maxDays === undefined) {
    reading.fail(`${at}/min_days`, "required", "Give min_days (early booking), max_days (last minute) or both.");
  }
  checkRange(reading, `${at}/max_days`, minDays, maxDays);
  return { name: body.name, ...present({ minDays, maxDays }), adjustment: readChange(reading, at, body) };
}

/** Reads a rule of a price that follows demand. */
export function readDemandRule(reading: Reading, at: string, body: bodies.DemandRule): DemandRule {
  const { min_occupancy: least, max_occupancy: most, pickup, min_lead_days: minLeadDays } = body.when;
  const maxLeadDays = body.when.max_lead_days;
  checkRange(reading, `${at}/when/max_occupancy`, least, most);
  checkRange(reading, `${at}/when/max_lead_days`, minLeadDays, maxLeadDays);
  return {
    name: body.name,
    ...readScope(reading, at, body),
    when: present({
      minOccupancy: least === undefined ? undefined : reading.share(`${at}/when/min_occupancy`, least),
      maxOccupancy: most === undefined ? undefined : reading.share(`${at}/when/max_occupancy`, most),
      pickup: pickup && { days: pickup.days, minRooms: pickup.min_rooms },
      minLeadDays,
      maxLeadDays,
    }),
    adjustment: readChange(reading, at, body),
  };
}

/** Reads a standing restriction: at least one thing must be restricted. */
export function readRestriction(reading: Reading, at: string, body: bodies.Restriction): RestrictionRule {
  const restriction = restrictionOf(body);
  if (Object.values(restriction).every((value) => value === false)) {
    reading.fail(at, "required", "A restriction says what is not sold, such as closed or min_stay_arrival.");
  }
  for (const [least, most] of LEAST_AND_MOST) {
    checkRange(reading, `${at}/${RULE_NAMES[most]}`, restriction[least], restriction[most]);
  }
  return { ...readScope(reading, at, body), ...present({ channel: body.channel?.toLowerCase() }), ...restriction };
}

function checkRange(reading: Reading, field: string, least: number | undefined, most: number | undefined): void {
  if (least === undefined || most === undefined || least <= most) return;
  reading.fail(
    field,
    "range",
    `${field.slice(field.lastIndexOf("/") + 1)} is less than its minimum: it would never apply.`,
  );
}
