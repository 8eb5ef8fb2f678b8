import type { Tally } from "./coverage.ts";
import { FAULTS } from "./faults.ts";
import type { JobResult } from "./jobs.ts";
import { formatHash } from "./trace.ts";

const KINDS = ["book", "hold", "confirm", "cancel", "decline", "expire", "modify", "set_rates"];

/** What random schedules came to, for a person. */
export function drawnReport({ schedules, hash, tally }: JobResult, seconds: number): string[] {
  const share = (name: string): string => `${((100 * (tally.get(name) ?? 0)) / schedules).toFixed(1)} %`;
  return [
    `${schedules} schedules in ${seconds.toFixed(0)} s, ${Math.round(schedules / seconds)} a second; ` +
      `${tally.get("commits") ?? 0} commits, ${tally.get("steps") ?? 0} steps`,
    `with a lock wait: ${share("schedules with a lock wait")}, with a batch that was tried again: ` +
      `${share("schedules with a retry")}, without a fault: ${share("schedules without a fault")}`,
    `with ${FAULTS.map((fault) => `${fault}: ${share(`schedules with ${fault}`)}`).join(", ")}`,
    ...answerLines(tally),
    `failed batches: ${countsOf(tally, "batch failed: ")}`,
    `refusals by sight, looks: ${countsOf(tally, "by sight: ")}`,
    `trace hash ${formatHash(hash)}`,
  ];
}

/** What every fault before every step came to. */
export function everyStepReport({ schedules, tally }: JobResult): string[] {
  return [
    `${schedules} schedules with every fault before every step of the scenarios; where it came, and how often:`,
    ...FAULTS.map((fault) => `  ${fault}: ${countsOf(tally, `${fault} while `)}`),
  ];
}

/** What was wrong, and how to see it again. */
export function wrongReport({ wrong }: JobResult): string[] {
  return wrong.flatMap(({ name, faults }) => [`WRONG: ${name}`, ...faults.map((fault) => `  ${fault}`)]);
}

/** Which answers to which requests there were none of: a simulation that never sees a refusal proves nothing about it. */
export function notReached(tally: Tally): string[] {
  const wanted = [
    ...KINDS.flatMap((kind) => [`${kind}: accepted`, `${kind}: lost`]),
    ...["book", "hold", "modify"].map((kind) => `${kind}: no_availability`),
    ...["book", "hold", "confirm", "cancel", "modify"].map((kind) => `${kind}: replayed`),
    ...["book", "hold", "modify"].map((kind) => `${kind}: restricted`),
    "set_rates: version_conflict",
    "confirm: hold_expired",
    "book: overloaded",
    "by sight: answered",
    "by sight: left to a transaction",
    ...FAULTS.map((fault) => `schedules with ${fault}`),
    ...["in_doubt", "locked", "world"].map((kind) => `batch failed: ${kind}`),
  ];
  return wanted.filter((name) => !tally.has(name));
}

function answerLines(tally: Tally): string[] {
  return KINDS.map((kind) => `${kind}: ${countsOf(tally, `${kind}: `)}`);
}

function countsOf(tally: Tally, start: string): string {
  const counts = [...tally].filter(([name]) => name.startsWith(start));
  const sorted = counts.toSorted(([, one], [, other]) => other - one);
  return sorted.map(([name, times]) => `${name.slice(start.length)} ${times}`).join(", ");
}
