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
 * nothing failed inside, the rows add up, and answers and rows are those of one use case wholly before the other.
 */
export function wrongIn(interleaved: Interleaved): string[] {
  const { names, inTurn, played, diverged } = interleaved;
  const serial = new Set(inTurn.map(outcomeOf));
  const wrong = [...inTurn, ...played].flatMap((one) => {
    const where = `${names.join(" / ")} in the order ${one.steps}`;
    const isSerial = serial.has(outcomeOf(one));
    return [
      ...faultsOf(one).map((fault) => `${where}: ${fault}`),
      ...(isSerial ? [] : [`${where}: came to ${outcomeOf(one)}; one after the other to ${[...serial].join(" or ")}`]),
    ];
  });
  return diverged === 0 ? wrong : [...wrong, `${names.join(" / ")}: ${diverged} schedules could not be repeated`];
}

/** What each was told and what is there now. */
export function outcomeOf({ told, state }: Played): string {
  return `${told.join(", ")}: ${state}`;
}

function faultsOf({ faults, told, failed }: Played): string[] {
  const unanswered = told.filter((answer) => answer.startsWith("thrown") || answer === "overloaded");
  return [...faults, ...unanswered, ...failed];
}
