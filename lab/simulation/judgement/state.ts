import type { Store } from "../store/store.ts";
import type {
  HoldCells,
  KeyCells,
  NightCells,
  RateBookCells,
  RateNightCells,
  RatePlanCells,
  ReservationCells,
  StayCells,
  StayNightCells,
} from "../store/tables.ts";

/** A room and its place in the seat map of its type. */
export interface RoomPlace {
  readonly roomTypeId: number;
  readonly roomId: number;
  readonly ordinal: number;
}

/** All that is committed at one moment, as rows. */
export interface CommittedState {
  /** By the clock of the hotels, in milliseconds since 1970. */
  readonly now: number;
  readonly nights: readonly NightCells[];
  readonly stayNights: readonly StayNightCells[];
  readonly reservations: readonly ReservationCells[];
  readonly stays: readonly StayCells[];
  readonly holds: readonly HoldCells[];
  readonly keys: readonly KeyCells[];
  readonly rooms: readonly RoomPlace[];
  readonly rateBooks: readonly RateBookCells[];
  readonly ratePlans: readonly RatePlanCells[];
  readonly rateNights: readonly RateNightCells[];
}

/** What is committed in a store now. */
export function stateOf({ tables, now }: Store): CommittedState {
  return {
    now,
    nights: tables.nights.committed(),
    stayNights: tables.stayNights.committed(),
    reservations: tables.reservations.committed(),
    stays: tables.stays.committed(),
    holds: tables.holds.committed(),
    keys: tables.keys.committed(),
    rateBooks: tables.rateBooks.committed(),
    ratePlans: tables.ratePlans.committed(),
    rateNights: tables.rateNights.committed(),
    rooms: tables.rooms.map((room) => ({ roomTypeId: room.room_type_id, roomId: room.room_id, ordinal: room.ordinal })),
  };
}
