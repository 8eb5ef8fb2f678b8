import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";

const READY_WAIT_MS = 60_000;
const ANSWER_WAIT_MS = 2_000;
const LOOK_MS = 50;

/** Whether the API at a port of this machine says that it is ready, within two seconds. */
export async function isReady(port: number): Promise<boolean> {
  const url = `http://127.0.0.1:${port}/health/ready`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WAIT_MS) }).catch(() => undefined);
  await answer?.arrayBuffer().catch(() => undefined);
  return answer?.ok === true;
}

/** Resolves when the process of an API that listens on that port is ready; throws when it ends before, or after a minute unless told. */
export async function untilReady(child: ChildProcess, port: number, waitMs = READY_WAIT_MS): Promise<void> {
  const deadline = performance.now() + waitMs;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error("the engine ended while it started");
    if (await isReady(port)) return;
    await pause(LOOK_MS);
  }
  throw new Error(`the engine was not ready after ${waitMs / 1000} s`);
}
