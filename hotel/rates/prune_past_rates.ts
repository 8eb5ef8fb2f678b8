import type { Queryable } from "../database/database.ts";
import type { PeriodicContext, PeriodicTask } from "../events/periodic.ts";

/** How many days back rates are kept: more than a year to compare with and the longest stay, whose change may ask for its first night. */
export const DAYS_KEPT = 500;

/** How much a run takes away at most, of the nights and then of the exchange rates. */
interface Steps {
  /** Room types that a statement looks at. */
  readonly types: number;
  /** Rows that a statement deletes. */
  readonly rows: number;
  readonly statements: number;
}

const STEPS: Steps = { types: 500, rows: 5_000, statements: 500 };

// By the primary key of each type, so that the nights that stay are not read: for that the day has to be a subselect, which is
// found out once, as hotel_now() by itself is asked for every row. The page comes back whole: its last type is where to go on,
// and as long as the most rows were deleted there may be more.
const PRUNE_NIGHTS = `
  WITH page AS (
    SELECT hotel_id, room_type_id
      FROM room_type
     WHERE (hotel_id, room_type_id) > ($1::int, $2::int)
     ORDER BY hotel_id, room_type_id
     LIMIT $3
  ), past AS (
    SELECT n.hotel_id, n.room_type_id, n.night, n.rate_plan_id, n.channel
      FROM page
     CROSS JOIN LATERAL (SELECT r.hotel_id, r.room_type_id, r.night, r.rate_plan_id, r.channel
                           FROM rate_night r
                          WHERE r.hotel_id = page.hotel_id AND r.room_type_id = page.room_type_id
                            AND r.night < (SELECT (hotel_now() AT TIME ZONE 'UTC')::date) - $5::int
                         OFFSET 0) AS n
     LIMIT $4
  ), gone AS (
    DELETE FROM rate_night AS r
     USING past
     WHERE r.hotel_id = past.hotel_id AND r.room_type_id = past.room_type_id AND r.night = past.night
       AND r.rate_plan_id = past.rate_plan_id AND r.channel = past.channel
    RETURNING 1
  )
  SELECT (SELECT count(*) FROM page)::int AS types, (SELECT count(*) FROM gone)::int AS rows,
         (SELECT hotel_id FROM page ORDER BY hotel_id DESC, room_type_id DESC LIMIT 1) AS hotel_id,
         (SELECT room_type_id FROM page ORDER BY hotel_id DESC, room_type_id DESC LIMIT 1) AS room_type_id`;

// What was in force on the oldest day that is kept answers for it and the days after it, until the next one. Locked in the order
// in which rates are entered; one that is being written over is left for the next run.
const PRUNE_EXCHANGE_RATES = `
  WITH past AS (
    SELECT base, currency, valid_from
      FROM exchange_rate AS r
     WHERE EXISTS (SELECT FROM exchange_rate AS later
                    WHERE later.base = r.base AND later.currency = r.currency AND later.valid_from > r.valid_from
                      AND later.valid_from <= (SELECT (hotel_now() AT TIME ZONE 'UTC')::date) - $1::int)
     ORDER BY base, currency, valid_from
     LIMIT $2
       FOR NO KEY UPDATE SKIP LOCKED
  )
  DELETE FROM exchange_rate AS r
   USING past
   WHERE r.base = past.base AND r.currency = past.currency AND r.valid_from = past.valid_from`;

interface PageRow {
  readonly types: number;
  readonly rows: number;
  readonly hotel_id: number | null;
  readonly room_type_id: number | null;
}

/** What {@link prunePastRates} is given. */
export type PruneRun = Pick<PeriodicContext, "signal" | "cursor" | "keepCursor"> & { readonly steps?: Steps };

/**
 * Takes away what was set for nights that are long past, and exchange rates of days that nobody asks for any more. Each statement
 * is a transaction of its own. It takes no admission lock: nobody sells these nights or changes what is set for them, so there is no
 * event either. What is left over is for the next run.
 */
export async function prunePastRates(
  db: Queryable,
  { signal, cursor, keepCursor, steps = STEPS }: PruneRun,
): Promise<void> {
  let after = cursor;
  for (let statement = 0; statement < steps.statements; statement += 1) {
    signal.throwIfAborted();
    after = await prunePage(db, after, steps);
    await keepCursor(after);
    if (after === null) return pruneExchangeRates(db, signal, steps);
  }
}

/** Past rates go once an hour, so that no run has much to do. */
export const pruneRatesTask: PeriodicTask = {
  name: "prune_past_rates",
  everyMs: 3_600_000,
  run: ({ database, ...context }) => prunePastRates(database.pool, context),
};

async function prunePage(db: Queryable, after: string | null, { types, rows: most }: Steps): Promise<string | null> {
  const [hotelId = 0, roomTypeId = 0] = after === null ? [] : after.split("/").map(Number);
  const { rows } = await db.query<PageRow>(PRUNE_NIGHTS, [hotelId, roomTypeId, types, most, DAYS_KEPT]);
  const page = rows[0];
  if (page !== undefined && page.rows >= most) return `${hotelId}/${roomTypeId}`;
  if (page === undefined || page.types < types) return null;
  return `${page.hotel_id ?? 0}/${page.room_type_id ?? 0}`;
}

async function pruneExchangeRates(
  db: Queryable,
  signal: AbortSignal,
  { rows: most, statements }: Steps,
): Promise<void> {
  for (let statement = 0; statement < statements; statement += 1) {
    signal.throwIfAborted();
    const { rowCount } = await db.query(PRUNE_EXCHANGE_RATES, [DAYS_KEPT, most]);
    if ((rowCount ?? 0) < most) return;
  }
}
