import type { Schedule } from "../schedule.ts";
import { answerFaults } from "./answer_faults.ts";
import { eventFaults } from "./event_faults.ts";

/** What is wrong once nothing can happen any more. */
export function finalFaults(schedule: Schedule): string[] {
  const { callers, plan, store, witness } = schedule;
  const { events } = witness;
  const isDisturbed = witness.faults.size > 0 || witness.waited || plan.patienceMs < 1000;
  const tries = callers.flatMap((caller) => caller.tries);
  return [
    ...quietFaults(schedule),
    ...answerFaults(tries, { events, keys: store.tables.keys.committed(), isDisturbed }),
    ...eventFaults(events, store.tables.reservations.committed()),
  ];
}

function quietFaults({ connections, processes }: Schedule): string[] {
  const faults: string[] = [];
  for (const { session, number } of connections) {
    if (session.isInTransaction || session.isBusy) faults.push(`connection ${number} is still at something`);
  }
  for (const process of processes) {
    if (!process.isQuiet || process.admission.queueLength > 0) faults.push(`process ${process.number} is not idle`);
  }
  return faults;
}
