import { EVERY_PLAN } from "../../../hotel/rates/book/rate_night.ts";
import type { LedgerEvent, Segment } from "../ledger/events.ts";
import { Replay, type Epoch } from "../ledger/replay.ts";
import type { Anomaly } from "../anomaly.ts";
import { newOperation, operationOf, requestIdOf, type Operation, type SeenReservation } from "../operation.ts";
import type { ContestedHotel } from "../world.ts";

/** One hotel with one room type and one room, for histories that are written by hand. */
export const ONE_ROOM: readonly ContestedHotel[] = [
  { hotelId: 1, city: "Sample", types: [{ roomTypeId: 5, rooms: 1 }], firstNight: 100, nights: 10 },
];

/** The same with two rooms. */
export const TWO_ROOMS: readonly ContestedHotel[] = ONE_ROOM.map((hotel) => ({
  ...hotel,
  types: [{ roomTypeId: 5, rooms: 2 }],
}));

/** The same hotel with three rooms of which two are for sale on the first night; nobody arrives on the second. */
export const RATED: readonly ContestedHotel[] = ONE_ROOM.map((hotel) => ({
  ...hotel,
  types: [{ roomTypeId: 5, rooms: 3 }],
  rates: {
    flexible: 1,
    saver: 2,
    closingFrom: 105,
    managerKey: "",
    fixed: [
      { roomTypeId: 5, night: 100, rule: "sell_limit", value: 2, ratePlanId: EVERY_PLAN },
      { roomTypeId: 5, night: 101, rule: "closed_to_arrival", value: 1, ratePlanId: EVERY_PLAN },
      { roomTypeId: 5, night: 102, rule: "min_stay_arrival", value: 2, ratePlanId: EVERY_PLAN },
      { roomTypeId: 5, night: 103, rule: "sell_limit", value: 1, ratePlanId: 2 },
    ],
  },
}));

/** The first night of the only room, alone. */
export const NIGHT = { roomTypeId: 5, from: 100, to: 101 };

/** Two sampled times that stand for "invoked" and "completed", and what shall differ from an accepted booking of {@link NIGHT}. */
export function sampleOperation(
  id: number,
  times: readonly [number, number],
  differing: Partial<Operation> = {},
): Operation {
  const [invoked, completed] = times;
  const asked = newOperation({ id, kind: "book", hotelId: 1, invoked, rooms: [NIGHT] });
  return { ...asked, outcome: "ok", status: 201, completed, completedAt: 1_000, ...differing };
}

/** What an answer shows of a confirmed booking of {@link NIGHT}. */
export function sampleSeen(reservationId: string, differing: Partial<SeenReservation> = {}): SeenReservation {
  const rooms = [{ ...NIGHT, stayNo: 1, status: "expected" }];
  return { reservationId, status: "confirmed", version: 1, rooms, ...differing };
}

/** The room of {@link NIGHT}, given. */
export const GIVEN: Segment = { ...NIGHT, stayNo: 1, roomId: 1 };

/** A line of the ledger that an operation has caused; at its place of the only hotel. */
export function sampleEvent(place: number, operationId: number, differing: Partial<LedgerEvent>): LedgerEvent {
  return {
    position: place,
    sequence: place,
    hotelId: 1,
    type: "reservation.confirmed",
    reservationId: "a",
    requestId: requestIdOf(operationId),
    stays: [GIVEN],
    before: [],
    after: [],
    expiresAt: undefined,
    roomTypeId: undefined,
    fromHold: false,
    at: 1_000,
    ...differing,
  };
}

/** The epoch of a history that is written by hand, and what its ledger alone shows to be wrong. */
export function sampleEpoch(
  operations: readonly Operation[],
  events: readonly LedgerEvent[],
  world: readonly ContestedHotel[] = ONE_ROOM,
): { epoch: Epoch; found: Anomaly[] } {
  const replay = new Replay(world);
  const sent = new Map(operations.map((operation) => [operation.id, operation]));
  const found = replay.goOn(events, sent);
  const caused = Map.groupBy(events, ({ requestId }) => operationOf(requestId) ?? 0);
  return { epoch: { operations, sent, events, caused, replay }, found };
}
