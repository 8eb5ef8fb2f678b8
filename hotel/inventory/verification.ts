import type { PoolClient } from "pg";
import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/transaction.ts";
import { readNow } from "../events/clock.ts";
import { loadCatalogue, type RoomTypeKey } from "../properties/facts.ts";
import { businessDate } from "../vocabulary/business_date.ts";
import { formatNight } from "../vocabulary/night.ts";

/** Something that is not as the rows it is made of say: a defect, or a write from outside the protocol. */
export interface Finding {
  /** What differs: the counter, or a stable name such as `seat_not_taken`. */
  readonly kind: string;
  readonly hotel_id: number;
  readonly room_type_id: number | null;
  /** `YYYY-MM-DD`. */
  readonly night: string | null;
  readonly room_id: number | null;
  readonly reservation_id: string | null;
  /** What the rows it is made of say. */
  readonly expected: string | null;
  /** What is written. */
  readonly found: string | null;
}

/** Some hotels as one snapshot shows them. */
export interface VerifiedHotels {
  readonly hotelIds: readonly number[];
  /** The business date of each, `YYYY-MM-DD`: capacity is compared from there on, because past nights keep what they had. */
  readonly todays: readonly string[];
  readonly roomTypeIds: readonly number[];
  /** The overbooking ratio of each room type, in basis points. */
  readonly basisPoints: readonly number[];
}

/** One kind of comparison, set-based, on the caller's snapshot. */
export type Check = (tx: PoolClient, hotels: VerifiedHotels) => Promise<Finding[]>;

/** What to verify. */
export interface VerificationOptions {
  /** One hotel; all unless told. */
  readonly hotelId?: number;
  /** Told of each finding as it is found. */
  readonly onFinding?: (finding: Finding) => void;
  /** Stop between two chunks. */
  readonly signal?: AbortSignal;
}

/** Findings of one kind in one chunk at most: a broken statement would find millions. */
export const MOST_FINDINGS = 1_000;

const TYPES_IN_A_CHUNK = 20;

/** Runs the checks on all hotels, or one, chunk by chunk, and returns everything that differs. */
export async function verify(
  database: Database,
  checks: readonly Check[],
  options: VerificationOptions = {},
): Promise<Finding[]> {
  const findings: Finding[] = [];
  let after = (options.hotelId ?? 1) - 1;
  for (;;) {
    options.signal?.throwIfAborted();
    const chunk = await verifyChunk(database, checks, after, options.hotelId);
    for (const finding of chunk.findings) options.onFinding?.(finding);
    findings.push(...chunk.findings);
    if (chunk.last === undefined || options.hotelId !== undefined) return findings;
    after = chunk.last;
  }
}

/** What one chunk came to. */
export interface ChunkResult {
  readonly findings: readonly Finding[];
  /** The last hotel that was looked at; undefined when there were none. */
  readonly last: number | undefined;
  /** Nights from the business date on that are used above their limit: no defect, but worth an alarm. */
  readonly forcedNights: number;
}

/**
 * Runs the checks on the next hotels after one, as many as have about 20 room types: one snapshot, read only. Hotels
 * do not share rooms, so a snapshot for each chunk is as good as one for all, and none is held for long.
 *
 * @param only just this hotel
 */
export async function verifyChunk(
  database: Database,
  checks: readonly Check[],
  after: number,
  only?: number,
): Promise<ChunkResult> {
  return inTransaction(database, async (tx) => {
    await tx.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const { rows } = await tx.query<{ hotel_id: number; room_type_id: number }>(NEXT_HOTELS, [
      after,
      only ?? null,
      TYPES_IN_A_CHUNK,
    ]);
    const keys = rows.map((row): RoomTypeKey => ({ hotelId: row.hotel_id, roomTypeId: row.room_type_id }));
    const last = keys.at(-1)?.hotelId;
    if (last === undefined) return { findings: [], last: only, forcedNights: 0 };
    const hotels = await readHotels(tx, keys);
    const findings: Finding[] = [];
    for (const check of checks) findings.push(...(await check(tx, hotels)));
    const {
      rows: [forced],
    } = await tx.query<{ nights: number }>(FORCED, [hotels.hotelIds, hotels.todays]);
    return { findings, last, forcedNights: forced?.nights ?? 0 };
  });
}

// Whole hotels: up to the one in which the limit is reached.
const NEXT_HOTELS = `
  SELECT hotel_id, room_type_id
    FROM admission
   WHERE hotel_id > $1 AND ($2::int IS NULL OR hotel_id = $2)
     AND hotel_id <= (SELECT max(hotel_id)
                        FROM (SELECT hotel_id FROM admission
                               WHERE hotel_id > $1 AND ($2::int IS NULL OR hotel_id = $2)
                               ORDER BY hotel_id, room_type_id
                               LIMIT $3) AS first)
   ORDER BY hotel_id, room_type_id`;

const FORCED = `
  SELECT count(*) AS nights
    FROM unnest($1::int[], $2::date[]) AS v (hotel_id, today)
    JOIN room_night n ON n.hotel_id = v.hotel_id AND n.night >= v.today
   WHERE n.forced > 0`;

async function readHotels(tx: PoolClient, keys: readonly RoomTypeKey[]): Promise<VerifiedHotels> {
  const now = await readNow(tx);
  const entries = await loadCatalogue(tx, keys);
  const hotels = new Map(entries.map(({ hotel }) => [hotel.hotelId, hotel]));
  return {
    hotelIds: [...hotels.keys()],
    todays: [...hotels.values()].map((hotel) => formatNight(businessDate(hotel, now))),
    roomTypeIds: entries.map(({ roomType }) => roomType.roomTypeId),
    basisPoints: entries.map(({ roomType }) => roomType.overbookingBasisPoints),
  };
}
