import { formatNight, type Night } from "../../vocabulary/night.ts";
import { toDecimal, type Currency, type MinorUnits } from "../../vocabulary/money.ts";
import type { Adjustment, DemandRule, PriceRule } from "../book/rate_plan.ts";
import type { RestrictionRule } from "../book/restriction.ts";
import type { RuleScope } from "../book/scope.ts";
import { weekdayNames } from "../book/weekday_names.ts";
import { namedRestriction } from "../restrictions/rule_names.ts";
import { present } from "../present.ts";
import type * as bodies from "./rule_schemas.ts";

/** Which nights and room types, as the API writes it. */
export function showScope(scope: RuleScope): bodies.Scope {
  return present({
    from: showNight(scope.from),
    until: showNight(scope.until),
    weekdays: scope.weekdays === undefined ? undefined : weekdayNames(scope.weekdays),
    room_type_ids: scope.roomTypeIds && [...scope.roomTypeIds],
  });
}

/** A percentage or an amount. */
export function showChange(change: Adjustment, currency: Currency): bodies.Change {
  if ("basisPoints" in change) return { percent: change.basisPoints / 100 };
  return { amount: toDecimal(change.amountMinor, currency) };
}

/** A price of some nights, or a change of it. */
export function showPriceRule(rule: PriceRule, currency: Currency): bodies.PriceRule {
  const scope = showScope(rule);
  return "priceMinor" in rule
    ? { ...scope, price: toDecimal(rule.priceMinor, currency) }
    : { ...scope, ...showChange(rule, currency) };
}

/** A rule of a price that follows demand. */
export function showDemandRule(rule: DemandRule, currency: Currency): bodies.DemandRule {
  const { minOccupancy, maxOccupancy, pickup, minLeadDays, maxLeadDays } = rule.when;
  return {
    name: rule.name,
    ...showScope(rule),
    when: present({
      min_occupancy: minOccupancy === undefined ? undefined : minOccupancy / 100,
      max_occupancy: maxOccupancy === undefined ? undefined : maxOccupancy / 100,
      pickup: pickup && { days: pickup.days, min_rooms: pickup.minRooms },
      min_lead_days: minLeadDays,
      max_lead_days: maxLeadDays,
    }),
    ...showChange(rule.adjustment, currency),
  };
}

/** A standing restriction. */
export function showRestriction(rule: RestrictionRule): bodies.Restriction {
  return { ...showScope(rule), ...present({ channel: rule.channel }), ...namedRestriction(rule) };
}

/** An amount where there is one. */
export function showAmount(amount: MinorUnits | undefined, currency: Currency): number | undefined {
  return amount === undefined ? undefined : toDecimal(amount, currency);
}

function showNight(night: Night | undefined): string | undefined {
  return night === undefined ? undefined : formatNight(night);
}
