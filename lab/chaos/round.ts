import { setTimeout as pause } from "node:timers/promises";
import { eventually } from "../../hotel/database/embedded/postmaster.ts";
import { isReady } from "../servers/readiness.ts";
import type { Fault, Injected, Scene } from "./faults/fault.ts";
import type { History, Tally } from "./history.ts";

/** What a round has come to. */
export interface RoundResult {
  readonly round: number;
  readonly faults: readonly string[];
  /** How often each fault has struck. */
  readonly struck: readonly number[];
  /** What ended while the faults were there and until all was healed. */
  readonly meanwhile: Tally;
  /** From the healing until every node was ready and a write had succeeded, in milliseconds; undefined: not within the bound. */
  readonly backAfterMs: number | undefined;
}

/** So long after the healing everything must work again, in milliseconds. */
export const BACK_WITHIN_MS = 60_000;

/** Injects the faults, heals them, and waits until bookings are made again. */
export async function runRound(
  round: number,
  faults: readonly Fault[],
  scene: Scene,
  history: History,
): Promise<RoundResult> {
  const before = { ...history.tally };
  const injected: Injected[] = [];
  try {
    for (const fault of faults) injected.push(await fault.inject(scene));
    await pause(Math.max(...faults.map((fault) => fault.lasts(scene.draw))));
  } finally {
    for (const fault of injected.toReversed()) await fault.heal();
  }
  const healedAt = performance.now();
  const backAfterMs = await untilBack(scene, history, healedAt);
  const { ok, refused, unknown } = history.tally;
  return {
    round,
    faults: faults.map(({ name }) => name),
    struck: injected.map((fault) => fault.struck()),
    meanwhile: { ok: ok - before.ok, refused: refused - before.refused, unknown: unknown - before.unknown },
    backAfterMs,
  };
}

async function untilBack({ nodes }: Scene, history: History, healedAt: number): Promise<number | undefined> {
  const isBack = async (): Promise<boolean> => {
    const ready = await Promise.all(nodes.map(({ front }) => isReady(front.port)));
    return ready.every((each) => each) && history.lastWriteAt > healedAt;
  };
  return (await eventually(isBack, BACK_WITHIN_MS)) ? performance.now() - healedAt : undefined;
}
