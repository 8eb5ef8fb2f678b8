import type { Interleaved, Played } from "./interleaving.ts";

/** How many schedules were played, and how many steps the longest had. */
export interface Tally {
  pairs: number;
  schedules: number;
  mostSteps: number;
}

/** Adds the schedules of a pair. */
export function count(tally: Tally, { played }: Interleaved): void {
  tally.pairs += 1;
  tally.schedules += played.length;
  tally.mostSteps = Math.max(tally.mostSteps, ...played.map(({ steps }) => steps.length));
}

/**
 * What is wrong with the schedules of a pair, each with its steps; empty when in every one of them both got an answer,
 * nothing failed inside but what may, the rows add up, and answers and rows are those of one use case wholly before the other.
 *
 * @param mayFail what is tried again, by design; besides two requests that claimed the same key at once
 */
export function wrongIn(interleaved: Interleaved, mayFail?: RegExp): string[] {
  const { names, inTurn, played, diverged } = interleaved;
  const serial = new Set(inTurn.map(outcomeOf));
  const wrong = [...inTurn, ...played].flatMap((one) => {
    const where = `${names.join(" / ")} in the order ${one.steps}`;
    const isSerial = serial.has(outcomeOf(one));
    return [
      ...faultsOf(one, mayFail).map((fault) => `${where}: ${fault}`),
      ...(isSerial ? [] : [`${where}: came to ${outcomeOf(one)}; one after the other to ${[...serial].join(" or ")}`]),
    ];
  });
  return diverged === 0 ? wrong : [...wrong, `${names.join(" / ")}: ${diverged} schedules could not be repeated`];
}

/** What each was told and what is there now. */
export function outcomeOf({ told, state }: Played): string {
  return `${told.join(", ")}: ${state}`;
}

const SAME_KEY = /^world: .*idempotency_key_pkey/;

function faultsOf({ faults, told, failed }: Played, mayFail?: RegExp): string[] {
  const unanswered = told.filter((answer) => answer.startsWith("thrown") || answer === "overloaded");
  const unexpected = failed.filter((failure) => !SAME_KEY.test(failure) && mayFail?.test(failure) !== true);
  return [...faults, ...unanswered, ...unexpected];
}
