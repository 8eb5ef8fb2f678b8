import type { Queryable } from "../hotel/database/database.ts";

/** A table of the program and its columns, in the order of the table. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** Tables that its rows refer to. */
  readonly refersTo: readonly string[];
}

/** Written by the migrations themselves, and compared instead of copied. */
const REGISTER = "migration";

const READ = `
  SELECT t.relname AS name,
         (SELECT array_agg(a.attname::text ORDER BY a.attnum)
            FROM pg_attribute a
           WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
         (SELECT coalesce(array_agg(DISTINCT c.confrelid::regclass::text), '{}')
            FROM pg_constraint c
           WHERE c.conrelid = t.oid AND c.contype = 'f' AND c.confrelid <> t.oid) AS refers_to
    FROM pg_class t
   WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND NOT t.relispartition AND t.relname <> $1
   ORDER BY t.relname`;

/** All tables with data, each after those that it refers to. Throws when they refer to each other in a circle. */
export async function readTables(db: Queryable): Promise<Table[]> {
  const { rows } = await db.query<{ name: string; columns: string[]; refers_to: string[] }>(READ, [REGISTER]);
  return inForeignKeyOrder(rows.map(({ name, columns, refers_to: refersTo }) => ({ name, columns, refersTo })));
}

/** The tables, each after those that it refers to; otherwise in the order given. */
export function inForeignKeyOrder(tables: readonly Table[]): Table[] {
  const ordered: Table[] = [];
  const done = new Set<string>();
  while (ordered.length < tables.length) {
    const ready = tables.filter((table) => !done.has(table.name) && table.refersTo.every((name) => done.has(name)));
    if (ready.length === 0) throw new Error("tables refer to each other in a circle");
    for (const table of ready) done.add(table.name);
    ordered.push(...ready);
  }
  return ordered;
}

/** A migration that a database has. */
export interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
}

/** The migrations of a database in their order; none when it has no tables. */
export async function readMigrations(db: Queryable): Promise<AppliedMigration[]> {
  const {
    rows: [register],
  } = await db.query<{ exists: boolean }>("SELECT to_regclass('public.migration') IS NOT NULL AS exists");
  if (register?.exists !== true) return [];
  const { rows } = await db.query<AppliedMigration>("SELECT name, checksum FROM migration ORDER BY name");
  return rows;
}

/** A name as SQL takes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
