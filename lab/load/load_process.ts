import { runNode } from "../servers/child.ts";
import type { LoadReport } from "./closed_loop.ts";
import type { LoadPlan } from "./main.ts";

/** Runs a load in a process of its own and returns what it saw. */
export function runLoadProcess(plan: LoadPlan): Promise<LoadReport> {
  return runNode<LoadReport>(["lab/load/main.ts", JSON.stringify(plan)]);
}
