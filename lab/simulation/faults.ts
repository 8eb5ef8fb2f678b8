import type { Draw } from "../load/random.ts";

/** What may go wrong, or come in between. */
export const FAULTS = [
  "crash",
  "cut_before",
  "cut_after",
  "end_session",
  "restart_server",
  "refuse_connection",
  "warn_commit",
  "repeat_request",
  "give_up",
  "let_holds_lapse",
] as const;

/** One of {@link FAULTS}. */
export type Fault = (typeof FAULTS)[number];

/** A fault and the number of the step before which it comes. */
export interface PlannedFault {
  readonly step: number;
  readonly fault: Fault;
}

// Most schedules take this many steps.
const STEPS = 60;

/** Draws up to three faults; a quarter of the schedules has none. */
export function drawFaults(draw: Draw): PlannedFault[] {
  const faults = Array.from({ length: draw(4) }, () => ({
    step: draw(STEPS),
    fault: FAULTS[draw(FAULTS.length)] ?? "crash",
  }));
  return faults.toSorted((one, other) => one.step - other.step);
}
