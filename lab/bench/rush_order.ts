import { pairsOutOfOrder } from "../contest/order.ts";
import { outcomeOf } from "../contest/run_rush.ts";
import type { AskedRequest } from "../contest/rush.ts";

/** A request for rooms of one type, all for the same nights. */
export interface TypeRequest extends AskedRequest {
  readonly roomTypeId: number;
}

/**
 * The share, in [0, 1], of the pairs of a request that was accepted and one that was refused in which the accepted one was
 * sent first. Only requests of the same round for the same room type are compared: there the first ones shall have the
 * rooms. NaN when there is no such pair.
 */
export function shareInOrder(rounds: readonly (readonly TypeRequest[])[]): number {
  const races = rounds.flatMap((round) => [...Map.groupBy(round, ({ roomTypeId }) => roomTypeId).values()]);
  const pairs = races.map((race) =>
    pairsOutOfOrder(race.toSorted((one, other) => one.sentAt - other.sentAt).map(({ status }) => outcomeOf(status))),
  );
  const all = pairs.reduce((sum, pair) => sum + pair.all, 0);
  return 1 - pairs.reduce((sum, pair) => sum + pair.outOfOrder, 0) / all;
}
