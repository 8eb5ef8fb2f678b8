import type { Client } from "pg";
import { joinTouches, type Touch } from "../../inventory/admission_lock.ts";
import type { LapsedHold } from "../../inventory/hold_rows.ts";
import { MOST_MOVES } from "../../inventory/reseating.ts";
import { readSeated, seatedTouches, type SeatedRow } from "../../inventory/seated_rows.ts";

/** Who sits where, as far as re-seating for one request can look. */
export interface SeatsRead {
  readonly rows: readonly SeatedRow[];
  /** The nights of all of them: they must be in the ledger before anybody can move. */
  readonly touches: readonly Touch[];
}

/**
 * Reads who sits in the rooms of the locked types on the touched nights, then who sits there on all nights of those, and
 * so on: a stay that makes place may need the room of one that only overlaps with it, and so for every move.
 *
 * @param reaped holds taken away in this transaction: their rows are as they were, and nobody sits there any more
 */
export async function readSeats(
  client: Client,
  touches: readonly Touch[],
  reaped: readonly LapsedHold[],
): Promise<SeatsRead> {
  const isGone = (row: SeatedRow): boolean =>
    reaped.some((hold) => hold.reservation_id === row.reservation_id && hold.room_type_id === row.room_type_id);
  const locked = new Set(touches.map((touch) => touch.roomTypeId));
  let rows: SeatedRow[] = [];
  let wider = touches;
  for (let move = 1; move <= MOST_MOVES; move += 1) {
    rows = (await client.query<SeatedRow>(readSeated(wider))).rows.filter((row) => !isGone(row));
    const around = seatedTouches(rows).filter((touch) => locked.has(touch.roomTypeId));
    wider = joinTouches([...touches, ...around]);
  }
  return { rows, touches: wider };
}
