/** A way from one node to another for so many, at a cost for each. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  readonly capacity: number;
  readonly cost: number;
}

/** What shall go over a network of numbered nodes; where a list by node says nothing, it is none. */
export interface FlowAsked {
  readonly nodes: number;
  readonly arcs: readonly Arc[];
  /** By node: how many start there. */
  readonly starting: readonly number[];
  /** By node: how many may end there. */
  readonly room: readonly number[];
}

const NONE = Number.POSITIVE_INFINITY;

/**
 * How many go along each arc so that all of them end somewhere and cost least; undefined when not all can. Exact for whole capacities
 * and costs that are not negative: one after the other along the cheapest way there is, which may send others back. Of ends
 * that cost the same the first is taken; between ways to it the order of the arcs decides.
 */
export function leastCostFlow({ nodes, arcs, starting, room }: FlowAsked): number[] | undefined {
  const flow = arcs.map(() => 0);
  const left = Array.from({ length: nodes }, (_, node) => starting[node] ?? 0);
  const free = [...room];
  for (let amount = left.reduce((sum, count) => sum + count, 0); amount > 0; amount -= 1) {
    const ways = cheapestWays(arcs, flow, left);
    const end = cheapestEnd(ways.cost, free);
    if (end === undefined) return undefined;
    free[end] = (free[end] as number) - 1;
    const start = send(arcs, flow, ways, end);
    left[start] = (left[start] as number) - 1;
  }
  return flow;
}

/** The cheapest way to each node from any at which somebody has not started yet. */
interface Ways {
  readonly cost: number[];
  /** The arc over which it comes, along or against it; undefined: it starts here. */
  readonly by: (number | undefined)[];
}

// Bellman and Ford: who goes back gives money back, so costs along the way may be negative.
function cheapestWays(arcs: readonly Arc[], flow: readonly number[], left: readonly number[]): Ways {
  const ways: Ways = { cost: left.map((count) => (count > 0 ? 0 : NONE)), by: left.map(() => undefined) };
  for (let isBetter = true; isBetter;) {
    isBetter = false;
    for (let arc = 0; arc < arcs.length; arc += 1) {
      const { from, to, capacity, cost } = arcs[arc] as Arc;
      if ((flow[arc] as number) < capacity && reach(ways, from, to, cost, arc)) isBetter = true;
    }
    for (let arc = 0; arc < arcs.length; arc += 1) {
      const { from, to, cost } = arcs[arc] as Arc;
      if ((flow[arc] as number) > 0 && reach(ways, to, from, -cost, arc)) isBetter = true;
    }
  }
  return ways;
}

function reach({ cost, by }: Ways, from: number, to: number, each: number, arc: number): boolean {
  const sum = (cost[from] as number) + each;
  if (sum >= (cost[to] as number)) return false;
  cost[to] = sum;
  by[to] = arc;
  return true;
}

function cheapestEnd(cost: readonly number[], free: readonly number[]): number | undefined {
  let best: number | undefined;
  let least = NONE;
  for (let node = 0; node < free.length; node += 1) {
    if ((free[node] as number) <= 0 || (cost[node] as number) >= least) continue;
    best = node;
    least = cost[node] as number;
  }
  return best;
}

/** Sends one along the way that ends at a node, and returns where it starts. */
function send(arcs: readonly Arc[], flow: number[], { by }: Ways, end: number): number {
  let node = end;
  for (let arc = by[node]; arc !== undefined; arc = by[node]) {
    const { from, to } = arcs[arc] as Arc;
    const isBack = node === from;
    flow[arc] = (flow[arc] as number) + (isBack ? -1 : 1);
    node = isBack ? to : from;
  }
  return node;
}
