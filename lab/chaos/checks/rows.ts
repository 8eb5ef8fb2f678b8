import type { Anomaly } from "../anomaly.ts";
import type { Segment } from "../ledger/events.ts";
import type { Replay } from "../ledger/replay.ts";
import { singleNights, type Standing } from "../ledger/register.ts";
import { nightName } from "../ledger/house.ts";
import type { Stored, StoredReservation } from "../ledger/rows.ts";

/** Conservation: the rows and the counters say what the ledger comes to, and nothing else is there. */
export function checkRows(replay: Replay, stored: Stored): Anomaly[] {
  return [...countersApart(replay, stored), ...reservationsApart(replay, stored), ...strangers(replay, stored)];
}

function countersApart(replay: Replay, { nights }: Stored): Anomaly[] {
  const held = heldNights(replay);
  return nights.flatMap(({ name, sold, held: storedHeld, limit }) => {
    const used = replay.house.used(name);
    const heldHere = held.get(name) ?? 0;
    if (sold + storedHeld > limit) return [wrong(`${name} is used ${sold + storedHeld} times, its limit is ${limit}`)];
    if (sold === used - heldHere && storedHeld === heldHere) return [];
    return [wrong(`${name} counts ${sold} sold and ${storedHeld} held; the ledger ${used - heldHere} and ${heldHere}`)];
  });
}

function heldNights({ standings }: Replay): Map<string, number> {
  const held = new Map<string, number>();
  for (const standing of [...standings.values()].flatMap((all) => all.slice(-1))) {
    if (standing.status !== "pending") continue;
    for (const { roomTypeId, from } of standing.segments.flatMap(singleNights)) {
      const name = nightName(standing.hotelId, roomTypeId, from);
      held.set(name, (held.get(name) ?? 0) + 1);
    }
  }
  return held;
}

function reservationsApart({ standings }: Replay, { reservations }: Stored): Anomaly[] {
  return [...standings.values()].flatMap((all) => {
    const last = all.at(-1);
    if (last === undefined) return [];
    const problem = problemOf(last, reservations.get(last.reservationId));
    return problem === undefined ? [] : [wrong(`reservation ${last.reservationId} ${problem}`)];
  });
}

function problemOf(standing: Standing, row: StoredReservation | undefined): string | undefined {
  if (row === undefined) return "is in the ledger and has no row";
  if (row.status !== standing.status || row.version !== standing.version) {
    return `is ${row.status} in version ${row.version}; by the ledger ${standing.status} in ${standing.version}`;
  }
  if (textOf(row.nights) !== textOf(standing.segments)) return "uses other nights than the ledger says";
  const wanted = standing.status === "pending" ? "held" : "sold";
  return row.usedAs.every((use) => use === wanted)
    ? undefined
    : `is ${row.status} and uses nights as ${row.usedAs.join()}`;
}

function textOf(segments: readonly Segment[]): string {
  return segments
    .flatMap(singleNights)
    .map(({ stayNo, roomTypeId, roomId, from }) => `${stayNo}:${roomTypeId}:${roomId}:${from}`)
    .toSorted()
    .join(" ");
}

function strangers({ made }: Replay, { count }: Stored): Anomaly[] {
  return made === count ? [] : [wrong(`there are ${count} reservations, and the ledger tells of ${made}`)];
}

function wrong(message: string): Anomaly {
  return { check: "conservation", message, operations: [], events: [] };
}
