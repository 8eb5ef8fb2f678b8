import { growthsOf, type Growth } from "./bloat.ts";
import { judgeFlatness, type FlatnessVerdict } from "./flatness.ts";
import type { AllSeen } from "./open_loop.ts";
import type { Sample } from "./sample.ts";

/** What a soak came to. */
export interface SoakVerdict {
  readonly memory: FlatnessVerdict;
  /** Used heap of V8: for whoever looks for the cause. It rises and falls, and is not judged by itself. */
  readonly heap: FlatnessVerdict;
  readonly files: FlatnessVerdict;
  readonly growths: readonly Growth[];
  /** What must not be, in words; empty is what is wanted. */
  readonly faults: readonly string[];
}

/** Answers that belong to a day's business: booked or full, done, and found; a confirmation may come too late. */
const EXPECTED = new Set(["book 201", "book 409", "hold 201", "hold 409", "confirm 200", "cancel 200", "search 200"]);
/** The process says that it has too much to do: slow, and not wrong. */
const OVERLOADED = / 503$/;
/** Open files come and go with connections. */
const FILES_SLACK = 4;

/**
 * Judges a soak.
 *
 * @param reservations rows of the table reservation at the end
 * @param findings what the verification of every counter found
 */
export function judgeSoak(
  samples: readonly Sample[],
  seen: AllSeen,
  reservations: number,
  findings: readonly string[],
): SoakVerdict {
  const series = (value: (sample: Sample) => number) =>
    samples.map((sample) => ({ at: sample.at, value: value(sample) }));
  const memory = judgeFlatness(series(({ apiMegabytes }) => apiMegabytes));
  const heap = judgeFlatness(series(({ heapMegabytes }) => heapMegabytes));
  const files = judgeFlatness(
    series(({ openFiles }) => openFiles),
    FILES_SLACK,
  );
  const end = samples.at(-1)?.at ?? 0;
  const firstThird = samples.filter(({ at }) => at <= end / 3).length;
  const growths = growthsOf(
    samples.map(({ relations }) => relations),
    firstThird,
  );
  const faults = [
    ...(memory.verdict === "not flat" ? ["the memory of the API process grows"] : []),
    ...(files.verdict === "not flat" ? ["the open files of the API process become more"] : []),
    ...growths.filter(({ isBounded }) => !isBounded).map(({ kind, name }) => `the ${kind} ${name} grows`),
    ...answerFaults(seen, reservations),
    ...findings.map((finding) => `verification: ${finding}`),
  ];
  return { memory, heap, files, growths, faults };
}

function answerFaults({ answers, made }: AllSeen, reservations: number): string[] {
  const unexpected = Object.entries(answers).filter(([name]) => !EXPECTED.has(name) && !OVERLOADED.test(name));
  const unanswered = (answers["book 0"] ?? 0) + (answers["hold 0"] ?? 0);
  const isWhole = reservations >= made && reservations <= made + unanswered;
  return [
    ...unexpected.map(([name, count]) => `${count} answers of the kind "${name}"`),
    ...(isWhole ? [] : [`${made} reservations were answered with 201, ${reservations} exist`]),
  ];
}
