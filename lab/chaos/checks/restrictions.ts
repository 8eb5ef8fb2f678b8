import type { Anomaly } from "../anomaly.ts";
import type { LedgerEvent, Segment } from "../ledger/events.ts";
import { nightNames } from "../ledger/house.ts";
import type { Epoch } from "../ledger/replay.ts";
import { operationOf, type Operation, type WantedRoom } from "../operation.ts";
import { breaks, type FixedRule } from "../rates/contested_rates.ts";
import type { ContestedHotel } from "../world.ts";

/** The name of the check, for what is sold against a restriction or above a limit. */
export const NOT_FOR_SALE = "nothing sold that is not for sale";

/**
 * No stay breaks a restriction that was never changed, and none is sold for a night that was closed when it was decided: by the
 * ledger, in which a change of rates has its place between the bookings of its room types.
 */
export class RestrictionCheck {
  readonly #rules: ReadonlyMap<number, readonly FixedRule[]>;

  constructor(world: readonly ContestedHotel[]) {
    this.#rules = new Map(world.map(({ hotelId, rates }) => [hotelId, rates?.fixed ?? []]));
  }

  /** What the events of an epoch show to be wrong. */
  check({ events, sent, replay }: Epoch): Anomaly[] {
    const steps = new Map<number, number>();
    return events.flatMap((event) => {
      const step = (steps.get(event.hotelId) ?? 0) + 1;
      steps.set(event.hotelId, step);
      const operation = sent.get(operationOf(event.requestId) ?? -1);
      const broken = this.#brokenRule(event);
      if (broken !== undefined) return [wrong(`sold against ${broken.rule} ${broken.value}`, operation, event)];
      // Whoever was quoted a stay gets it, whatever was closed since.
      const closed = operation?.quote === undefined ? newNights(event) : [];
      const name = closed.find((night) => replay.closed.isClosedAt(night, step));
      return name === undefined ? [] : [wrong(`${name} is sold and was closed`, operation, event)];
    });
  }

  #brokenRule(event: LedgerEvent): FixedRule | undefined {
    const stays = staysSold(event);
    if (stays.length === 0) return undefined;
    return this.#rules.get(event.hotelId)?.find((rule) => stays.some((stay) => breaks(rule, stay)));
  }
}

/** What an event sells anew; confirming a hold keeps what was promised. */
function segmentsSold(event: LedgerEvent): readonly Segment[] {
  if (event.type === "reservation.modified") return event.after;
  const isNew = event.type === "reservation.held" || (event.type === "reservation.confirmed" && !event.fromHold);
  return isNew ? event.stays : [];
}

function staysSold(event: LedgerEvent): WantedRoom[] {
  return [...Map.groupBy(segmentsSold(event), ({ stayNo }) => stayNo).values()].map((own) => ({
    roomTypeId: own[0]?.roomTypeId ?? 0,
    from: Math.min(...own.map(({ from }) => from)),
    to: Math.max(...own.map(({ to }) => to)),
  }));
}

function newNights(event: LedgerEvent): string[] {
  const had = new Set(event.before.flatMap((segment) => nightNames(event.hotelId, segment)));
  return segmentsSold(event)
    .flatMap((segment) => nightNames(event.hotelId, segment))
    .filter((night) => !had.has(night));
}

function wrong(message: string, operation: Operation | undefined, event: LedgerEvent): Anomaly {
  const operations = operation === undefined ? [] : [operation];
  return { check: NOT_FOR_SALE, message, operations, events: [event] };
}
