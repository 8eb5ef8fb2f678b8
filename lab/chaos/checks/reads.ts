import type { Anomaly } from "../anomaly.ts";
import { nightName } from "../ledger/house.ts";
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

/** A search counts the free rooms of some moment between request and answer; a hold that has run out may count as free. */
export function checkSearches(epoch: Epoch): Anomaly[] {
  return epoch.operations.flatMap((operation) => {
    const { found, outcome } = operation;
    if (operation.kind !== "search" || outcome !== "ok" || found === undefined) return [];
    return operation.rooms.flatMap((room) => {
      const { fewest, most } = freeWithin(epoch, operation, room);
      const rooms = found.get(room.roomTypeId) ?? 0;
      if (rooms >= fewest && rooms <= most) return [];
      return [
        wrong(`found ${rooms} rooms of type ${room.roomTypeId}; between ${fewest} and ${most} were free`, operation),
      ];
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

function freeWithin({ replay }: Epoch, operation: Operation, room: WantedRoom): { fewest: number; most: number } {
  let [fewest, most] = [Infinity, Infinity];
  for (let night = room.from; night < room.to; night += 1) {
    const name = nightName(operation.hotelId, room.roomTypeId, night);
    const used = replay.usedWithin(operation, name);
    const limit = replay.house.limit(name);
    fewest = Math.min(fewest, limit - used.most);
    most = Math.min(most, limit - used.fewest + replay.runOutHolds(name, operation.completedAt));
  }
  return { fewest, most };
}

function wrong(message: string, operation: Operation): Anomaly {
  return { check: "reads not older than stated", message, operations: [operation], events: [] };
}
