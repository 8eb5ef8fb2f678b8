import type { Tally } from "./history.ts";
import type { RoundResult } from "./round.ts";

/** What a run has done, for the question whether it could have found anything. */
export interface RunFigures {
  readonly tally: Tally;
  /** As `History.counts`. */
  readonly counts: ReadonlyMap<string, number>;
  readonly rounds: readonly RoundResult[];
}

/** Of each kind so many operations must have succeeded, and so many bookings must have found the house full. */
const ENOUGH = 20;
const KINDS = ["book", "hold", "confirm", "cancel", "modify", "read", "search", "quote", "set_rates"];
/** Of these rules each must have been in somebody's way. */
const RULES = ["closed", "closed_to_arrival", "min_stay_arrival", "sell_limit"];
/** Of all operations at least so many of a hundred must have succeeded: who always refuses is never caught selling twice. */
const LEAST_SUCCESS = 20;

/** A slow line alone leaves nobody without an answer; so many kinds of faults must. */
const MANY_KINDS = 8;

/** Why the run proves nothing, though no check failed; empty when it does. */
export function whyTrivial({ tally, counts, rounds }: RunFigures): string[] {
  const count = (name: string): number => counts.get(name) ?? 0;
  const reasons = KINDS.filter((kind) => count(`${kind} ok`) < ENOUGH).map(
    (kind) => `only ${count(`${kind} ok`)} operations of the kind ${kind} succeeded`,
  );
  const all = tally.ok + tally.refused + tally.unknown;
  if (tally.ok * 100 < all * LEAST_SUCCESS) reasons.push(`only ${tally.ok} of ${all} operations succeeded`);
  if (count("refused no_availability") < ENOUGH) reasons.push("the houses were hardly ever full");
  if (count("refused idempotency_key_reused") === 0) reasons.push("no key was used for another request");
  if (count("by quote ok") < ENOUGH) reasons.push("hardly anything was booked by a quote");
  for (const rule of RULES) if (count(`in the way ${rule}`) === 0) reasons.push(`${rule} was in nobody's way`);
  if (count("replayed") === 0) reasons.push("no repeat was answered as one");
  return [...reasons, ...rounds.flatMap(whyNotBack), ...whyIdle(rounds), ...whyWithoutFaults(tally, rounds)];
}

function whyNotBack({ round, backAfterMs }: RoundResult): string[] {
  return backAfterMs === undefined ? [`round ${round}: nothing was booked for a minute after the healing`] : [];
}

// With another one at once a fault may find nothing to strike, such as COMMITs to cut while PostgreSQL is down.
function whyIdle(rounds: readonly RoundResult[]): string[] {
  const alone = rounds.filter(({ faults }) => faults.length === 1);
  const byFault = Map.groupBy(alone, ({ faults }) => faults[0] ?? "");
  const idle = [...byFault].filter(([, own]) => own.every(({ struck }) => (struck[0] ?? 0) === 0));
  return idle.map(([fault]) => `"${fault}" never had an effect`);
}

function whyWithoutFaults({ unknown }: Tally, rounds: readonly RoundResult[]): string[] {
  if (rounds.length === 0) return ["there was no round of faults"];
  const kinds = new Set(rounds.flatMap(({ faults }) => faults));
  if (kinds.size < MANY_KINDS || unknown > 0) return [];
  return ["nothing ever ended as unknown: the faults struck nobody"];
}
