import type { Anomaly } from "../anomaly.ts";
import { nightName, nightNames } from "../ledger/house.ts";
import type { Epoch } from "../ledger/replay.ts";
import type { FullNight, Operation } from "../operation.ts";
import type { ContestedHotel } from "../world.ts";
import { statusesAt } from "./check.ts";
import { unlessRestricted, unlessRunOutQuote } from "./rate_refusals.ts";

/**
 * Every refusal is justified by how things stood at some moment between its request and its answer.
 *
 * @param rated the hotels with rates
 */
export function checkRefusals(epoch: Epoch, rated: readonly ContestedHotel[] = []): Anomaly[] {
  return epoch.operations.flatMap((operation) => {
    if (operation.outcome !== "refused") return [];
    const message = unjustified(epoch, operation, rated);
    if (message === undefined) return [];
    return [{ check: "every refusal justified", message, operations: [operation], events: [] }];
  });
}

function unjustified(epoch: Epoch, operation: Operation, rated: readonly ContestedHotel[]): string | undefined {
  switch (operation.code) {
    case "no_availability":
      return unlessFull(epoch, operation);
    case "no_single_room":
      return unlessTorn(epoch, operation);
    case "wrong_state":
      return unlessInOtherState(epoch, operation);
    case "hold_expired":
      return unlessRunOut(epoch, operation);
    case "idempotency_key_reused":
      return operation.kind === "reuse" ? undefined : "the key was never used for anything else";
    case "restricted":
      return unlessRestricted(epoch, operation, rated.find(({ hotelId }) => hotelId === operation.hotelId)?.rates);
    case "quote_expired":
      return unlessRunOutQuote(operation);
    case "version_conflict":
      return operation.version === operation.change?.version ? "the version was the newest" : undefined;
    case "overloaded":
      return undefined;
    default:
      return `nothing that was asked for can be refused with ${operation.code}`;
  }
}

// All that it names must have been full, each at a moment of its own at the least.
function unlessFull(epoch: Epoch, operation: Operation): string | undefined {
  if (operation.fullNights.length === 0) return "sold out, and no night is named";
  const free = operation.fullNights.find((night) => !mayBeFull(epoch, operation, night));
  if (free === undefined) return undefined;
  const { roomTypeId, night } = free;
  const name = nightName(operation.hotelId, roomTypeId, night);
  const { most } = epoch.replay.usedWithin(operation, name);
  return `${name} is said to be full: of ${epoch.replay.house.limit(name)} rooms ${most} were used at most`;
}

function mayBeFull({ replay }: Epoch, operation: Operation, { roomTypeId, night }: FullNight): boolean {
  const name = nightName(operation.hotelId, roomTypeId, night);
  const wanted = operation.rooms.filter(
    (room) => room.roomTypeId === roomTypeId && room.from <= night && night < room.to,
  );
  return replay.usedWithin(operation, name).most + Math.max(wanted.length, 1) > replay.house.limit(name);
}

// Whoever sits in the type on any night of the stay shuts one room at most: with more rooms than such guests, and than other rooms of
// the same request, one is free from the first night to the last.
function unlessTorn(epoch: Epoch, operation: Operation): string | undefined {
  const { hotelId, kind, rooms } = operation;
  if (kind === "confirm") return undefined;
  const hasRoom = rooms.every((room) => {
    const others = rooms.filter(({ roomTypeId }) => roomTypeId === room.roomTypeId).length - 1;
    let [shut, limit] = [others, Infinity];
    for (const name of nightNames(hotelId, room)) {
      shut += epoch.replay.usedWithin(operation, name).most;
      limit = Math.min(limit, epoch.replay.house.limit(name));
    }
    return shut < limit;
  });
  return hasRoom ? "a room was free for the whole stay, whoever sat where" : undefined;
}

const POSSIBLE_IN: Readonly<Record<string, readonly string[]>> = {
  confirm: ["pending", "expired", "confirmed"],
  cancel: ["pending", "confirmed", "cancelled"],
  modify: ["pending", "confirmed"],
};

function unlessInOtherState({ replay }: Epoch, operation: Operation): string | undefined {
  const possible = POSSIBLE_IN[operation.kind] ?? [];
  const standings = replay.standingsWithin(operation, operation.reservationId ?? "");
  const isRight = standings.some(
    (standing) =>
      standing !== undefined &&
      statusesAt(standing, operation.completedAt).some((status) => !possible.includes(status)),
  );
  return isRight ? undefined : `a ${operation.kind} was possible in every state that it may have met`;
}

function unlessRunOut({ replay }: Epoch, operation: Operation): string | undefined {
  const standings = replay.standingsWithin(operation, operation.reservationId ?? "");
  const hasRunOut = standings.some(
    (standing) => standing !== undefined && statusesAt(standing, operation.completedAt).includes("expired"),
  );
  return hasRunOut ? undefined : "the hold had not run out";
}
