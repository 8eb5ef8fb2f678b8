import type { Answer } from "./engine.ts";

/**
 * The engine's answers against the oracle's. The oracle counts rooms and knows nothing of seats: a refusal because no single
 * room is free although the count would allow it is neither agreement nor mismatch, and is counted apart.
 */
export class Comparison {
  /** Decisions on which both agree. */
  agreed = 0;
  /** Refusals by seat of what the counts allow, by reason. */
  readonly seating = new Map<string, number>();
  /** One sentence for each decision on which they differ, at most the first 50; `differed` counts all. */
  readonly mismatches: string[] = [];
  differed = 0;

  /** Compares one decision. */
  note(expected: boolean, answer: Answer, describe: () => string): void {
    if (answer.accepted === expected && (answer.accepted || COUNT_REASONS.has(answer.reason))) {
      this.agreed += 1;
      return;
    }
    if (expected && !answer.accepted && SEAT_REASONS.has(answer.reason)) {
      this.seating.set(answer.reason, (this.seating.get(answer.reason) ?? 0) + 1);
      return;
    }
    this.differed += 1;
    const said = answer.accepted ? "accepted" : `refused (${answer.reason})`;
    if (this.mismatches.length < MOST_SHOWN) {
      this.mismatches.push(`${describe()}: the engine ${said}, the counts say ${expected ? "accept" : "refuse"}`);
    }
  }
}

const MOST_SHOWN = 50;
/** Refusals that the counters explain. */
const COUNT_REASONS = new Set(["no_availability"]);
/** Refusals that only the seats explain. */
const SEAT_REASONS = new Set(["no_single_room", "room_not_free"]);
