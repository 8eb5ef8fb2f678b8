import type { QueryConfig } from "pg";
import type { Queryable } from "../../hotel/database/database.ts";
import { bestFit, readSeatMap, withSeat, writeSeatMap } from "../../hotel/inventory/seat_map.ts";
import { formatNight, nightOf, nightsOf } from "../../hotel/vocabulary/night.ts";
import { commitWith, sendTogether } from "./pipeline.ts";
import type { Draft, Guard, Outcome } from "./strategy.ts";
import { bookingRows, claimKey, readKnown } from "./writes.ts";

/** Without these the schema stops nothing: what a lock outside the database is worth shows only then. */
export const NO_GUARDS: readonly Guard[] = ["counter", "room_once"];

/** Waited for between reading and writing, by a booking that has something to write. */
export type Stall = () => Promise<void>;

interface NightRow {
  night: string;
  rooms: number;
  sold: number;
  spare: number;
  closed: boolean;
  seats: Buffer;
}

const READ_NIGHTS = `
  SELECT night, rooms, sold, rooms - out_of_order + allowance + forced - sold - held - blocked AS spare, closed, seats
  FROM room_night
  WHERE hotel_id = $1 AND room_type_id = $2 AND night >= $3 AND night < $4
  ORDER BY night`;

// Absolute values: what another booking wrote since the nights were read is overwritten.
const WRITE_NIGHTS = `
  UPDATE room_night SET sold = taken.sold, seats = taken.seats
  FROM unnest($3::date[], $4::integer[], $5::bytea[]) AS taken (night, sold, seats)
  WHERE hotel_id = $1 AND room_type_id = $2 AND room_night.night = taken.night`;

/**
 * Reads the nights without any lock, decides in the program, writes what it decided: right only when nobody else does so at
 * the same time, which is for the caller's lock to see to. The later of two bookings overwrites the earlier, and both
 * guests have a confirmation for one room.
 */
export async function bookUnguarded(connection: Queryable, draft: Draft, stall?: Stall): Promise<Outcome> {
  const nights = await readNights(connection, draft);
  const decision = decide(draft, nights);
  if (typeof decision === "number") await stall?.();
  await connection.query("BEGIN");
  return write(connection, draft, nights, decision);
}

/** The same, but nothing is written unless `check`, the first statement of the writing transaction, changes a row. */
export async function bookUnlessOvertaken(
  connection: Queryable,
  draft: Draft,
  check: QueryConfig,
  stall?: Stall,
): Promise<Outcome | "overtaken"> {
  const nights = await readNights(connection, draft);
  const decision = decide(draft, nights);
  if (typeof decision === "number") await stall?.();
  const [, checked] = await sendTogether(connection, ["BEGIN", check]);
  if (checked?.rowCount === 1) return write(connection, draft, nights, decision);
  await connection.query("ROLLBACK");
  return "overtaken";
}

async function write(
  connection: Queryable,
  draft: Draft,
  nights: readonly NightRow[],
  decision: number | Outcome,
): Promise<Outcome> {
  const claim = claimKey(draft);
  // A repeat gets its answer of then, also when there is no room any more.
  if (claim !== undefined && (await connection.query(claim)).rowCount === 0) {
    await connection.query("ROLLBACK");
    return readKnown(connection, draft);
  }
  if (typeof decision !== "number") {
    await connection.query("ROLLBACK");
    return decision;
  }
  await commitWith(connection, writesOf(draft, nights, decision));
  return { kind: "booked" };
}

async function readNights(connection: Queryable, draft: Draft): Promise<NightRow[]> {
  const { hotelId, roomTypeId, arrival, departure } = draft;
  const { rows } = await connection.query<NightRow>({
    name: "read_nights",
    text: READ_NIGHTS,
    values: [hotelId, roomTypeId, formatNight(arrival), formatNight(departure)],
  });
  return rows;
}

/** The ordinal of the room to give, or why there is none. */
function decide(draft: Draft, rows: readonly NightRow[]): number | Outcome {
  const free = new Set(rows.filter((row) => row.spare > 0 && !row.closed).map((row) => nightOf(row.night)));
  const full = nightsOf(draft).filter((night) => !free.has(night));
  if (full.length > 0) return { kind: "full", nights: full };
  const maps = rows.map((row) => readSeatMap(row.seats));
  const rooms = Math.min(...rows.map((row) => row.rooms));
  const ordinal = bestFit(maps, rooms, { nightBefore: undefined, nightAfter: undefined });
  return ordinal ?? { kind: "no_single_room" };
}

function writesOf(draft: Draft, rows: readonly NightRow[], ordinal: number): QueryConfig[] {
  const roomId = draft.roomIds[ordinal];
  if (roomId === undefined) throw new Error(`room type ${draft.roomTypeId} has no room with ordinal ${ordinal}`);
  const seats = rows.map((row) => writeSeatMap(withSeat(readSeatMap(row.seats), ordinal, true)));
  const values = [
    draft.hotelId,
    draft.roomTypeId,
    rows.map((row) => row.night),
    rows.map((row) => row.sold + 1),
    seats,
  ];
  return [{ name: "write_nights", text: WRITE_NIGHTS, values }, ...bookingRows(draft, roomId)];
}
