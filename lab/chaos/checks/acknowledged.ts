import type { Anomaly } from "../anomaly.ts";
import type { Epoch } from "../ledger/replay.ts";
import type { Standing } from "../ledger/register.ts";
import { WRITES, type Operation, type SeenReservation } from "../operation.ts";
import { ownEvents } from "./check.ts";

/** Nothing acknowledged is lost: each accepted write stands in the ledger, and as its answer said. */
export function checkAcknowledged(epoch: Epoch): Anomaly[] {
  return epoch.operations.flatMap((operation) => {
    if (operation.outcome !== "ok" || operation.replayed) return [];
    const isChange = WRITES.has(operation.kind) || operation.kind === "set_rates";
    const message = isChange ? problemOf(epoch, operation) : undefined;
    if (message === undefined) return [];
    const events = epoch.caused.get(operation.id) ?? [];
    return [{ check: "nothing acknowledged lost", message, operations: [operation], events }];
  });
}

function problemOf(epoch: Epoch, operation: Operation): string | undefined {
  const { seen, change, version } = operation;
  // What was so already leaves the version as it was.
  if (change !== undefined && (version === change.version || ownEvents(epoch, operation).length > 0)) return undefined;
  if (change !== undefined) return "an acknowledged change of rates is lost";
  if (seen === undefined) return "accepted without telling of what";
  const [event] = ownEvents(epoch, operation);
  if (event === undefined) return problemOfUnchanged(epoch, operation, seen);
  if (event.reservationId !== seen.reservationId) return "the answer names another reservation than the ledger";
  const standings = epoch.replay.standings.get(seen.reservationId) ?? [];
  return standings.some((standing) => isAsSeen(standing, seen))
    ? undefined
    : "the reservation never stood as the answer says";
}

// Confirming what is confirmed, and cancelling what is cancelled, changes nothing and is no error.
function problemOfUnchanged({ replay }: Epoch, operation: Operation, seen: SeenReservation): string | undefined {
  const done = operation.kind === "confirm" ? "confirmed" : "cancelled";
  const mayBeDone = operation.kind === "confirm" || operation.kind === "cancel";
  const standings = replay.standingsWithin(operation, seen.reservationId);
  if (mayBeDone && standings.some((standing) => standing?.status === done)) return undefined;
  return "an acknowledged operation is lost";
}

/** Whether an answer shows the reservation as it stood. */
export function isAsSeen(standing: Standing, { status, version, rooms }: SeenReservation): boolean {
  if (standing.status !== status) return false;
  if (version !== undefined && version !== standing.version) return false;
  return rooms === undefined || standing.segments.length === 0 || datesOf(standing) === shownDates(rooms);
}

/** The rooms of a standing as text: stay, type, first night and day of departure. */
export function datesOf({ segments }: Pick<Standing, "segments">): string {
  const stays = [...Map.groupBy(segments, ({ stayNo }) => stayNo)].map(([stayNo, own]) => ({
    stayNo,
    roomTypeId: own[0]?.roomTypeId ?? 0,
    from: Math.min(...own.map(({ from }) => from)),
    to: Math.max(...own.map(({ to }) => to)),
  }));
  return shownDates(stays);
}

function shownDates(rooms: readonly { stayNo: number; roomTypeId: number; from: number; to: number }[]): string {
  return rooms
    .map(({ stayNo, roomTypeId, from, to }) => `${stayNo}:${roomTypeId}:${from}-${to}`)
    .toSorted()
    .join(" ");
}
