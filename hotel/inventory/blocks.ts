import { formatNight, type StayDates } from "../vocabulary/night.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import { stale } from "../vocabulary/stale_version.ts";
import type { AdmissionBooks } from "./admission_books.ts";
import { useNightsForBlock } from "./block_nights.ts";
import { BLOCK_COLUMNS, findBlock, nightsOfBlock, type BlockRow } from "./block_rows.ts";
import { changedNights, invalidDates, type NightsChange } from "./dates.ts";
import { keepsThePast } from "./out_of_order.ts";

/** Rooms to set aside for a group. */
export interface NewBlock {
  readonly roomTypeId: number;
  readonly name: string;
  readonly nights: StayDates;
  /** On each night. */
  readonly rooms: number;
}

/** What shall change of a block; what is left out stays. */
export interface BlockChange {
  readonly blockId: number;
  /** The version that was read. */
  readonly version: number;
  readonly name?: string | undefined;
  readonly nights?: NightsChange | undefined;
  readonly rooms?: number | undefined;
}

const INSERT = `
  INSERT INTO block (hotel_id, room_type_id, name, start_date, end_date, rooms)
  VALUES ($1, $2, $3, $4, $5, $6)
  RETURNING ${BLOCK_COLUMNS}`;

const UPDATE = `
  UPDATE block
     SET name = $3, start_date = $4, end_date = $5, rooms = $6, status = $7, version = block.version + 1
   WHERE hotel_id = $1 AND block_id = $2
  RETURNING ${BLOCK_COLUMNS}`;

/**
 * Sets rooms aside: they use the nights like a sale. Refuses with `no_availability` and the nights that do not fit,
 * `invalid_request` for nights that have passed.
 */
export async function createBlock(books: AdmissionBooks, block: NewBlock): Promise<Decision<BlockRow>> {
  const { tx, ledger, hotel, today } = books;
  if (block.nights.arrival < today) return invalidDates("/start_date", today);
  const fits = useNightsForBlock(ledger, block.roomTypeId, { before: undefined, after: block, today });
  if (!fits.accepted) return fits;
  const { arrival, departure } = block.nights;
  const dates = [formatNight(arrival), formatNight(departure)];
  const {
    rows: [row],
  } = await tx.query<BlockRow>(INSERT, [hotel.hotelId, block.roomTypeId, block.name, ...dates, block.rooms]);
  if (row === undefined) throw new Error("a block was written and not returned");
  books.tell("block.created", { block_id: row.block_id, ...eventOf(row) });
  return accept(row);
}

/**
 * Changes nights or rooms of a block in one step on the net difference; nights that have passed stay as they were.
 * Refuses as {@link createBlock} does, with `version_conflict`, and with `wrong_state` when it was released.
 */
export async function changeBlock(books: AdmissionBooks, change: BlockChange): Promise<Decision<BlockRow>> {
  const found = await findDefinite(books, change);
  if (!found.accepted) return found;
  const before = found.value;
  const nights = changedNights(nightsOfBlock(before), change.nights);
  if (!nights.accepted) return nights;
  const after = {
    name: change.name ?? before.name,
    nights: nights.value,
    rooms: change.rooms ?? before.rooms,
    status: "definite",
  } as const;
  const kept = keepsThePast(nightsOfBlock(before), after.nights, books.today);
  if (!kept.accepted) return kept;
  const present = { nights: nightsOfBlock(before), rooms: before.rooms };
  const use = { before: present, after, today: books.today };
  const fits = useNightsForBlock(books.ledger, before.room_type_id, use);
  if (!fits.accepted) return fits;
  const row = await write(books, before, after);
  books.tell("block.changed", { block_id: row.block_id, before: eventOf(before), after: eventOf(row) });
  return accept(row);
}

/** Ends a block: its rooms are on sale again from the business date on. Refuses with `version_conflict` and `wrong_state`. */
export async function releaseBlock(
  books: AdmissionBooks,
  release: { readonly blockId: number; readonly version: number },
): Promise<Decision<BlockRow>> {
  const found = await findDefinite(books, release);
  if (!found.accepted) return found;
  const before = found.value;
  const nights = nightsOfBlock(before);
  const use = { before: { nights, rooms: before.rooms }, after: undefined, today: books.today };
  const freed = useNightsForBlock(books.ledger, before.room_type_id, use);
  if (!freed.accepted) return freed;
  const row = await write(books, before, { name: before.name, nights, rooms: before.rooms, status: "released" });
  books.tell("block.released", { block_id: row.block_id, ...eventOf(row) });
  return accept(row);
}

async function findDefinite(
  { tx, hotel }: AdmissionBooks,
  named: { readonly blockId: number; readonly version: number },
): Promise<Decision<BlockRow>> {
  const row = await findBlock(tx, hotel.hotelId, named.blockId);
  if (row === undefined) return refuse("not_found", `There is no block ${named.blockId}.`);
  if (row.version !== named.version) return stale(row);
  return row.status === "definite"
    ? accept(row)
    : refuse("wrong_state", "The block was released.", { status: row.status });
}

interface BlockFields {
  readonly name: string;
  readonly nights: StayDates;
  readonly rooms: number;
  readonly status: BlockRow["status"];
}

async function write({ tx }: AdmissionBooks, row: BlockRow, fields: BlockFields): Promise<BlockRow> {
  const { arrival, departure } = fields.nights;
  const dates = [formatNight(arrival), formatNight(departure)];
  const key = [row.hotel_id, row.block_id];
  const { rows } = await tx.query<BlockRow>(UPDATE, [...key, fields.name, ...dates, fields.rooms, fields.status]);
  if (rows[0] === undefined) throw new Error(`block ${row.block_id} is gone`);
  return rows[0];
}

function eventOf({ room_type_id, start_date, end_date, rooms }: BlockRow): object {
  return { room_type_id, start_date, end_date, rooms };
}
