import { EVERY_PLAN } from "../../../hotel/rates/book/rate_night.ts";
import type { Night } from "../../../hotel/vocabulary/night.ts";
import { nightName } from "../ledger/house.ts";
import { CLOCKS_APART_MS } from "../ledger/register.ts";
import type { Epoch } from "../ledger/replay.ts";
import type { Operation, WantedRoom } from "../operation.ts";
import { breaks, type ContestedRates, type FixedRule } from "../rates/contested_rates.ts";
import type { RuleInTheWay } from "../rates/told_rates.ts";

/** Why a refusal by restrictions is not justified: each rule that it names stood there at some moment, and was in the way. */
export function unlessRestricted(
  epoch: Epoch,
  operation: Operation,
  rates: ContestedRates | undefined,
): string | undefined {
  if (rates === undefined) return "the hotel restricts nothing";
  if (operation.inTheWay.length === 0) return "restricted, and no rule is named";
  const wrong = operation.inTheWay.find((rule) => !mayStand(epoch, operation, rates, rule));
  return wrong === undefined ? undefined : `${wrong.rule} ${wrong.value} was never in the way`;
}

/** Why a quote is wrongly said to have run out. */
export function unlessRunOutQuote({ quote, completedAt }: Operation): string | undefined {
  if (quote === undefined) return "there was no quote that could have run out";
  return completedAt + CLOCKS_APART_MS >= quote.expiresAt ? undefined : "the quote had not run out";
}

function mayStand(epoch: Epoch, operation: Operation, { fixed }: ContestedRates, named: RuleInTheWay): boolean {
  const rooms = operation.rooms.filter((room) => room.from <= named.night && named.night < room.to);
  if (named.rule === "closed") {
    return rooms.some((room) => epoch.replay.closedWithin(operation, nameOf(operation, room, named.night)));
  }
  const rules = fixed.filter(({ night, rule }) => night === named.night && rule === named.rule);
  const isAsNamed = (rule: FixedRule): boolean => Number(named.value) === rule.value && isOnPlan(rule, named);
  return rules.some(
    (rule) =>
      isAsNamed(rule) &&
      (rule.rule === "sell_limit"
        ? isReached(epoch, operation, rule, rooms)
        : rooms.some((room) => breaks(rule, room))),
  );
}

// Of what is sold under one plan the ledger says nothing: all that is used is an upper bound.
function isReached(epoch: Epoch, operation: Operation, rule: FixedRule, rooms: readonly WantedRoom[]): boolean {
  const wanted = rooms.filter(({ roomTypeId }) => roomTypeId === rule.roomTypeId);
  const [first] = wanted;
  if (first === undefined) return false;
  const { most } = epoch.replay.usedWithin(operation, nameOf(operation, first, rule.night));
  return most + wanted.length > rule.value;
}

function isOnPlan({ ratePlanId }: FixedRule, named: RuleInTheWay): boolean {
  return (named.ratePlanId ?? EVERY_PLAN) === ratePlanId;
}

function nameOf({ hotelId }: Operation, { roomTypeId }: WantedRoom, night: Night): string {
  return nightName(hotelId, roomTypeId, night);
}
