import type { QueryConfig } from "pg";
import type { Queryable } from "../../hotel/database/database.ts";
import type { Attempt } from "./attempts.ts";
import { chooseSeat, loadNights, roomWith, saveNights, type LoadedNight } from "./loaded_nights.ts";
import { commitWith, sendTogether } from "./pipeline.ts";
import type { Draft, Guard, Outcome } from "./strategy.ts";
import { rolledBack } from "./transaction.ts";
import { bookingRows, claimKey, readKnown } from "./writes.ts";

/** Without these the schema stops nothing: what a lock outside the database is worth shows only then. */
export const NO_GUARDS: readonly Guard[] = ["counter", "room_once"];

/** Waited for between reading and writing, by a booking that has something to write. */
export type Stall = () => Promise<void>;

/**
 * Reads the nights without any lock, decides in the program, writes what it decided: right only when nobody else does so at
 * the same time, which is for the caller's lock to see to. The later of two bookings overwrites the earlier, and both
 * guests have a confirmation for one room.
 */
export async function bookUnguarded(connection: Queryable, draft: Draft, stall?: Stall): Promise<Outcome> {
  const { rows: nights } = await connection.query<LoadedNight>(loadNights(draft));
  const decision = chooseSeat(draft, nights);
  if (typeof decision === "number") await stall?.();
  await connection.query("BEGIN");
  return write(connection, draft, nights, decision);
}

/** The same, but lost and not written unless `check`, the first statement of the writing transaction, changes a row. */
export async function bookUnlessOvertaken(
  connection: Queryable,
  draft: Draft,
  check: QueryConfig,
  stall?: Stall,
): Promise<Attempt> {
  const { rows: nights } = await connection.query<LoadedNight>(loadNights(draft));
  const decision = chooseSeat(draft, nights);
  if (typeof decision === "number") await stall?.();
  const [, checked] = await sendTogether(connection, ["BEGIN", check]);
  if (checked?.rowCount === 1) return write(connection, draft, nights, decision);
  return rolledBack(connection, "lost");
}

// Absolute values: what another booking wrote since the nights were read is overwritten.
async function write(
  connection: Queryable,
  draft: Draft,
  nights: readonly LoadedNight[],
  decision: number | Outcome,
): Promise<Outcome> {
  const claim = claimKey(draft);
  // A repeat gets its answer of then, also when there is no room any more.
  if (claim !== undefined && (await connection.query(claim)).rowCount === 0) {
    await connection.query("ROLLBACK");
    return readKnown(connection, draft);
  }
  if (typeof decision !== "number") return rolledBack(connection, decision);
  const rows = bookingRows(draft, roomWith(draft, decision));
  await commitWith(connection, [...saveNights(draft, nights, decision), ...rows]);
  return { kind: "booked" };
}
