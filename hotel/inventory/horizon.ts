import type { PoolClient } from "pg";
import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/transaction.ts";
import { appendEvents } from "../events/outbox.ts";
import type { PeriodicTask } from "../events/periodic.ts";
import { loadCatalogue, type CatalogueEntry, type RoomTypeKey } from "../properties/facts.ts";
import { systemActor } from "../vocabulary/actor.ts";
import { businessDate } from "../vocabulary/business_date.ts";
import { formatNight, nightOf, type Night } from "../vocabulary/night.ts";
import { lockTypes } from "./admission_lock.ts";
import { allowanceRule, readPeriods } from "./allowance_rows.ts";
import { newNights, type NewNight } from "./new_nights.ts";
import { readRoomTerms } from "./room_term_rows.ts";
import { writeSeatMap } from "./seat_map.ts";

/** How {@link extendHorizon} works. */
export interface HorizonOptions {
  /** Nights on sale, counted from each hotel's business date. */
  readonly horizonDays: number;
  /** Room types whose locks are held together; 50 unless told. */
  readonly chunk?: number;
  /** Stop between two chunks. */
  readonly signal?: AbortSignal;
}

const TYPES_IN_A_CHUNK = 50;

const NEXT_TYPES = `
  SELECT hotel_id, room_type_id
    FROM admission
   WHERE (hotel_id, room_type_id) > ($1, $2)
   ORDER BY hotel_id, room_type_id
   LIMIT $3`;

const LAST_NIGHTS = `
  SELECT t.room_type_id, (SELECT max(n.night) FROM room_night n
                           WHERE n.hotel_id = t.hotel_id AND n.room_type_id = t.room_type_id) AS last_night
    FROM unnest($1::int[], $2::int[]) AS t (hotel_id, room_type_id)`;

const INSERT = `
  INSERT INTO room_night (hotel_id, room_type_id, night, rooms, out_of_order, allowance, seats)
  SELECT * FROM unnest($1::int[], $2::int[], $3::date[], $4::int[], $5::int[], $6::int[], $7::bytea[])`;

/**
 * Opens the nights of every active room type up to the horizon, with the rooms, allowances and seats that they have by
 * then. Harmless when repeated: what is there stays as it is. Returns how many nights were opened.
 */
export async function extendHorizon(database: Database, options: HorizonOptions): Promise<number> {
  const limit = options.chunk ?? TYPES_IN_A_CHUNK;
  let last: RoomTypeKey = { hotelId: 0, roomTypeId: 0 };
  let opened = 0;
  for (;;) {
    options.signal?.throwIfAborted();
    const { rows } = await database.pool.query<{ hotel_id: number; room_type_id: number }>(NEXT_TYPES, [
      last.hotelId,
      last.roomTypeId,
      limit,
    ]);
    const keys = rows.map((row): RoomTypeKey => ({ hotelId: row.hotel_id, roomTypeId: row.room_type_id }));
    const end = keys.at(-1);
    if (end === undefined) return opened;
    opened += await inTransaction(database, (tx) => extendTypes(tx, keys, options.horizonDays));
    last = end;
  }
}

/** The daily task that moves the horizon on; also due at start. */
export function horizonTask(horizonDays: number): PeriodicTask {
  return {
    name: "horizon",
    everyMs: 3_600_000,
    run: async ({ database, signal }) => {
      await extendHorizon(database, { horizonDays, signal });
    },
  };
}

/** Nights to open in one room type. */
interface Opening {
  readonly entry: CatalogueEntry;
  readonly nights: readonly NewNight[];
}

// The rooms of a type and its out-of-order periods cannot change meanwhile: whoever changes them holds the same lock.
async function extendTypes(tx: PoolClient, keys: readonly RoomTypeKey[], horizonDays: number): Promise<number> {
  await tx.query(lockTypes(keys.map((key) => ({ ...key, from: 0, to: 0 }))));
  const {
    rows: [time],
  } = await tx.query<{ now: Date }>("SELECT hotel_now() AS now");
  const now = time?.now ?? new Date(Number.NaN);
  const lasts = await readLastNights(tx, keys);
  const openings: Opening[] = [];
  for (const [hotelId, entries] of Map.groupBy(await loadCatalogue(tx, keys), (entry) => entry.hotel.hotelId)) {
    const due = entries.filter((entry) => fromNight(entry, lasts, now) < businessDate(entry.hotel, now) + horizonDays);
    const roomTypeIds = due.map((entry) => entry.roomType.roomTypeId);
    if (roomTypeIds.length === 0) continue;
    const terms = await readRoomTerms(tx, hotelId, roomTypeIds);
    const periods = await readPeriods(tx, hotelId, roomTypeIds);
    for (const entry of due) {
      const { roomTypeId, overbookingBasisPoints } = entry.roomType;
      const own = periods.filter((period) => period.room_type_id === roomTypeId);
      const facts = { rooms: terms.get(roomTypeId) ?? [], rule: allowanceRule(overbookingBasisPoints, own) };
      const until = businessDate(entry.hotel, now) + horizonDays;
      openings.push({ entry, nights: newNights(facts, fromNight(entry, lasts, now), until) });
    }
  }
  return write(tx, openings, now);
}

async function readLastNights(tx: PoolClient, keys: readonly RoomTypeKey[]): Promise<Map<number, Night>> {
  const values = [keys.map((key) => key.hotelId), keys.map((key) => key.roomTypeId)];
  const { rows } = await tx.query<{ room_type_id: number; last_night: string | null }>(LAST_NIGHTS, values);
  return new Map(rows.flatMap((row) => (row.last_night === null ? [] : [[row.room_type_id, nightOf(row.last_night)]])));
}

// A type that was retired for a while has a gap before today, and none after it.
function fromNight({ hotel, roomType }: CatalogueEntry, lasts: ReadonlyMap<number, Night>, now: Date): Night {
  if (hotel.status === "retired" || roomType.status === "retired") return Number.MAX_SAFE_INTEGER;
  return Math.max(businessDate(hotel, now), (lasts.get(roomType.roomTypeId) ?? -1) + 1);
}

async function write(tx: PoolClient, openings: readonly Opening[], now: Date): Promise<number> {
  const rows = openings.flatMap(({ entry, nights }) => nights.map((night) => ({ ...entry.roomType, ...night })));
  if (rows.length === 0) return 0;
  await tx.query(INSERT, [
    rows.map((row) => row.hotelId),
    rows.map((row) => row.roomTypeId),
    rows.map((row) => formatNight(row.night)),
    rows.map((row) => row.rooms),
    rows.map((row) => row.outOfOrder),
    rows.map((row) => row.allowance),
    rows.map((row) => writeSeatMap(row.seats)),
  ]);
  await appendEvents(
    tx,
    openings.flatMap(({ entry, nights }) => {
      const [first, last] = [nights[0], nights.at(-1)];
      if (first === undefined || last === undefined) return [];
      const dates = { start_date: formatNight(first.night), end_date: formatNight(last.night + 1) };
      const data = { room_type_id: entry.roomType.roomTypeId, ...dates };
      return [
        { hotelId: entry.hotel.hotelId, type: "nights.opened" as const, actor: systemActor("horizon"), at: now, data },
      ];
    }),
  );
  return rows.length;
}
