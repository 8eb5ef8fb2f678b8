import type { Queryable } from "../database/database.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import { stale } from "../vocabulary/stale_version.ts";
import { pageOf, type Page } from "./find_hotels.ts";
import type { NewOrganisation, Organisation } from "./schemas.ts";

const INSERT = "INSERT INTO organisation (name) VALUES ($1) RETURNING organisation_id, name, version";

const SELECT = "SELECT organisation_id, name, version FROM organisation WHERE organisation_id = $1";

// Null: all of them.
const SELECT_ALL = `
  SELECT organisation_id, name, version
  FROM organisation
  WHERE organisation_id > $1 AND ($2::integer[] IS NULL OR organisation_id = ANY ($2))
  ORDER BY organisation_id
  LIMIT $3`;

const UPDATE = `
  UPDATE organisation SET name = $3, version = version + 1
  WHERE organisation_id = $1 AND version = $2
  RETURNING organisation_id, name, version`;

/** Enters an organisation. Two may have the same name. */
export async function createOrganisation(tx: Queryable, organisation: NewOrganisation): Promise<Organisation> {
  const { rows } = await tx.query<Organisation>(INSERT, [organisation.name]);
  if (rows[0] === undefined) throw new Error("INSERT returned no organisation");
  return rows[0];
}

/** The organisation; undefined when there is none. */
export async function findOrganisation(db: Queryable, organisationId: number): Promise<Organisation | undefined> {
  const { rows } = await db.query<Organisation>(SELECT, [organisationId]);
  return rows[0];
}

/** A page of organisations in the order of their ids; `among` limits them to these ids. */
export async function listOrganisations(
  db: Queryable,
  query: {
    readonly among?: readonly number[] | undefined;
    readonly after?: number | undefined;
    readonly limit: number;
  },
): Promise<Page<Organisation>> {
  const values = [query.after ?? 0, query.among ?? null, query.limit + 1];
  const { rows } = await db.query<Organisation>(SELECT_ALL, values);
  return pageOf(rows, query.limit, (row) => row.organisation_id);
}

/** Renames an organisation. Refusals: `not_found`; `version_conflict` when somebody else was faster. */
export async function renameOrganisation(
  tx: Queryable,
  change: { readonly organisationId: number; readonly version: number; readonly name: string },
): Promise<Decision<Organisation>> {
  const { rows } = await tx.query<Organisation>(UPDATE, [change.organisationId, change.version, change.name]);
  if (rows[0] !== undefined) return accept(rows[0]);
  const current = await findOrganisation(tx, change.organisationId);
  return current === undefined
    ? refuse("not_found", `There is no organisation ${change.organisationId}.`)
    : stale(current);
}
