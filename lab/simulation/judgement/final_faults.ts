import type { RateBookCells } from "../store/tables.ts";
import type { Schedule } from "../schedule.ts";
import { answerFaults } from "./answer_faults.ts";
import { eventFaults, type CommittedEvent } from "./event_faults.ts";

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
    ...versionFaults(events, plan, store.tables.rateBooks.committed()),
  ];
}

// Two changes of one version would be one that nobody has read.
function versionFaults(
  events: readonly CommittedEvent[],
  { world }: Schedule["plan"],
  books: readonly RateBookCells[],
): string[] {
  return books.flatMap(({ hotelId, version }) => {
    const hadBook = world.rates?.some((rates) => rates.hotelId === hotelId && rates.hasBook) === true;
    const changes = events.filter((event) => event.hotelId === hotelId && event.type === "rate_nights.changed");
    const versions = changes.map(({ data }) => (data as { readonly version: number }).version);
    const expected = Array.from({ length: version - Number(hadBook) }, (_, index) => index + 1 + Number(hadBook));
    return versions.join() === expected.join() ? [] : [`the rates went through the versions ${versions.join()}`];
  });
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
