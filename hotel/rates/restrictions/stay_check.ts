import { formatNight, lengthOfStay, type Night } from "../../vocabulary/night.ts";
import { EVERY_PLAN } from "../book/rate_night.ts";
import type { Restriction } from "../book/restriction.ts";
import { isInScope } from "../book/scope.ts";
import type { Buyer, RateFacts, StayAsk } from "../stay_ask.ts";
import { advanceDays, isPastCutoff } from "./booking_time.ts";
import { RULE_NAMES, type RuleName } from "./rule_names.ts";
import { concerns, rulesOfPlan, type ScopedRestriction } from "./rules_of_plan.ts";
import { soldWithin } from "./sell_limits.ts";

/** A rule that does not let a stay pass, in the API's spelling. */
export interface RestrictionInTheWay {
  /** The night, or the day of arrival or departure, that the rule stands on. */
  readonly date: string;
  readonly rule: RuleName;
  /** What the rule says: `true`, a number, a pattern. */
  readonly value: boolean | number | string;
  /** The plan it stands on; absent: on every plan. */
  readonly rate_plan_id?: number;
  /** The channel it stands on; absent: on every channel. */
  readonly channel?: string;
}

/** Every rule that does not let the stay pass, in the order of dates; most stays have none. */
export function restrictionsInTheWay(facts: RateFacts, ask: StayAsk, buyer: Buyer): readonly RestrictionInTheWay[] {
  const { roomTypeId, dates } = ask;
  const rules = rulesOfPlan(facts.book, ask.ratePlanId);
  let check: StayCheck | undefined;
  for (let night = dates.arrival; night <= dates.departure; night += 1) {
    for (const rule of rules.standing) {
      if (rule.channel !== "" && rule.channel !== buyer.channel) continue;
      if (isInScope(rule, roomTypeId, night)) (check ??= new StayCheck(facts, ask)).look(rule, night);
    }
    for (const row of facts.nights(roomTypeId, night)) {
      if (concerns(rules, row, buyer.channel)) (check ??= new StayCheck(facts, ask)).look(row, night);
    }
  }
  return check?.found ?? NONE;
}

const NONE: readonly RestrictionInTheWay[] = [];

/** Holds one stay against restrictions and keeps what is in its way. */
class StayCheck {
  readonly #facts: RateFacts;
  readonly #ask: StayAsk;
  readonly #length: number;
  readonly found: RestrictionInTheWay[] = [];

  constructor(facts: RateFacts, ask: StayAsk) {
    this.#facts = facts;
    this.#ask = ask;
    this.#length = lengthOfStay(ask.dates);
  }

  look(rule: ScopedRestriction, night: Night): void {
    const { arrival, departure } = this.#ask.dates;
    if (night === departure) {
      if (rule.closedToDeparture === true) this.#add(rule, "closedToDeparture", night);
      return;
    }
    if (rule.closed === true) this.#add(rule, "closed", night);
    if (night === arrival) this.#lookAtArrival(rule, night);
    if (rule.minStayThrough !== undefined && this.#length < rule.minStayThrough) {
      this.#add(rule, "minStayThrough", night);
    }
    if (rule.maxStayThrough !== undefined && this.#length > rule.maxStayThrough) {
      this.#add(rule, "maxStayThrough", night);
    }
    if (rule.sellLimit !== undefined && this.#isSoldUp(rule, rule.sellLimit, night))
      this.#add(rule, "sellLimit", night);
  }

  #lookAtArrival(rule: ScopedRestriction, night: Night): void {
    const { minStayArrival, maxStayArrival, stayPattern } = rule;
    if (rule.closedToArrival === true) this.#add(rule, "closedToArrival", night);
    if (minStayArrival !== undefined && this.#length < minStayArrival) this.#add(rule, "minStayArrival", night);
    if (maxStayArrival !== undefined && this.#length > maxStayArrival) this.#add(rule, "maxStayArrival", night);
    if (stayPattern !== undefined && stayPattern[this.#length - 1] !== "Y") this.#add(rule, "stayPattern", night);
    this.#lookAtTime(rule, night);
  }

  #lookAtTime(rule: ScopedRestriction, arrival: Night): void {
    const { minAdvanceDays, maxAdvanceDays, sameDayCutoffHour } = rule;
    if (minAdvanceDays === undefined && maxAdvanceDays === undefined && sameDayCutoffHour === undefined) return;
    const hotel = this.#facts.roomType(this.#ask.roomTypeId)?.hotel;
    if (hotel === undefined) return;
    const { now } = this.#facts;
    const advance = advanceDays(hotel, arrival, now);
    if (minAdvanceDays !== undefined && advance < minAdvanceDays) this.#add(rule, "minAdvanceDays", arrival);
    if (maxAdvanceDays !== undefined && advance > maxAdvanceDays) this.#add(rule, "maxAdvanceDays", arrival);
    if (sameDayCutoffHour !== undefined && isPastCutoff(hotel, arrival, sameDayCutoffHour, now)) {
      this.#add(rule, "sameDayCutoffHour", arrival);
    }
  }

  /** What is not known lets pass: the booking asks again with the counts. */
  #isSoldUp(rule: ScopedRestriction, limit: number, night: Night): boolean {
    const sold = soldWithin(this.#facts, this.#ask.roomTypeId, night, rule);
    return sold !== undefined && sold + (this.#ask.rooms ?? 1) > limit;
  }

  /** Two seasons may say the same of one date: it is told once. */
  #add(rule: ScopedRestriction, key: keyof Restriction, night: Night): void {
    const value = rule[key];
    if (value === undefined) return;
    const found: RestrictionInTheWay = {
      date: formatNight(night),
      rule: RULE_NAMES[key],
      value,
      ...(rule.ratePlanId === EVERY_PLAN ? {} : { rate_plan_id: rule.ratePlanId }),
      ...(rule.channel === "" ? {} : { channel: rule.channel }),
    };
    if (!this.found.some((other) => isSame(other, found))) this.found.push(found);
  }
}

function isSame(one: RestrictionInTheWay, other: RestrictionInTheWay): boolean {
  return (
    one.date === other.date &&
    one.rule === other.rule &&
    one.value === other.value &&
    one.rate_plan_id === other.rate_plan_id &&
    one.channel === other.channel
  );
}
