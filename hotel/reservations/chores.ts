import type { PeriodicTask } from "../events/periodic.ts";
import type { Queryable } from "../database/database.ts";
import { systemActor } from "../vocabulary/actor.ts";
import { firstIdAt } from "../vocabulary/identity.ts";
import type { Admission } from "./admission/admission.ts";
import type { Command } from "./admission/command.ts";
import { markNoShow } from "./decisions/arrival.ts";
import { expireCommand } from "./decisions/cancel.ts";
import type { ChangeRequest } from "./decisions/change.ts";
import { deskCommand } from "./decisions/desk.ts";
import { seatWaitingCommand } from "./decisions/seat_waiting.ts";

/** What the chores work with. */
export interface ChoreTools {
  readonly db: Queryable;
  readonly admission: Admission;
}

/** A chore: which reservations are due, and what is asked of admission for each. */
export interface Chore {
  readonly name: string;
  readonly everyMs: number;
  /** `$1`: how many at most; `$2`: after which reservation, null for the first. In order of reservation. */
  readonly due: string;
  command(request: ChangeRequest): Command;
}

// A hint for whom to ask: state and time are looked at again under the lock.
const LAPSED = `
  SELECT hotel_id, reservation_id
    FROM reservation
   WHERE status = 'pending' AND expires_at <= hotel_now() AND ($2::uuid IS NULL OR reservation_id > $2)
   ORDER BY reservation_id
   LIMIT $1`;

// The grace hour in hotel wall time: so long after the roll that ends the day of arrival.
const NOT_COME = `
  SELECT DISTINCT s.hotel_id, s.reservation_id
    FROM stay s
    JOIN hotel h ON h.hotel_id = s.hotel_id
    JOIN reservation r ON r.hotel_id = s.hotel_id AND r.reservation_id = s.reservation_id
   WHERE s.status = 'expected' AND r.status IN ('confirmed', 'checked_in')
     AND s.start_date <= (hotel_now() AT TIME ZONE h.time_zone)::date
     AND hotel_now() >= ((s.start_date + 1 + make_interval(hours => h.day_roll_hour)) AT TIME ZONE h.time_zone)
                        + make_interval(mins => h.no_show_grace_minutes)
     AND ($2::uuid IS NULL OR s.reservation_id > $2)
   ORDER BY s.reservation_id
   LIMIT $1`;

const WITHOUT_ROOM = `
  SELECT DISTINCT n.hotel_id, n.reservation_id
    FROM stay_night n
    JOIN hotel h ON h.hotel_id = n.hotel_id
   WHERE n.room_id IS NULL AND n.used_as <> 'none'
     AND n.night >= ((hotel_now() AT TIME ZONE h.time_zone) - make_interval(hours => h.day_roll_hour))::date
     AND ($2::uuid IS NULL OR n.reservation_id > $2)
   ORDER BY n.reservation_id
   LIMIT $1`;

/** What has to be done with reservations without anybody asking. */
export const chores: readonly Chore[] = [
  // Only tidies up: admission takes the rooms of a lapsed hold by itself when somebody wants them.
  { name: "sweep_holds", everyMs: 5_000, due: LAPSED, command: expireCommand },
  {
    name: "mark_no_shows",
    everyMs: 60_000,
    due: NOT_COME,
    command: (request) => deskCommand(markNoShow, { ...request, stayNos: [] }),
  },
  { name: "seat_waiting", everyMs: 10_000, due: WITHOUT_ROOM, command: seatWaitingCommand },
];

const AT_ONCE = 500;

const WITNESS_HOURS = 2;

// Nobody asks for the witness of a batch longer than a caller's patience. The ids rise with time, so the index leads to the old
// ones; but they are made by the clocks of nodes, which may be hours off, and that of the database decides.
const PRUNE_WITNESSES = `
  DELETE FROM admission_batch
   WHERE batch_id < $1 AND created_at < clock_timestamp() - make_interval(hours => $2)`;

const pruneWitnesses: PeriodicTask = {
  name: "prune_batch_witnesses",
  everyMs: 600_000,
  run: async ({ database }) => {
    const oldest = firstIdAt(Date.now() - WITNESS_HOURS * 3_600_000);
    await database.pool.query(PRUNE_WITNESSES, [oldest, WITNESS_HOURS]);
  },
};

/** The chores as periodic tasks: one node at a time, a page of reservations after the other. */
export function choreTasks(tools: ChoreTools): PeriodicTask[] {
  return [...chores.map((chore) => taskOf(chore, tools)), pruneWitnesses];
}

function taskOf(chore: Chore, tools: ChoreTools): PeriodicTask {
  return {
    name: chore.name,
    everyMs: chore.everyMs,
    run: async ({ signal, cursor, keepCursor }) => {
      let after = cursor;
      do {
        after = await runChore(chore, tools, after);
        await keepCursor(after);
      } while (after !== null && !signal.aborted);
    },
  };
}

/**
 * Does a chore for at most 500 reservations after the one named and returns the last of them; null when there are no
 * more. What does not apply any more is refused, and looked at again in the next round.
 */
export async function runChore(
  chore: Chore,
  { db, admission }: ChoreTools,
  after: string | null,
): Promise<string | null> {
  const { rows } = await db.query<{ hotel_id: number; reservation_id: string }>(chore.due, [AT_ONCE, after]);
  const actor = systemActor(chore.name);
  await Promise.all(
    rows.map((row) =>
      admission.submit(chore.command({ hotelId: row.hotel_id, reservationId: row.reservation_id, actor })),
    ),
  );
  return rows.length < AT_ONCE ? null : (rows.at(-1)?.reservation_id ?? null);
}
