import type { EventCells, ReservationCells } from "../store/tables.ts";

/** An event and the commit that brought it, counted from 1. */
export interface CommittedEvent extends EventCells {
  readonly commit: number;
}

/** What is wrong with the audit trail: every reservation's events tell its life, in the order of their commits. */
export function eventFaults(events: readonly CommittedEvent[], reservations: readonly ReservationCells[]): string[] {
  const sorted = events.toSorted((one, other) => one.eventId - other.eventId);
  const lives = Map.groupBy(
    sorted.filter((event) => event.reservationId !== null),
    ({ reservationId }) => reservationId ?? "",
  );
  const known = new Set(reservations.map(({ reservationId }) => reservationId));
  const strays = [...lives.keys()].filter((reservationId) => !known.has(reservationId));
  return [
    ...strays.map((reservationId) => `events of ${reservationId}, which is not there`),
    ...reservations.flatMap((reservation) => lifeFaults(reservation, lives.get(reservation.reservationId) ?? [])),
  ];
}

/** Which status an event leads to, and from which; without one it leaves things as they are. */
const LEADS: Readonly<Record<string, { readonly from: readonly string[]; readonly to: readonly string[] }>> = {
  "reservation.held": { from: ["nothing"], to: ["pending"] },
  "reservation.confirmed": { from: ["nothing", "pending", "expired"], to: ["confirmed"] },
  "reservation.modified": { from: ["pending", "confirmed"], to: [] },
  "reservation.cancelled": { from: ["confirmed"], to: ["cancelled"] },
  "reservation.hold_released": { from: ["pending"], to: ["cancelled", "declined"] },
  "reservation.expired": { from: ["pending"], to: ["expired"] },
  "hold.lapsed": { from: ["pending"], to: [] },
  "reservation.reseated": { from: ["pending", "confirmed"], to: [] },
};

const CHANGES_NOTHING = new Set(["hold.lapsed", "reservation.reseated"]);

function lifeFaults(reservation: ReservationCells, events: readonly CommittedEvent[]): string[] {
  const { reservationId } = reservation;
  const faults: string[] = [];
  let possible: readonly string[] = ["nothing"];
  let commit = 0;
  for (const event of events) {
    const step = LEADS[event.type];
    if (step === undefined || !step.from.some((status) => possible.includes(status))) {
      faults.push(`${event.type} of ${reservationId} where it was ${possible.join(" or ")}`);
    }
    if (step !== undefined && step.to.length > 0) possible = step.to;
    if (event.commit < commit) faults.push(`the events of ${reservationId} are not in the order of their commits`);
    commit = event.commit;
    if (event.type === "hold.lapsed" && event.at < (reservation.expiresAt ?? Infinity)) {
      faults.push(`the hold of ${reservationId} lapsed before its time`);
    }
  }
  const changes = events.filter(({ type }) => !CHANGES_NOTHING.has(type)).length;
  if (!possible.includes(reservation.status)) {
    faults.push(`${reservationId} is ${reservation.status}, its events say ${possible.join(" or ")}`);
  }
  if (reservation.version !== changes)
    faults.push(`${reservationId} has version ${reservation.version} after ${changes} changes`);
  return faults;
}
