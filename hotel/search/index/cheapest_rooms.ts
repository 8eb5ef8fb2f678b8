/** Rooms that are wanted and rooms that there are. */
export interface RoomChoice {
  /** By party: how many rooms it takes. */
  readonly wanted: readonly number[];
  /** By room type: how many are free. */
  readonly free: readonly number[];
  /** By party and type: what one room costs; infinite where it cannot be had. */
  readonly cost: readonly (readonly number[])[];
}

const NONE = Number.POSITIVE_INFINITY;

/**
 * Which rooms to take so that all together cost least: by party and type, how many. Undefined when there are not enough. Exact: room
 * after room along the cheapest way there is, which may put parties that have a room already into another.
 */
export function cheapestRooms(choice: RoomChoice): number[][] | undefined {
  const taken = choice.wanted.map(() => choice.free.map(() => 0));
  const wanted = [...choice.wanted];
  const free = [...choice.free];
  for (let left = wanted.reduce((sum, rooms) => sum + rooms, 0); left > 0; left -= 1) {
    const way = cheapestWay(choice.cost, taken, wanted);
    const last = cheapestFree(way.ofType, free);
    if (last === undefined) return undefined;
    free[last] = (free[last] as number) - 1;
    const party = take(taken, way, last);
    wanted[party] = (wanted[party] as number) - 1;
  }
  return taken;
}

interface Way {
  /** What one room more of the type costs, with all that moves for it. */
  readonly ofType: number[];
  /** The party that would move into the type. */
  readonly partyOf: number[];
  /** The type that the party would leave; -1: it has no room yet. */
  readonly left: number[];
}

// Bellman and Ford: moving somebody gives money back, so costs along the way may be negative.
function cheapestWay(cost: RoomChoice["cost"], taken: readonly number[][], wanted: readonly number[]): Way {
  const ofParty = wanted.map((rooms) => (rooms > 0 ? 0 : NONE));
  const way: Way = { ofType: (cost[0] ?? []).map(() => NONE), partyOf: [], left: wanted.map(() => -1) };
  for (let isBetter = true; isBetter;) {
    isBetter = false;
    for (const [party, start] of ofParty.entries()) {
      for (let type = 0; type < way.ofType.length; type += 1) {
        const sum = start + (cost[party]?.[type] ?? NONE);
        if (sum >= (way.ofType[type] as number)) continue;
        way.ofType[type] = sum;
        way.partyOf[type] = party;
        isBetter = true;
      }
    }
    for (const [party, own] of taken.entries()) {
      for (const [type, rooms] of own.entries()) {
        const sum = (way.ofType[type] as number) - (cost[party]?.[type] ?? NONE);
        if (rooms === 0 || !(sum < (ofParty[party] as number))) continue;
        ofParty[party] = sum;
        way.left[party] = type;
        isBetter = true;
      }
    }
  }
  return way;
}

function cheapestFree(ofType: readonly number[], free: readonly number[]): number | undefined {
  let best: number | undefined;
  for (const [type, rooms] of free.entries()) {
    const cost = ofType[type] as number;
    if (rooms > 0 && cost < (best === undefined ? NONE : (ofType[best] as number))) best = type;
  }
  return best;
}

/** Goes the way back from its last type, moving everybody on it, and returns the party that gets its first room. */
function take(taken: number[][], way: Way, last: number): number {
  for (let type = last; ;) {
    const party = way.partyOf[type] as number;
    const own = taken[party] as number[];
    own[type] = (own[type] as number) + 1;
    const left = way.left[party] as number;
    if (left === -1) return party;
    own[left] = (own[left] as number) - 1;
    type = left;
  }
}
