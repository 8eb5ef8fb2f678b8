/** A value of a column that is sent as an array parameter. */
export type ColumnValue = number | string | boolean | Buffer | null;

/**
 * One column of many rows as a PostgreSQL array literal (`{1,2,NULL}`), to be unnested by a set-based statement. The driver
 * would make the same text of an array, for several times the price: it escapes every value, also a number.
 */
export function column<Row>(rows: readonly Row[], value: (row: Row) => ColumnValue): string {
  let literal = "{";
  for (let index = 0; index < rows.length; index += 1) {
    if (index > 0) literal += ",";
    literal += literalOf(value(rows[index] as Row));
  }
  return `${literal}}`;
}

// Ids, dates, codes and instants: what needs no quotes. NULL in any case would be the null value.
const PLAIN = /^[A-Za-z0-9_.:+-]+$/;
const NULL = /^null$/i;

function literalOf(value: ColumnValue): string | number | boolean {
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (value === null) return "NULL";
  if (typeof value !== "string") return `"\\\\x${value.toString("hex")}"`;
  if (PLAIN.test(value) && !(value.length === 4 && NULL.test(value))) return value;
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
