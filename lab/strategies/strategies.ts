import { conditionalUpdate } from "./conditional_update.ts";
import { databaseFunction } from "./database_function.ts";
import { rowLocks } from "./row_locks.ts";
import type { Strategy } from "./strategy.ts";

/** The baselines that the engine is measured against, simplest first. */
export const baselines: readonly Strategy[] = [rowLocks, conditionalUpdate, databaseFunction];

/** The baseline of that name; throws when there is none. */
export function baselineNamed(name: string): Strategy {
  const found = baselines.find((baseline) => baseline.name === name);
  if (found === undefined)
    throw new Error(`no baseline ${name}: ${baselines.map((baseline) => baseline.name).join(", ")}`);
  return found;
}
