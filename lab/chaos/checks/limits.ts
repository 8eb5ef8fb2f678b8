import { EVERY_PLAN } from "../../../hotel/rates/book/rate_night.ts";
import type { Anomaly } from "../anomaly.ts";
import type { LedgerEvent } from "../ledger/events.ts";
import { nightName, type NightStep } from "../ledger/house.ts";
import type { Standing } from "../ledger/register.ts";
import type { Epoch, Replay } from "../ledger/replay.ts";
import type { Stored } from "../ledger/rows.ts";
import type { FixedRule } from "../rates/contested_rates.ts";
import type { ContestedHotel } from "../world.ts";
import { NOT_FOR_SALE } from "./restrictions.ts";

interface Limit extends FixedRule {
  readonly hotelId: number;
  /** The night of the type. */
  readonly name: string;
}

/**
 * A hold may run out between the moment at which a booking's transaction took the lapsed ones away and the one at which it counted:
 * so late a transaction counts, in milliseconds.
 */
const COUNTED_LATE_MS = 15_000;

/** Sell limits are never exceeded: for all plans after every event, for one plan in the rows of every check. */
export class LimitCheck {
  readonly #limits: readonly Limit[];

  constructor(world: readonly ContestedHotel[]) {
    this.#limits = world.flatMap(({ hotelId, rates }) =>
      (rates?.fixed ?? [])
        .filter(({ rule }) => rule === "sell_limit")
        .map((rule) => ({ ...rule, hotelId, name: nightName(hotelId, rule.roomTypeId, rule.night) })),
    );
  }

  /** What an epoch and the rows at its end show to be wrong. */
  check(epoch: Pick<Epoch, "events" | "replay">, { soldUnder }: Pick<Stored, "soldUnder">): Anomaly[] {
    return this.#limits.flatMap((limit) => {
      const rows = soldUnder.filter(
        ({ name, ratePlanId }) =>
          name === limit.name && (limit.ratePlanId === EVERY_PLAN || limit.ratePlanId === ratePlanId),
      );
      const sold = rows.reduce((sum, { rooms }) => sum + rooms, 0);
      const stored = sold > limit.value ? [exceeded(limit, sold, [])] : [];
      return limit.ratePlanId === EVERY_PLAN ? [...stored, ...exceededInLedger(limit, epoch)] : stored;
    });
  }
}

function exceededInLedger(limit: Limit, { events, replay }: Pick<Epoch, "events" | "replay">): Anomaly[] {
  const steps = replay.house.stepsOf(limit.name);
  return steps.flatMap((present, index) => {
    const before = steps[index - 1];
    if (before === undefined || present.used <= before.used || present.used <= limit.value) return [];
    const event = events.filter(({ hotelId }) => hotelId === limit.hotelId)[present.step - 1];
    if (event === undefined) return [];
    const sold = present.used - overdueHolds(limit, replay, present, event);
    return sold > limit.value ? [exceeded(limit, sold, [event])] : [];
  });
}

function overdueHolds(
  { hotelId, night, roomTypeId }: Limit,
  replay: Replay,
  { step }: NightStep,
  { at }: LedgerEvent,
): number {
  const uses = ({ segments }: Standing): number =>
    segments.filter((one) => one.roomTypeId === roomTypeId && one.from <= night && night < one.to).length;
  let rooms = 0;
  for (const standings of replay.standings.values()) {
    const standing = standings.findLast((one) => one.step <= step);
    const isOverdue = standing?.status === "pending" && (standing.expiresAt ?? Infinity) <= at + COUNTED_LATE_MS;
    if (standing !== undefined && isOverdue && standing.hotelId === hotelId) rooms += uses(standing);
  }
  return rooms;
}

function exceeded({ name, value, ratePlanId }: Limit, sold: number, events: readonly LedgerEvent[]): Anomaly {
  const scope = ratePlanId === EVERY_PLAN ? "all plans" : `plan ${ratePlanId}`;
  return {
    check: NOT_FOR_SALE,
    message: `${name} sells ${value} of ${scope}, and sold ${sold}`,
    operations: [],
    events,
  };
}
