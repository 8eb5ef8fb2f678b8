import type { Anomaly } from "../anomaly.ts";
import { nightNames } from "../ledger/house.ts";
import type { Epoch } from "../ledger/replay.ts";
import type { Standing } from "../ledger/register.ts";
import type { Operation, SeenReservation, WantedRoom } from "../operation.ts";
import { isAsSeen } from "./acknowledged.ts";
import { statusesAt } from "./check.ts";

/** A read shows the reservation as it stood at some moment between request and answer: what was acknowledged before, or later. */
export function checkReads(epoch: Epoch): Anomaly[] {
  return epoch.operations.flatMap((operation) => {
    const { kind, outcome, seen } = operation;
    if (kind !== "read" || outcome !== "ok") return [];
    if (seen !== undefined && isCurrent(epoch, operation, seen)) return [];
    const message = "the reservation did not stand so at any moment between request and answer";
    return [wrong(message, operation)];
  });
}

/**
 * A search never finds more rooms than there are. It reads an index that follows the ledger, and a node that faults keep from
 * following shows what it saw last, so how old that is tells nothing here; how soon a change is found is measured by
 * `npm run bench -- search`, and that nothing is missed by the tests of two nodes.
 */
export function checkSearches(epoch: Epoch): Anomaly[] {
  return epoch.operations.flatMap((operation) => {
    const { found, outcome } = operation;
    if (operation.kind !== "search" || outcome !== "ok" || found === undefined) return [];
    return operation.rooms.flatMap((room) => {
      const rooms = found.get(room.roomTypeId) ?? 0;
      const most = mostRooms(epoch, operation, room);
      if (rooms <= most) return [];
      return [wrong(`found ${rooms} rooms of type ${room.roomTypeId}, which has ${most}`, operation)];
    });
  });
}

function isCurrent({ replay }: Epoch, operation: Operation, seen: SeenReservation): boolean {
  return replay
    .standingsWithin(operation, seen.reservationId)
    .some((standing) => standing !== undefined && isCurrentAs(standing, operation, seen));
}

function isCurrentAs(standing: Standing, { completedAt }: Operation, seen: SeenReservation): boolean {
  return statusesAt(standing, completedAt).some((status) => isAsSeen({ ...standing, status }, seen));
}

function mostRooms({ replay }: Epoch, { hotelId }: Operation, room: WantedRoom): number {
  return Math.min(...nightNames(hotelId, room).map((name) => replay.house.limit(name)));
}

function wrong(message: string, operation: Operation): Anomaly {
  return { check: "reads not older than stated", message, operations: [operation], events: [] };
}
