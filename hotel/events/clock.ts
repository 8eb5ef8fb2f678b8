import type { Database, Queryable } from "../database/database.ts";

/** The clock of this database may not be moved: it was not made for tests, the demo or the replay. */
export class ClockNotMovable extends Error {
  constructor() {
    super("the clock of this database cannot be moved: only tests, the demo and the replay may allow it");
    this.name = "ClockNotMovable";
  }
}

/** Where to move the clock: to an instant, or on by a number of milliseconds (back when negative). */
export type ClockMove = { readonly to: Date } | { readonly by: number };

/** The statement of {@link readNow}: what hotel_now() does, without the price of planning a function's body at each call. */
export const nowStatement = { name: "read_now", text: "SELECT clock_timestamp() + shift AS now FROM clock" };

/** Now, by the clock of the hotels: the one time that business decisions use. */
export async function readNow(tx: Queryable): Promise<Date> {
  const { rows } = await tx.query<{ now: Date }>(nowStatement);
  return onlyNow(rows);
}

/**
 * Marks the database as one whose clock may be moved. For tests, the demo and the replay, on a database of their own;
 * nothing that serves real guests calls it, and the database itself refuses a moved clock without it.
 */
export async function allowMovingClock(database: Database): Promise<void> {
  await database.pool.query("UPDATE clock SET movable = true");
}

/**
 * Moves the clock of the hotels and returns the new now; time runs on from there. Nothing is woken: run the periodic task
 * whose hour has come. Throws {@link ClockNotMovable} unless {@link allowMovingClock} was called once.
 */
export async function moveClock(database: Database, move: ClockMove): Promise<Date> {
  const { rows } =
    "to" in move
      ? await database.pool.query<{ now: Date }>(MOVE_TO, [move.to.toISOString()])
      : await database.pool.query<{ now: Date }>(MOVE_BY, [move.by]);
  if (rows.length === 0) throw new ClockNotMovable();
  return onlyNow(rows);
}

/** Puts the clock of the hotels back to real time and returns it. */
export async function resetClock(database: Database): Promise<Date> {
  await database.pool.query("UPDATE clock SET shift = '0' WHERE shift <> '0'");
  return readNow(database.pool);
}

// RETURNING tells the time by the new shift: hotel_now() would still read the row as it was.
const MOVE_TO = `
  UPDATE clock SET shift = $1::timestamptz - clock_timestamp() WHERE movable
  RETURNING clock_timestamp() + shift AS now`;

const MOVE_BY = `
  UPDATE clock SET shift = shift + $1::double precision * interval '1 millisecond' WHERE movable
  RETURNING clock_timestamp() + shift AS now`;

function onlyNow(rows: readonly { now: Date }[]): Date {
  const [row] = rows;
  if (row === undefined) throw new Error("the database has no clock row: its migrations are incomplete");
  return row.now;
}
