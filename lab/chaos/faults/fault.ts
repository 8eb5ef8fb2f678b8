import type { Draw } from "../../load/random.ts";
import type { ApiNode } from "../servers/node.ts";
import type { ChaosPostgres } from "../servers/postgres.ts";

/** What faults strike. */
export interface Scene {
  readonly nodes: readonly ApiNode[];
  readonly postgres: ChaosPostgres;
  readonly draw: Draw;
}

/** A fault that is there. */
export interface Injected {
  /** Takes it away; resolves when what it struck runs again. */
  heal(): Promise<void>;
  /** How often it has struck so far; 0: it had no effect. */
  struck(): number;
}

/** One way in which the world goes wrong. */
export interface Fault {
  readonly name: string;
  /** How long it stays, in milliseconds. */
  lasts(draw: Draw): number;
  /** Why it cannot be made here; undefined when it can. */
  whyNot?(scene: Scene): string | undefined;
  inject(scene: Scene): Promise<Injected>;
}

/** One to three seconds, in milliseconds. */
export function short(draw: Draw): number {
  return 1_000 + draw(2_000);
}

/** Mostly short, one in four longer than the engine's timeouts on locks and statements: up to twelve seconds. */
export function sometimesLong(draw: Draw): number {
  return draw(4) === 0 ? 6_000 + draw(6_000) : short(draw);
}

/** One of the nodes that run, or of all when none does. Throws when there are none. */
export function chosenNode({ nodes, draw }: Scene): ApiNode {
  const running = nodes.filter(({ runs }) => runs);
  const from = running.length > 0 ? running : nodes;
  const node = from[draw(from.length)];
  if (node === undefined) throw new RangeError("there are no nodes");
  return node;
}
