import { EVERY_PLAN } from "../../rates/book/rate_night.ts";
import type { LimitOnStay } from "../../rates/restrictions/sell_limits.ts";
import type { MinorUnits } from "../../vocabulary/money.ts";
import { leastCostFlow, type Arc } from "./least_cost_flow.ts";

/** What a room under a plan costs. */
interface PricedRoom {
  readonly offer: { readonly ratePlanId: number; readonly totalMinor: MinorUnits };
}

/** Rooms that are wanted and rooms that there are. */
export interface RoomChoice<Room extends PricedRoom> {
  /** By party: how many rooms it takes. */
  readonly wanted: readonly number[];
  /** By type: how many are free, and what sell limits leave of them. */
  readonly types: readonly { readonly free: number; readonly limits: readonly LimitOnStay[] }[];
  /** By party and type: the plans under which it can have a room, the cheapest first. */
  readonly rooms: readonly (readonly (readonly Room[])[])[];
}

/**
 * The rooms that cost least together, party after party; undefined when there are not enough. Exact: a party may be put into another
 * room where that makes place for the next. A sell limit holds for a plan with its heirs or for every plan of a type, so one
 * contains another or has nothing to do with it: each room goes from its party to its type, through every limit that
 * contains its plan, and counts there against the rooms that are left.
 */
export function cheapestRooms<Room extends PricedRoom>({ wanted, types, rooms }: RoomChoice<Room>): Room[] | undefined {
  const places = placesOf(types, wanted.length);
  const { arcs, taken } = waysInto(places, rooms);
  const flow = leastCostFlow({
    nodes: places.reduce((sum, { nested }) => sum + nested.length, wanted.length + places.length),
    arcs: [...arcs, ...places.flatMap(arcsOfLimits)],
    starting: wanted,
    room: [...wanted.map(() => 0), ...types.map(({ free }) => free)],
  });
  return flow && taken.flatMap((room, arc) => Array<Room>(flow[arc] as number).fill(room));
}

/** A type in the network. Its node follows those of the parties, and those of all limits follow the types. */
interface Place {
  readonly node: number;
  readonly firstLimit: number;
  /** Its limits, none before one that it contains. */
  readonly nested: readonly LimitOnStay[];
}

function placesOf(types: RoomChoice<PricedRoom>["types"], parties: number): Place[] {
  let next = parties + types.length;
  return types.map(({ limits }, type) => {
    const firstLimit = next;
    next += limits.length;
    return { node: parties + type, firstLimit, nested: limits.toSorted((one, other) => reach(one) - reach(other)) };
  });
}

/** Arcs from the parties into the types, each with the room that is taken when something goes along it. */
function waysInto<Room extends PricedRoom>(
  places: readonly Place[],
  rooms: RoomChoice<Room>["rooms"],
): { readonly arcs: readonly Arc[]; readonly taken: readonly Room[] } {
  const arcs: Arc[] = [];
  const taken: Room[] = [];
  for (const [party, ofParty] of rooms.entries()) {
    for (const [type, place] of places.entries()) {
      const ofType = ofParty[type] ?? [];
      // Without a limit, where a dearer plan has a place the cheapest has it too.
      for (const room of place.nested.length === 0 ? ofType.slice(0, 1) : ofType) {
        const { ratePlanId, totalMinor: cost } = room.offer;
        arcs.push({ from: party, to: nodeWithin(place, ratePlanId, 0), capacity: Number.POSITIVE_INFINITY, cost });
        taken.push(room);
      }
    }
  }
  return { arcs, taken };
}

function arcsOfLimits(place: Place): Arc[] {
  return place.nested.map(({ plans, rooms }, limit) => ({
    from: place.firstLimit + limit,
    to: nodeWithin(place, plans[0] ?? EVERY_PLAN, limit + 1),
    capacity: rooms,
    cost: 0,
  }));
}

/** The narrowest limit from one on that contains a plan, or else the type itself. */
function nodeWithin({ node, firstLimit, nested }: Place, ratePlanId: number, from: number): number {
  const found = nested.findIndex((limit, at) => at >= from && contains(limit, ratePlanId));
  return found === -1 ? node : firstLimit + found;
}

function contains({ plans }: LimitOnStay, ratePlanId: number): boolean {
  return plans.includes(EVERY_PLAN) || plans.includes(ratePlanId);
}

function reach({ plans }: LimitOnStay): number {
  return plans.includes(EVERY_PLAN) ? Number.POSITIVE_INFINITY : plans.length;
}
