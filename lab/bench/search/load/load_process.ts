import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LoadReport } from "../../../load/closed_loop.ts";
import { runNode } from "../../../servers/child.ts";
import type { ClosedSearchPlan, OpenSearchPlan } from "./main.ts";
import type { OpenReport } from "./open_loop.ts";

/** Runs a load in a process of its own and returns what it saw. */
export function runClosedSearch(plan: Omit<ClosedSearchPlan, "kind">): Promise<LoadReport> {
  return runPlan({ ...plan, kind: "closed" });
}

/** The same with constant rates. */
export function runOpenSearch(plan: Omit<OpenSearchPlan, "kind">): Promise<OpenReport> {
  return runPlan({ ...plan, kind: "open" });
}

async function runPlan<Report>(plan: ClosedSearchPlan | OpenSearchPlan): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), "lastroom-load-"));
  const file = join(folder, "plan.json");
  try {
    await writeFile(file, JSON.stringify(plan));
    return await runNode<Report>(["lab/bench/search/load/main.ts", file]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
