import type { QueryConfig } from "pg";
import { integers, type Column } from "../../database/column.ts";
import type { Queryable } from "../../database/database.ts";
import type { RateBook } from "../book/rate_book.ts";
import { parentIdOf, type RatePlan } from "../book/rate_plan.ts";
import { parseChildBands, parseExtras, parseTaxes } from "./stored_charges.ts";
import { parseRestrictions, parseTerms } from "./stored_terms.ts";

/** A row of {@link rateBookStatement}: the book of one hotel with all its plans. */
export interface RateBookRow {
  readonly hotel_id: number;
  readonly version: number;
  readonly default_rate_plan_id: number;
  readonly standard_plan_sold: boolean;
  readonly child_bands: unknown;
  readonly taxes: unknown;
  readonly extras: unknown;
  readonly restrictions: unknown;
  readonly plans: readonly RatePlanColumns[];
}

interface RatePlanColumns {
  readonly rate_plan_id: number;
  readonly code: string;
  readonly name: string;
  readonly parent_rate_plan_id: number | null;
  readonly terms: unknown;
  readonly status: "active" | "retired";
  readonly version: number;
}

// One snapshot of a book and its plans: both are changed together, and read apart they could disagree.
const SELECT_BOOKS = `
  SELECT b.hotel_id, b.version, b.default_rate_plan_id, b.standard_plan_sold, b.child_bands, b.taxes, b.extras,
         b.restrictions,
         (SELECT coalesce(json_agg(json_build_object(
                   'rate_plan_id', p.rate_plan_id, 'code', p.code, 'name', p.name,
                   'parent_rate_plan_id', p.parent_rate_plan_id, 'terms', p.terms, 'status', p.status,
                   'version', p.version) ORDER BY p.rate_plan_id), '[]')
            FROM rate_plan p
           WHERE p.hotel_id = b.hotel_id) AS plans
    FROM rate_book b
   WHERE b.hotel_id = ANY ($1::integer[])`;

const SELECT_ENTERED = `
  SELECT FROM rate_book WHERE hotel_id = $1 AND version > 0
   UNION ALL
  SELECT FROM rate_night WHERE hotel_id = $1
   LIMIT 1`;

/**
 * The books of hotels with their plans, retired ones too, as one named statement that any client can send, a pipelined one
 * too. One {@link RateBookRow} for each hotel that has a book.
 */
export function rateBookStatement(hotelIds: readonly number[]): QueryConfig<Column[]> {
  return { name: "rate_books", text: SELECT_BOOKS, values: [integers(hotelIds, (hotelId) => hotelId)] };
}

/** A row of {@link rateBookStatement} as a book. Throws on what this program cannot have written. */
export function rateBookOf(row: RateBookRow): RateBook {
  return {
    hotelId: row.hotel_id,
    version: row.version,
    defaultRatePlanId: row.default_rate_plan_id,
    standardPlanSold: row.standard_plan_sold,
    childBands: parseChildBands(row.child_bands),
    taxes: parseTaxes(row.taxes),
    extras: parseExtras(row.extras),
    restrictions: parseRestrictions(row.restrictions),
    plans: new Map(row.plans.map((plan) => [plan.rate_plan_id, ratePlanOf(row.hotel_id, plan)])),
  };
}

/** Whether a hotel has decided anything about prices: amounts of it are in the currency that it had then. */
export async function hasRates(db: Queryable, hotelId: number): Promise<boolean> {
  const { rowCount } = await db.query(SELECT_ENTERED, [hotelId]);
  return rowCount !== 0;
}

/** The books of those hotels that have one, by hotel; the others' is `emptyRateBook`. */
export async function loadRateBooks(db: Queryable, hotelIds: readonly number[]): Promise<Map<number, RateBook>> {
  const { rows } = await db.query<RateBookRow>(rateBookStatement(hotelIds));
  return new Map(rows.map((row) => [row.hotel_id, rateBookOf(row)]));
}

function ratePlanOf(hotelId: number, row: RatePlanColumns): RatePlan {
  const terms = parseTerms(row.terms);
  if ((parentIdOf(terms) ?? null) !== row.parent_rate_plan_id) {
    throw new TypeError(`rate plan ${row.rate_plan_id} is derived from two plans`);
  }
  const { rate_plan_id: ratePlanId, code, name, status, version } = row;
  return { hotelId, ratePlanId, code, name, ...terms, status, version };
}
