import { BOOKED, type RunResult } from "./one_run.ts";
import type { BenchScenario } from "./scenarios.ts";

const REFUSED = "409";
/** A strategy that tries again gives up at some time, and answers so: that is how it fails, not how the bench does. */
const GAVE_UP = "500";

/** What must not be after a run, each with the name of the contender. */
export function faultsOf(
  { sells }: Pick<BenchScenario, "sells">,
  { contender, kind, verdict, report }: RunResult,
): string[] {
  const expected = new Set(kind === "baseline" ? [BOOKED, REFUSED, GAVE_UP] : [BOOKED, REFUSED]);
  const unexpected = Object.entries(report.allStatuses).filter(([status]) => !expected.has(status));
  const booked = report.allStatuses[BOOKED] ?? 0;
  return [
    ...verdict.faults,
    ...unexpected.map(([status, count]) => `${count} answers with ${status}`),
    ...(report.failures === 0 ? [] : [`${report.failures} requests without an answer`]),
    ...(sells === undefined || booked === sells ? [] : [`${booked} of ${sells} rooms were sold`]),
  ].map((fault) => `${contender}: ${fault}`);
}

/** How often each strategy answered that it gave up, over all its runs. */
export function remarksOf(runs: readonly Pick<RunResult, "contender" | "kind" | "report">[]): string[] {
  const byName = Map.groupBy(
    runs.filter(({ kind }) => kind === "baseline"),
    ({ contender }) => contender,
  );
  return [...byName].flatMap(([contender, own]) => {
    const gaveUp = own.reduce((sum, { report }) => sum + (report.allStatuses[GAVE_UP] ?? 0), 0);
    return gaveUp === 0 ? [] : [`${contender} gave up ${gaveUp} times`];
  });
}
