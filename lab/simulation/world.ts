import type { CatalogueRow } from "../../hotel/properties/facts.ts";
import type { Draw } from "../load/random.ts";
import { openRates, type PlannedRates } from "./rates/planned_rates.ts";
import { nameOf } from "./store/names.ts";
import { Store, type Guards } from "./store/store.ts";
import { NOON, TODAY } from "./today.ts";

/** What a night costs where nothing was decided, in minor units. */
export const BASE_PRICE = 10_000;

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
  /** Of the hotels that have decided anything about them, or may. */
  readonly rates?: readonly PlannedRates[];
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
export function openStore({ types, nights, rates = [] }: WorldPlan, guards: Guards): Store {
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
  for (const one of rates) openRates(tables, one);
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
    base_price_minor: BASE_PRICE,
    overbooking_basis_points: 0,
    room_type_status: "active",
    room_type_version: 1,
  };
}
