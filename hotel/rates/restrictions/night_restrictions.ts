import type { Night } from "../../vocabulary/night.ts";
import type { Restriction } from "../book/restriction.ts";
import { isInScope } from "../book/scope.ts";
import { present } from "../present.ts";
import type { RateFacts } from "../stay_ask.ts";
import { hoursUntilCutoff, type HotelClock } from "./booking_time.ts";
import { concerns, rulesOfPlan } from "./rules_of_plan.ts";

/**
 * All that restricts one night of a room type under one plan and on one channel, as one restriction: of each rule the
 * strictest. For showing in a calendar; whether a stay is sold says `allowStay`.
 */
export function nightRestrictions(
  facts: RateFacts,
  roomTypeId: number,
  ratePlanId: number,
  channel: string,
  night: Night,
): Restriction {
  const rules = rulesOfPlan(facts.book, ratePlanId);
  const standing = rules.standing.filter(
    (rule) => (rule.channel === "" || rule.channel === channel) && isInScope(rule, roomTypeId, night),
  );
  const set = facts.nights(roomTypeId, night).filter((row) => concerns(rules, row, channel));
  const clock = facts.roomType(roomTypeId)?.hotel ?? MIDNIGHT_ROLL;
  return strictest([...standing, ...set], clock);
}

const MIDNIGHT_ROLL: HotelClock = { timeZone: "UTC", dayRollHour: 0 };

/** One restriction that lets a stay pass exactly when each of these does, but for sell limits of different scopes. */
export function strictest(all: readonly Restriction[], clock: HotelClock): Restriction {
  const hours = (one: number): number => hoursUntilCutoff(clock, one);
  const merged: { -readonly [Key in keyof Restriction]: Restriction[Key] | undefined } = {
    closed: anyTrue(all.map((one) => one.closed)),
    closedToArrival: anyTrue(all.map((one) => one.closedToArrival)),
    closedToDeparture: anyTrue(all.map((one) => one.closedToDeparture)),
    minStayArrival: greatest(all.map((one) => one.minStayArrival)),
    maxStayArrival: least(all.map((one) => one.maxStayArrival)),
    minStayThrough: greatest(all.map((one) => one.minStayThrough)),
    maxStayThrough: least(all.map((one) => one.maxStayThrough)),
    minAdvanceDays: greatest(all.map((one) => one.minAdvanceDays)),
    maxAdvanceDays: least(all.map((one) => one.maxAdvanceDays)),
    sameDayCutoffHour: least(
      all.map((one) => one.sameDayCutoffHour),
      hours,
    ),
    sellLimit: least(all.map((one) => one.sellLimit)),
    stayPattern: all.map((one) => one.stayPattern).reduce(bothPatterns, undefined),
  };
  return present(merged);
}

type Maybe<Value> = Value | undefined;

function anyTrue(flags: readonly Maybe<boolean>[]): Maybe<boolean> {
  return flags.includes(true) ? true : undefined;
}

function greatest(numbers: readonly Maybe<number>[]): Maybe<number> {
  return least(numbers, (one) => -one);
}

function least(numbers: readonly Maybe<number>[], rank = (one: number): number => one): Maybe<number> {
  return numbers.reduce((best, one) => {
    if (best === undefined || one === undefined) return best ?? one;
    return rank(one) < rank(best) ? one : best;
  }, undefined);
}

/** A length passes both when both say yes; a pattern says no to what is longer than itself. */
function bothPatterns(one: Maybe<string>, other: Maybe<string>): Maybe<string> {
  if (one === undefined || other === undefined) return one ?? other;
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  return Array.from(shorter, (letter, place) => (letter === longer[place] ? letter : "N")).join("");
}
