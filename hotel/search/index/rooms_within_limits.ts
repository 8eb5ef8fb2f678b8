import { EVERY_PLAN } from "../../rates/book/rate_night.ts";
import type { LimitOnStay } from "../../rates/restrictions/sell_limits.ts";
import type { MinorUnits } from "../../vocabulary/money.ts";
import { leastCostFlow, type Arc } from "./least_cost_flow.ts";

/** What a room under a plan costs. */
interface PricedRoom {
  readonly offer: { readonly ratePlanId: number; readonly totalMinor: MinorUnits };
}

/** Rooms that are wanted, and what sell limits leave of those that there are. */
export interface LimitedChoice<Room extends PricedRoom> {
  /** By party: how many rooms it takes. */
  readonly wanted: readonly number[];
  readonly types: readonly { readonly free: number; readonly limits: readonly LimitOnStay[] }[];
  /** By party and type: the plans under which it can have a room, the cheapest first. */
  readonly rooms: readonly (readonly (readonly Room[])[])[];
}

const SOURCE = 0;
const SINK = 1;

/**
 * The rooms that cost least together, party by party; undefined when there are not enough. A limit holds for a plan with its heirs or
 * for every plan of a type, so one contains another or has nothing to do with it: each room goes from its party to its
 * type and plan, through every limit that contains it, and counts there against the rooms that are left.
 */
export function cheapestWithinLimits<Room extends PricedRoom>(choice: LimitedChoice<Room>): Room[][] | undefined {
  const { wanted } = choice;
  const amount = wanted.reduce((sum, rooms) => sum + rooms, 0);
  const { nodes, arcs, taken } = networkOf(choice);
  const flow = leastCostFlow({ nodes, arcs, source: SOURCE, sink: SINK, amount });
  if (flow === undefined) return undefined;
  return wanted.map((_, party) =>
    taken.flatMap((one) =>
      one.party === party ? Array.from({ length: flow[one.arc] as number }, () => one.room) : [],
    ),
  );
}

/** A room that a party takes when something goes along an arc. */
interface Taken<Room> {
  readonly party: number;
  readonly room: Room;
  readonly arc: number;
}

interface Network<Room> {
  readonly nodes: number;
  readonly arcs: readonly Arc[];
  readonly taken: readonly Taken<Room>[];
}

function networkOf<Room extends PricedRoom>({ wanted, types, rooms }: LimitedChoice<Room>): Network<Room> {
  const arcs: Arc[] = wanted.map((capacity, party) => ({ from: SOURCE, to: 2 + party, capacity, cost: 0 }));
  const taken: Taken<Room>[] = [];
  let nodes = 2 + wanted.length;
  for (const [type, { free, limits }] of types.entries()) {
    const way = limitsAsWay(limits, nodes, free);
    arcs.push(...way.arcs);
    nodes += limits.length + 1;
    for (const [party, ofParty] of rooms.entries()) {
      for (const room of ofParty[type] ?? []) {
        const { ratePlanId, totalMinor: cost } = room.offer;
        taken.push({ party, room, arc: arcs.length });
        arcs.push({ from: 2 + party, to: way.entrance(ratePlanId), capacity: wanted[party] as number, cost });
      }
    }
  }
  return { nodes, arcs, taken };
}

/** The limits of a type one within the other, and the rooms that are free around all of them. */
function limitsAsWay(
  limits: readonly LimitOnStay[],
  first: number,
  free: number,
): { readonly arcs: readonly Arc[]; readonly entrance: (ratePlanId: number) => number } {
  const nested = limits.toSorted((one, other) => reach(one) - reach(other));
  const next = (ratePlanId: number, place: number): number => {
    const found = nested.findIndex((limit, other) => other >= place && contains(limit, ratePlanId));
    return first + (found === -1 ? nested.length : found);
  };
  const arcs = nested.map(({ plans, rooms }, place) => ({
    from: first + place,
    to: next(plans[0] ?? EVERY_PLAN, place + 1),
    capacity: rooms,
    cost: 0,
  }));
  const out = { from: first + nested.length, to: SINK, capacity: Math.max(0, free), cost: 0 };
  return { arcs: [...arcs, out], entrance: (ratePlanId) => next(ratePlanId, 0) };
}

function contains({ plans }: LimitOnStay, ratePlanId: number): boolean {
  return plans.includes(EVERY_PLAN) || plans.includes(ratePlanId);
}

function reach({ plans }: LimitOnStay): number {
  return plans.includes(EVERY_PLAN) ? Number.POSITIVE_INFINITY : plans.length;
}
