import type { CatalogueRow } from "../../hotel/properties/facts.ts";
import { nightOf, type Night } from "../../hotel/vocabulary/night.ts";
import type { Draw } from "../load/random.ts";
import { nameOf } from "./store/names.ts";
import { Store, type Guards } from "./store/store.ts";

/** When every schedule begins, in milliseconds since 1970: the middle of the business date of a hotel in UTC. */
export const NOON = Date.UTC(2027, 5, 1, 12);
/** The first night on sale. */
export const TODAY: Night = nightOf("2027-06-01");

/** A room type of a simulated hotel. */
export interface PlannedType {
  readonly hotelId: number;
  readonly roomTypeId: number;
  readonly rooms: number;
  /** Rooms that may be sold beyond those. */
  readonly allowance: number;
}

/** The hotels of a schedule. */
export interface WorldPlan {
  readonly types: readonly PlannedType[];
  /** Nights on sale. */
  readonly nights: number;
}

/** Draws a tiny world: in a small one requests meet. */
export function drawWorld(draw: Draw): WorldPlan {
  const hotels = 1 + draw(2);
  const types: PlannedType[] = [];
  for (let hotelId = 1; hotelId <= hotels; hotelId += 1) {
    const count = 1 + draw(2);
    for (let number = 1; number <= count; number += 1) {
      types.push({ hotelId, roomTypeId: hotelId * 10 + number, rooms: 1 + draw(2), allowance: draw(8) === 0 ? 1 : 0 });
    }
  }
  return { types, nights: 1 + draw(3) };
}

/** Opens the hotels in a store. */
export function openStore({ types, nights }: WorldPlan, guards: Guards): Store {
  const store = new Store(NOON, guards);
  const { tables } = store;
  for (const { hotelId, roomTypeId, rooms, allowance } of types) {
    tables.admission.seed(nameOf.type(hotelId, roomTypeId), { hotelId, roomTypeId, roomsVersion: 1 });
    tables.catalogue.push(catalogueRow(hotelId, roomTypeId));
    for (let ordinal = 0; ordinal < rooms; ordinal += 1) {
      const roomId = roomTypeId * 10 + ordinal;
      tables.rooms.push({ room_type_id: roomTypeId, room_id: roomId, number: String(roomId), ordinal });
    }
    for (let night = TODAY; night < TODAY + nights; night += 1) {
      const counters = { rooms, outOfOrder: 0, blocked: 0, sold: 0, held: 0, allowance, forced: 0, closed: false };
      const cells = { hotelId, roomTypeId, night, ...counters, seats: Buffer.alloc(0) };
      tables.nights.seed(nameOf.night(hotelId, roomTypeId, night), cells);
    }
  }
  return store;
}

function catalogueRow(hotelId: number, roomTypeId: number): CatalogueRow {
  return {
    hotel_id: hotelId,
    organisation_id: 1,
    hotel_name: "Hotel",
    time_zone: "UTC",
    currency: "EUR",
    day_roll_hour: 4,
    check_in_time: "15:00:00",
    check_out_time: "11:00:00",
    no_show_grace_minutes: 60,
    free_cancellation_days: 1,
    late_cancellation_fee: "first_night",
    seating_policy: "best_fit",
    hotel_status: "active",
    hotel_version: 1,
    room_type_id: roomTypeId,
    room_type_name: `Type ${roomTypeId}`,
    max_occupancy: 2,
    base_price_minor: 10_000,
    overbooking_basis_points: 0,
    room_type_status: "active",
    room_type_version: 1,
  };
}
