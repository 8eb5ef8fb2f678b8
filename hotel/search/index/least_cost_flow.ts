/** A way from one node to another for so many, at a cost for each. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  readonly capacity: number;
  readonly cost: number;
}

/** What shall go from where to where, over a network of numbered nodes. */
export interface FlowAsked {
  readonly nodes: number;
  readonly arcs: readonly Arc[];
  readonly source: number;
  readonly sink: number;
  readonly amount: number;
}

const NONE = Number.POSITIVE_INFINITY;

/**
 * How many go along each arc so that the whole amount arrives and costs least; undefined when not all can. Exact for whole capacities
 * and costs that are not negative: one after the other along the cheapest way there is, which may send others back.
 */
export function leastCostFlow(asked: FlowAsked): number[] | undefined {
  const flow = asked.arcs.map(() => 0);
  for (let left = asked.amount; left > 0; left -= 1) {
    const steps = cheapestSteps(asked, flow);
    if (steps === undefined) return undefined;
    for (const { arc, isBack } of steps) flow[arc] = (flow[arc] as number) + (isBack ? -1 : 1);
  }
  return flow;
}

interface Step {
  readonly arc: number;
  /** Against the arc, taking back one that went along it. */
  readonly isBack: boolean;
  readonly from: number;
}

// Bellman and Ford: who goes back gives money back.
function cheapestSteps({ nodes, arcs, source, sink }: FlowAsked, flow: readonly number[]): Step[] | undefined {
  const cost = Array.from({ length: nodes }, (_, node) => (node === source ? 0 : NONE));
  const by: (Step | undefined)[] = [];
  let isBetter = true;
  const reach = (from: number, to: number, sum: number, step: Step): void => {
    if (sum >= (cost[to] as number)) return;
    cost[to] = sum;
    by[to] = { ...step, from };
    isBetter = true;
  };
  while (isBetter) {
    isBetter = false;
    for (const [arc, { from, to, capacity, cost: each }] of arcs.entries()) {
      const used = flow[arc] as number;
      if (used < capacity) reach(from, to, (cost[from] as number) + each, { arc, isBack: false, from });
      if (used > 0) reach(to, from, (cost[to] as number) - each, { arc, isBack: true, from: to });
    }
  }
  if (cost[sink] === NONE) return undefined;
  const steps: Step[] = [];
  for (let node = sink; node !== source;) {
    const step = by[node] as Step;
    steps.push(step);
    node = step.from;
  }
  return steps;
}
