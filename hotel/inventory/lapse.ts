import type { Queryable } from "../database/database.ts";
import type { EventDraft } from "../events/outbox.ts";
import { systemActor } from "../vocabulary/actor.ts";
import { formatNight } from "../vocabulary/night.ts";
import type { Touch } from "./admission_lock.ts";
import { release } from "./admit.ts";
import type { LapsedHold } from "./hold_rows.ts";
import type { Ledger } from "./ledger.ts";
import {
  readStayNights,
  stayNightsByReservation,
  type StayNight,
  type StayNightOf,
  type StayNightRow,
} from "./stay_night_rows.ts";

/** The nights of reservations whose holds were reaped. */
export interface LapsedNights {
  /** All nights of the reservations, by reservation. */
  readonly nights: ReadonlyMap<string, readonly StayNight[]>;
  /** Where the lapsed holds held: these nights must be in the ledger. */
  readonly touches: readonly Touch[];
}

/** What becomes of lapsed holds: to be written in the transaction that reaped them. */
export interface Lapse {
  /** The nights as they are now, in nobody's use. */
  readonly freed: readonly StayNightOf[];
  readonly events: readonly EventDraft[];
}

/** Reads the nights of reaped holds. A long hold may reach beyond the nights of a request: all of it goes back. */
export async function readLapsedNights(client: Queryable, holds: readonly LapsedHold[]): Promise<LapsedNights> {
  if (holds.length === 0) return { nights: new Map(), touches: [] };
  // A reservation that held several room types has a hold for each: its nights are read once.
  const hotels = new Map(holds.map((hold) => [hold.reservation_id, hold.hotel_id]));
  const { rows } = await client.query<StayNightRow>(readStayNights([...hotels.values()], [...hotels.keys()]));
  const nights = stayNightsByReservation(rows);
  const touches = holds.flatMap((hold) =>
    (nights.get(hold.reservation_id) ?? [])
      .filter((night) => night.roomTypeId === hold.room_type_id)
      .map(({ night, roomTypeId }) => ({ hotelId: hold.hotel_id, roomTypeId, from: night, to: night + 1 })),
  );
  return { nights, touches };
}

/**
 * Gives the nights of lapsed holds back, in the ledger, before anything is decided.
 *
 * @param nights all nights of the reservations concerned
 */
export function lapse(ledger: Ledger, holds: readonly LapsedHold[], nights: LapsedNights["nights"], now: Date): Lapse {
  const freed: StayNightOf[] = [];
  const events: EventDraft[] = [];
  for (const hold of holds) {
    const held = (nights.get(hold.reservation_id) ?? []).filter((night) => isHeldBy(hold, night));
    if (held.length === 0) continue;
    release(
      ledger,
      held.map((night) => ({ stayNo: night.stayNo, nights: [{ ...night, use: "held" }] })),
    );
    for (const night of held) {
      freed.push({ ...unused(night), hotelId: hold.hotel_id, reservationId: hold.reservation_id });
    }
    events.push(lapsedEvent(hold, held, now));
  }
  return { freed, events };
}

/** Whether the night was kept by this hold. */
export function isHeldBy(hold: LapsedHold, night: StayNight): boolean {
  return night.usedAs === "held" && night.roomTypeId === hold.room_type_id;
}

/** The night as it is kept when nobody uses it any more: its price stays. */
export function unused<Night extends StayNight>(night: Night): Night {
  return { ...night, roomId: null, usedAs: "none", pinned: false };
}

function lapsedEvent(hold: LapsedHold, nights: readonly StayNight[], at: Date): EventDraft {
  const rooms = Map.groupBy(nights, ({ night }) => night);
  return {
    hotelId: hold.hotel_id,
    type: "hold.lapsed",
    reservationId: hold.reservation_id,
    actor: systemActor("admission"),
    at,
    data: {
      room_type_id: hold.room_type_id,
      nights: [...rooms].map(([night, group]) => ({ night: formatNight(night), rooms: group.length })),
    },
  };
}
