import type { Anomaly } from "../anomaly.ts";
import type { LedgerEvent } from "../ledger/events.ts";
import type { Epoch } from "../ledger/replay.ts";
import { operationOf, type Operation } from "../operation.ts";
import { datesOf } from "./acknowledged.ts";
import { isOwnEvent, ownEvents } from "./check.ts";

/** What the engine does without being asked. */
const BY_ITSELF = new Set(["hold.lapsed", "reservation.expired"]);

/** Nothing is invented: each event comes from an operation that was sent, is what it asked for, and was not refused. */
export function checkInvented(epoch: Epoch): Anomaly[] {
  return epoch.events.flatMap((event) => {
    const operation = epoch.sent.get(operationOf(event.requestId) ?? -1);
    // The hotels themselves were entered by nobody who is judged here.
    if (event.reservationId === "" && operation === undefined) return [];
    const message = operation === undefined ? strangerOf(event) : problemOf(epoch, operation, event);
    if (message === undefined) return [];
    return [
      { check: "nothing invented", message, operations: operation === undefined ? [] : [operation], events: [event] },
    ];
  });
}

function strangerOf(event: LedgerEvent): string | undefined {
  return BY_ITSELF.has(event.type) ? undefined : "no operation of this epoch, and no unknown one before, has caused it";
}

function problemOf(epoch: Epoch, operation: Operation, event: LedgerEvent): string | undefined {
  if (operation.outcome === "refused") return "refused, and done all the same";
  if (!isOwnEvent(operation, event)) {
    return event.type === "reservation.reseated" ? undefined : `a ${operation.kind} cannot cause ${event.type}`;
  }
  // A change of rates has an event for each room type.
  if (operation.kind === "set_rates") return undefined;
  if (ownEvents(epoch, operation).length > 1) return "one operation is done twice";
  if (operation.reservationId !== undefined && operation.reservationId !== event.reservationId) {
    return "done to another reservation";
  }
  return isAsAsked(operation, event) ? undefined : "other rooms or nights than were asked for";
}

function isAsAsked({ kind, rooms }: Operation, event: LedgerEvent): boolean {
  if (kind === "confirm" || kind === "cancel") return true;
  const segments = kind === "modify" ? event.after : event.stays;
  const asked = rooms.map((room, index) => ({ ...room, stayNo: index + 1, roomId: null }));
  return datesOf({ segments }) === datesOf({ segments: asked });
}
