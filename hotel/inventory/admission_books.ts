import type { PoolClient } from "pg";
import type { EventType } from "../events/catalogue.ts";
import { appendEvents, type EventDraft } from "../events/outbox.ts";
import { loadCatalogue, type CatalogueEntry, type HotelFacts } from "../properties/facts.ts";
import type { Actor } from "../vocabulary/actor.ts";
import { businessDate } from "../vocabulary/business_date.ts";
import type { Night } from "../vocabulary/night.ts";
import { joinTouches, type LockedType, type Touch } from "./admission_lock.ts";
import { reapHolds, type LapsedHold } from "./hold_rows.ts";
import { lapse, readLapsedNights } from "./lapse.ts";
import { Ledger, type LedgerType } from "./ledger.ts";
import { nightsByType, readNights, writeNights, type NightRow } from "./night_rows.ts";
import type { SeatedStay } from "./occupancy.ts";
import { RoomLists, type RoomRow } from "./room_rows.ts";
import { seatEvents, writeSeatChanges, type SeatChange } from "./seat_changes.ts";
import { readSeated, seatedStays, type SeatedRow } from "./seated_rows.ts";
import type { SeatedStays } from "./seating.ts";
import { upsertStayNights } from "./stay_night_rows.ts";

/** No night lies further ahead than this of the business date: the longest horizon that can be set. */
export const MOST_HORIZON_DAYS = 1_100;

/**
 * The books of one staff command: the ledger of all nights of the locked room types from the business date on, and
 * what is to be written when the command is accepted.
 */
export class AdmissionBooks {
  readonly tx: PoolClient;
  readonly now: Date;
  readonly hotel: HotelFacts;
  /** The business date of the hotel: nothing before it is changed. */
  readonly today: Night;
  readonly ledger: Ledger;
  readonly by: Actor;
  readonly #catalogue: ReadonlyMap<number, CatalogueEntry>;
  readonly #seated: SeatedStays;
  readonly #seats: SeatChange[] = [];
  readonly #events: EventDraft[];

  constructor(facts: BooksFacts) {
    this.tx = facts.tx;
    this.now = facts.now;
    this.hotel = facts.hotel;
    this.today = businessDate(facts.hotel, facts.now);
    this.ledger = facts.ledger;
    this.by = facts.by;
    this.#catalogue = facts.catalogue;
    this.#seated = facts.seated;
    this.#events = [...facts.events];
  }

  /** The room type and its hotel; it must have been locked. */
  entry(roomTypeId: number): CatalogueEntry {
    const entry = this.#catalogue.get(roomTypeId);
    if (entry === undefined) throw new Error(`room type ${roomTypeId} is used without its admission lock`);
    return entry;
  }

  /** Who sits where in a type, by ordinal. */
  seated(roomTypeId: number): Map<number, SeatedStay[]> {
    return this.#seated.get(roomTypeId) ?? new Map<number, SeatedStay[]>();
  }

  /** Keeps what happened, to be told in the same transaction. */
  tell(type: EventType, data: object): void {
    this.#events.push({ hotelId: this.hotel.hotelId, type, actor: this.by, at: this.now, data });
  }

  /** Keeps who changes rooms. */
  reseat(changes: readonly SeatChange[]): void {
    this.#seats.push(...changes);
  }

  /** Writes it all, set-based: counters and seats, stay nights, events. */
  async write(): Promise<void> {
    const { hotelId } = this.hotel;
    const nights = writeNights(this.ledger);
    for (const { query, rows } of [...(nights ? [nights] : []), ...writeSeatChanges(hotelId, this.#seats)]) {
      const { rowCount } = await this.tx.query(query);
      if (rowCount !== rows)
        throw new Error(`${query.text.trim().slice(0, 40)} changed ${rowCount} rows instead of ${rows}`);
    }
    await appendEvents(this.tx, [...this.#events, ...seatEvents(hotelId, this.#seats, this.by, this.now)]);
  }
}

interface BooksFacts {
  readonly tx: PoolClient;
  readonly now: Date;
  readonly hotel: HotelFacts;
  readonly ledger: Ledger;
  readonly by: Actor;
  readonly catalogue: ReadonlyMap<number, CatalogueEntry>;
  readonly seated: SeatedStays;
  /** What reaping the lapsed holds is told as. */
  readonly events: readonly EventDraft[];
}

/**
 * Reads the facts in statements after the lock; first of all takes the lapsed holds of the locked types away.
 *
 * @param withSeats read who sits where as well
 */
export async function openBooks(
  tx: PoolClient,
  locked: readonly LockedType[],
  options: { readonly withSeats: boolean; readonly by: Actor },
): Promise<AdmissionBooks> {
  const keys = locked.map((type) => ({ hotelId: type.hotel_id, roomTypeId: type.room_type_id }));
  const everything = keys.map((key): Touch => ({ ...key, from: 0, to: 0 }));
  const { rows: reaped } = await tx.query<LapsedHold>(reapHolds(everything));
  const {
    rows: [time],
  } = await tx.query<{ now: Date }>("SELECT hotel_now() AS now");
  const entries = await loadCatalogue(tx, keys);
  const hotel = entries[0]?.hotel;
  if (hotel === undefined || time === undefined) throw new Error("a locked room type has no hotel");
  const today = businessDate(hotel, time.now);
  const ahead = keys.map((key): Touch => ({ ...key, from: today, to: today + MOST_HORIZON_DAYS }));
  const rooms = new RoomLists();
  const missing = rooms.missing(locked);
  rooms.keep(locked, missing === undefined ? [] : (await tx.query<RoomRow>(missing)).rows);
  const lapsed = await readLapsedNights(tx, reaped);
  const { rows: nightRows } = await tx.query<NightRow>(readNights(joinTouches([...ahead, ...lapsed.touches])));
  const ledger = ledgerOf(locked, nightRows, rooms);
  const { freed, events } = lapse(ledger, reaped, lapsed.nights, time.now);
  // Written now and not at the end: who sits where is read from the same rows.
  if (freed.length > 0) await tx.query(upsertStayNights(freed));
  const seatedRows = options.withSeats ? (await tx.query<SeatedRow>(readSeated(ahead))).rows : [];
  return new AdmissionBooks({
    tx,
    now: time.now,
    hotel,
    by: options.by,
    ledger,
    catalogue: new Map(entries.map((entry) => [entry.roomType.roomTypeId, entry])),
    seated: seatedStays(seatedRows, listIn(locked, rooms), () => today),
    events,
  });
}

function ledgerOf(locked: readonly LockedType[], nightRows: readonly NightRow[], rooms: RoomLists): Ledger {
  const nights = nightsByType(nightRows);
  const types = locked.map((type): [number, LedgerType] => [
    type.room_type_id,
    {
      hotelId: type.hotel_id,
      roomTypeId: type.room_type_id,
      rooms: rooms.of(type),
      nights: nights.get(type.room_type_id) ?? new Map(),
    },
  ]);
  return new Ledger(new Map(types));
}

function listIn(locked: readonly LockedType[], rooms: RoomLists): Parameters<typeof seatedStays>[1] {
  return (roomTypeId) => {
    const type = locked.find((one) => one.room_type_id === roomTypeId);
    return type === undefined ? undefined : rooms.of(type);
  };
}
