import type { Queryable } from "../database/database.ts";
import { ACCOUNT_COLUMNS } from "./accounts.ts";
import type { Account } from "./accounts.ts";
import type { Coverage } from "./permissions.ts";

/** A page of rows by ascending id, and the id to go on after; null on the last page. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: number | null;
}

const LIST = `
  SELECT ${ACCOUNT_COLUMNS}
  FROM account a
  WHERE a.account_id > $1
    AND ($2 OR EXISTS (
      SELECT FROM account_role r
      JOIN unnest($3::integer[], $4::integer[]) AS covered(organisation_id, hotel_id)
        ON r.organisation_id = covered.organisation_id
       AND (covered.hotel_id IS NULL OR r.hotel_id = covered.hotel_id)
      WHERE r.account_id = a.account_id))
  ORDER BY a.account_id
  LIMIT $5`;

/** The accounts with a role in the places covered, after the id `after`, at most `limit`. */
export async function findUsers(
  database: Queryable,
  coverage: Coverage,
  after: number,
  limit: number,
): Promise<Page<Account>> {
  const { rows } = await database.query<Account>(LIST, [after, ...coverageValues(coverage), limit + 1]);
  return pageOf(rows, limit, ({ accountId }) => accountId);
}

/** A coverage as SQL takes it: everywhere or not, organisations, hotels. */
export function coverageValues(coverage: Coverage): [boolean, number[], (number | null)[]] {
  if (coverage === "everywhere") return [true, [], []];
  return [false, coverage.map(({ organisationId }) => organisationId), coverage.map(({ hotelId }) => hotelId)];
}

/** The first `limit` of at most one row more. */
export function pageOf<Row>(rows: readonly Row[], limit: number, idOf: (row: Row) => number): Page<Row> {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { rows: shown, next: last === undefined ? null : idOf(last) };
}
