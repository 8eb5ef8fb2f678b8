import type { PoolClient } from "pg";
import { appendEvents } from "../../events/outbox.ts";
import { roomTypeIdsOf } from "../../properties/find_room_types.ts";
import type { Actor } from "../../vocabulary/actor.ts";
import { formatNight, type Night } from "../../vocabulary/night.ts";
import { accept, type Decision } from "../../vocabulary/refusal.ts";
import type { LockRoomTypes } from "../book_lock.ts";
import { CELL_KEYS, CELL_NAMES, differences, type CellKey } from "./cell.ts";
import { readCells, writeCells } from "./cell_rows.ts";
import { changeRates } from "./changing_rates.ts";
import { editOnRecord } from "./edit_on_record.ts";
import { readEditFacts } from "./edit_facts.ts";
import { readEdit } from "./edit_input.ts";
import { cellsOf, changesIn, partsOf, type CellChange, type NightEdit } from "./edit_rules.ts";
import type { EditBody } from "./schemas.ts";

/** An edit of the rate calendar, by somebody who has read it. */
export interface RateNightsEdit {
  readonly hotelId: number;
  /** The version of the hotel's rates that they have read. */
  readonly version: number;
  readonly body: EditBody;
  readonly by: Actor;
}

/** What an edit has done. */
export interface EditDone {
  readonly version: number;
  readonly cells: number;
  readonly changedCells: number;
}

/** Worked out and written at once; while one part is, the process does nothing else. */
export const CELLS_IN_A_PART = 2_000;

/**
 * Writes prices and restrictions of many nights in one transaction, all or nothing: what a preview of the same version has
 * shown is what is written. One event for each room type that is different now. Refuses with `version_conflict`,
 * `not_found`, `outside_horizon` and `invalid_request`. An edit that changes nothing is accepted and leaves the version as it is.
 */
export async function editRateNights(
  tx: PoolClient,
  { hotelId, version, body, by }: RateNightsEdit,
  lock: LockRoomTypes,
): Promise<Decision<EditDone>> {
  const known = await roomTypeIdsOf(tx, hotelId);
  const change = { hotelId, roomTypeIds: body.room_type_ids === "all" ? known : body.room_type_ids, version, lock };
  return changeRates(tx, change, async (nextVersion) => {
    const facts = await readEditFacts(tx, hotelId);
    // A room type that was opened since is not of this edit: nobody has locked it.
    const roomTypes = facts.roomTypes.filter(({ id }) => known.includes(id));
    const edit = readEdit(body, { ...facts, roomTypes });
    if (!edit.accepted) return edit;
    const spans = new Map<number, ChangedSpan>();
    const written = await writeParts(tx, hotelId, edit.value, spans);
    if (!written.accepted) return written;
    const changed = written.value > 0;
    const asked = editOnRecord(edit.value);
    await appendEvents(tx, eventsOf(spans, asked, { hotelId, version: nextVersion, by, at: facts.now }));
    const value = { version: changed ? nextVersion : version, cells: cellsOf(edit.value), changedCells: written.value };
    return accept({ changed, value });
  });
}

/** What is different in one room type. */
interface ChangedSpan {
  readonly first: Night;
  readonly last: Night;
  readonly keys: ReadonlySet<CellKey>;
}

async function writeParts(
  tx: PoolClient,
  hotelId: number,
  edit: NightEdit,
  spans: Map<number, ChangedSpan>,
): Promise<Decision<number>> {
  let changed = 0;
  for (const part of partsOf(edit, CELLS_IN_A_PART)) {
    const changes = changesIn(edit, part, await readCells(tx, hotelId, edit, part));
    if (!changes.accepted) return changes;
    await writeCells(tx, { hotelId, channel: edit.channel }, changes.value);
    noteSpan(spans, part.roomTypeId, changes.value);
    changed += changes.value.length;
  }
  return accept(changed);
}

function noteSpan(spans: Map<number, ChangedSpan>, roomTypeId: number, changes: readonly CellChange[]): void {
  const [first, last] = [changes[0], changes.at(-1)];
  if (first === undefined || last === undefined) return;
  const known = spans.get(roomTypeId);
  const keys = new Set(known?.keys);
  for (const { before, after } of changes) for (const key of differences(before, after)) keys.add(key);
  spans.set(roomTypeId, { first: known?.first ?? first.night, last: last.night, keys });
}

function eventsOf(
  spans: ReadonlyMap<number, ChangedSpan>,
  edit: object,
  { hotelId, version, by, at }: { hotelId: number; version: number; by: Actor; at: Date },
): Parameters<typeof appendEvents>[1] {
  return [...spans].map(([roomTypeId, { first, last, keys }]) => ({
    hotelId,
    type: "rate_nights.changed",
    actor: by,
    at,
    data: {
      room_type_id: roomTypeId,
      start_date: formatNight(first),
      end_date: formatNight(last + 1),
      fields: CELL_KEYS.filter((key) => keys.has(key)).map((key) => CELL_NAMES[key]),
      version,
      edit,
    },
  }));
}
