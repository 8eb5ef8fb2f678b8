import { accept, refuse, type Decision } from "../../vocabulary/refusal.ts";
import { mayStay } from "../life_cycle.ts";
import type { Reservation, Stay } from "../reservation.ts";
import { keptNights, type DeskAction, type DeskScene } from "./desk.ts";
import { eventStays } from "./event_stays.ts";
import type { StayPlan } from "./placing.ts";

/** Where a stay shall be moved to. */
export interface RoomMove {
  /** The type of the room, which is known before the lock because it never changes. */
  readonly roomTypeId: number;
  /** A particular room; undefined: any of the type. */
  readonly roomId: number | undefined;
  /** Tell the guest the room, so that re-seating leaves it alone; always so for guests in the house. */
  readonly pin: boolean;
}

/**
 * Another room from now on: of the same type a room move, of another one an upgrade. The price stays. The move
 * is for the nights to come: those that have passed stay as they were.
 */
export function moveTo(move: RoomMove): DeskAction {
  return {
    action: "move_room",
    event: (before, after) => (occupiesSameTypes(before, after) ? "reservation.room_moved" : "reservation.upgraded"),
    concerns: (stay) => stay.status === "expected" || stay.status === "in_house",
    plan: (stay, scene) => moved(stay, scene, move),
    data: (before, after) => ({ before: eventStays(before.stays), after: eventStays(after.stays) }),
  };
}

/** Pins the room of the stays, or lets re-seating have it again. */
export function pinned(pin: boolean): DeskAction {
  return {
    action: "pin",
    event: pin ? "reservation.pinned" : "reservation.unpinned",
    concerns: (stay) => stay.status === "expected",
    plan: (stay) => pinnedPlan(stay, pin),
  };
}

function moved(stay: Stay, scene: DeskScene, move: RoomMove): Decision<StayPlan> {
  const status = mayStay("move_room", stay);
  if (!status.accepted) return status;
  const entry = scene.facts.roomType(move.roomTypeId);
  if (entry === undefined) return refuse("not_found", "There is no such room type at this hotel.");
  if (stay.guests > entry.roomType.maxOccupancy) {
    const { name, maxOccupancy } = entry.roomType;
    return refuse("too_many_guests", `${name} sleeps ${maxOccupancy}.`, { max_occupancy: maxOccupancy });
  }
  const from = Math.max(scene.today, stay.dates.arrival);
  const pin = move.pin || stay.status === "in_house";
  const nights = keptNights(stay).map((night) =>
    night.night < from ? night : { ...night, roomTypeId: move.roomTypeId, pinned: pin },
  );
  if (!nights.some(({ night }) => night >= from)) return refuse("wrong_state", "No night is left to move.");
  const room = move.roomId === undefined ? {} : { room: { roomId: move.roomId, from } };
  return accept({ stay, nights, settledUntil: from, ...room });
}

function occupiesSameTypes(before: Reservation, after: Reservation): boolean {
  const types = ({ stays }: Reservation): string =>
    stays
      .map((stay) =>
        keptNights(stay)
          .map((night) => night.roomTypeId)
          .join(),
      )
      .join("/");
  return types(before) === types(after);
}

function pinnedPlan(stay: Stay, pin: boolean): Decision<StayPlan> {
  const status = mayStay("pin", stay);
  if (!status.accepted) return status;
  const nights = keptNights(stay).map((night) => ({ ...night, pinned: pin }));
  return accept({ stay, nights, settledUntil: Number.MAX_SAFE_INTEGER });
}
