import type { QueryConfig } from "pg";
import {
  catalogueStatement,
  keyColumns,
  parseCatalogueRow,
  type CatalogueEntry,
  type CatalogueRow,
  type RoomTypeKey,
} from "./facts.ts";

/** A row of {@link stampsStatement}: which versions of a room type's row and its hotel's row there are now. */
export interface CatalogueStamp {
  readonly hotel_id: number;
  readonly room_type_id: number;
  readonly hotel_stamp: string;
  readonly room_type_stamp: string;
}

// xmin is the transaction that wrote a row: another one after every change, whoever made it. LATERAL with OFFSET: one look
// into each index for each pair.
const STAMPS = `
  SELECT w.hotel_id, w.room_type_id, h.stamp AS hotel_stamp, t.stamp AS room_type_stamp
    FROM unnest($1::integer[], $2::integer[]) AS w (hotel_id, room_type_id)
   CROSS JOIN LATERAL (SELECT hotel.xmin AS stamp FROM hotel WHERE hotel.hotel_id = w.hotel_id OFFSET 0) AS h
   CROSS JOIN LATERAL (SELECT room_type.xmin AS stamp FROM room_type
                        WHERE room_type.hotel_id = w.hotel_id AND room_type.room_type_id = w.room_type_id
                       OFFSET 0) AS t`;

/** Asks for the stamps of room types, each named once; one row for each that exists. */
export function stampsStatement(types: readonly RoomTypeKey[]): QueryConfig {
  return { name: "catalogue_stamps", text: STAMPS, values: keyColumns(types) };
}

const MOST_TYPES_KEPT = 50_000;

/**
 * Hotels and room types as this process has read them. An entry is used only while the stamps that the present
 * transaction has read match those it was read with, so that a rush does not read the same rows for every booking.
 */
export class KnownCatalogue {
  readonly #entries = new Map<number, { readonly stamp: string; readonly entry: CatalogueEntry }>();

  /** Reads the entries that are not known as they are now; undefined when all are. */
  missing(stamps: readonly CatalogueStamp[]): QueryConfig | undefined {
    const types = stamps.filter((stamp) => this.#entries.get(stamp.room_type_id)?.stamp !== stampOf(stamp));
    if (types.length === 0) return undefined;
    return catalogueStatement(types.map((type) => ({ hotelId: type.hotel_id, roomTypeId: type.room_type_id })));
  }

  /**
   * Keeps what the `missing` statement answered, and returns the entries of all stamps by room type. What changed between the
   * two statements is used as it was read last, and read again the next time.
   */
  entries(stamps: readonly CatalogueStamp[], rows: readonly CatalogueRow[]): Map<number, CatalogueEntry> {
    const fresh = new Map(rows.map((row) => [row.room_type_id, parseCatalogueRow(row)]));
    const entries = new Map<number, CatalogueEntry>();
    for (const stamp of stamps) {
      const entry = fresh.get(stamp.room_type_id) ?? this.#entries.get(stamp.room_type_id)?.entry;
      if (entry === undefined) continue;
      entries.set(stamp.room_type_id, entry);
      if (fresh.has(stamp.room_type_id)) this.#keep(stamp, entry);
    }
    return entries;
  }

  #keep(stamp: CatalogueStamp, entry: CatalogueEntry): void {
    if (this.#entries.size >= MOST_TYPES_KEPT) this.#entries.clear();
    this.#entries.set(stamp.room_type_id, { stamp: stampOf(stamp), entry });
  }
}

function stampOf({ hotel_stamp, room_type_stamp }: CatalogueStamp): string {
  return `${hotel_stamp}/${room_type_stamp}`;
}
