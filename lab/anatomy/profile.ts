/** A CPU profile as V8 writes it (`--cpu-prof`): a tree of calls, and which of its nodes ran at each sample. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** Of the clock that `process.hrtime` reads, in microseconds. */
  readonly startTime: number;
  /** The id of the node that ran. */
  readonly samples: readonly number[];
  /** Microseconds between a sample and the one before. */
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

/** A call on the stack. */
export interface Frame {
  readonly functionName: string;
  /** The file's URL, `node:` for Node's own, empty for what is not JavaScript. */
  readonly url: string;
}

/** Microseconds of a span. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * How long each part ran within the span, in microseconds.
 *
 * @param partOf the part that a stack belongs to; its first frame is the function that ran
 */
export function timeByPart(
  profile: CpuProfile,
  span: Span,
  partOf: (stack: readonly Frame[]) => string,
): Map<string, number> {
  const parts = partsOfNodes(profile, partOf);
  const times = new Map<string, number>();
  let at = profile.startTime;
  for (const [index, node] of profile.samples.entries()) {
    const took = profile.timeDeltas[index] ?? 0;
    at += took;
    if (at < span.from || at > span.to) continue;
    const part = parts.get(node) ?? "unknown";
    times.set(part, (times.get(part) ?? 0) + took);
  }
  return times;
}

// Each node once, and not each sample: there are a few thousand of the one and millions of the other.
function partsOfNodes({ nodes }: CpuProfile, partOf: (stack: readonly Frame[]) => string): Map<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children }) => (children ?? []).map((child) => [child, id] as const)));
  const stackOf = (id: number): Frame[] => {
    const frames: Frame[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const node = byId.get(at);
      if (node !== undefined) frames.push(node.callFrame);
    }
    return frames;
  };
  return new Map(nodes.map(({ id }) => [id, partOf(stackOf(id))]));
}
