import type { Anomaly } from "../anomaly.ts";
import type { Epoch } from "../ledger/replay.ts";
import { operationOf, type Operation } from "../operation.ts";

/** A group has all its rooms or none, in the ledger and for everybody who looks. */
export function checkGroups(epoch: Epoch): Anomaly[] {
  return [...halfInLedger(epoch), ...epoch.operations.flatMap((operation) => halfShown(epoch, operation))];
}

const SHOWS_ROOMS = new Set(["reservation.held", "reservation.confirmed", "reservation.modified"]);

function halfInLedger({ events, replay, sent }: Epoch): Anomaly[] {
  return events.flatMap((event) => {
    if (!SHOWS_ROOMS.has(event.type)) return [];
    const operation = sent.get(operationOf(event.requestId) ?? -1);
    const isNew = operation?.kind === "book" || operation?.kind === "hold";
    const wanted = isNew ? operation.rooms.length : (replay.standings.get(event.reservationId)?.[0]?.rooms ?? 0);
    const own = event.type === "reservation.modified" ? event.after : event.stays;
    const rooms = new Set(own.map(({ stayNo }) => stayNo)).size;
    if (rooms === wanted) return [];
    const operations = operation === undefined ? [] : [operation];
    return [{ check: "groups whole", message: `${rooms} of ${wanted} rooms`, operations, events: [event] }];
  });
}

function halfShown({ replay }: Epoch, operation: Operation): Anomaly[] {
  const { seen, outcome } = operation;
  if (outcome !== "ok" || seen?.rooms === undefined) return [];
  const wanted = replay.standing(seen.reservationId)?.rooms ?? seen.rooms.length;
  const states = new Set(seen.rooms.map(({ status }) => status));
  if (seen.rooms.length === wanted && states.size === 1) return [];
  const message = `shown with ${seen.rooms.length} of ${wanted} rooms, which are ${[...states].join(" and ")}`;
  return [{ check: "groups whole", message, operations: [operation], events: [] }];
}
