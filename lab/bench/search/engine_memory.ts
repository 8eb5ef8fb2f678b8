import { memoryOf, type Megabytes } from "../memory.ts";
import type { SearchContender } from "./contenders.ts";

/** What the engine's process has in memory when its index is complete and nobody asks. */
export interface EngineMemory {
  readonly resident: Megabytes;
  readonly peak: Megabytes;
  /** What the index says of itself; NaN when the engine does not tell. */
  readonly index: Megabytes;
  /** Memory of V8 and of typed arrays; NaN when the engine does not tell. */
  readonly heap: Megabytes;
  readonly external: Megabytes;
}

const ANSWER_WAIT_MS = 10_000;
const BYTES_IN_MEGABYTE = 2 ** 20;

/** Looks at the process and at what it tells on /metrics. */
export async function memoryOfEngine({ pid, port }: SearchContender): Promise<EngineMemory> {
  const { now, peak } = await memoryOf(pid);
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`, { signal: AbortSignal.timeout(ANSWER_WAIT_MS) });
  const page = await answer.text();
  return {
    resident: now,
    peak,
    index: megabytesIn(page, /^lastroom_search_\w*bytes(?:\{[^}]*\})? (\S+)$/gm),
    heap: megabytesIn(page, /^nodejs_heap_size_used_bytes(?:\{[^}]*\})? (\S+)$/gm),
    external: megabytesIn(page, /^nodejs_external_memory_bytes(?:\{[^}]*\})? (\S+)$/gm),
  };
}

/** The sum of all the lines of a page of Prometheus that match; NaN when none does. */
export function megabytesIn(page: string, line: RegExp): Megabytes {
  const values = [...page.matchAll(line)].map(([, value]) => Number(value));
  return values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / BYTES_IN_MEGABYTE;
}
