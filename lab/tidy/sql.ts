import { findingAt, isCode, isTest, nodesOf } from "./source.ts";
import type { Finding, Source } from "./source.ts";

/** What SQL of the product must not say, and why. */
const EVERYWHERE: readonly (readonly [RegExp, string])[] = [
  [
    /\b(pg_notify|NOTIFY|LISTEN)\b/,
    "NOTIFY holds a lock of the whole database over every commit: see hotel/events/rings.ts",
  ],
  [
    /(?<!NO KEY )(?<!DO )(?<!ON )(?<!AFTER )(?<!BEFORE )(?<=FOR )UPDATE\b/,
    "foreign keys wait for FOR UPDATE: use FOR NO KEY UPDATE",
  ],
  [
    /(?<!DEFAULT )\b(now\(\)|CURRENT_TIMESTAMP|CURRENT_DATE)/i,
    "it is the start of the transaction, before the wait for a lock: use clock_timestamp()",
  ],
  [/\bSELECT\s+\*\s+FROM\s+[a-z_]+\b(?!\s*\()/, "name the columns: a later migration may add one"],
];
const IN_MIGRATIONS: readonly (readonly [RegExp, string])[] = [
  [/^\s*(BEGIN|COMMIT|ROLLBACK)\s*;/im, "a migration runs in a transaction already"],
  [/^(?!.*(latitude|longitude)).*\b(real|double precision|float\d?|money)\b/im, "amounts are whole minor units"],
  [/\b(small|big)?serial\b/i, "use GENERATED ... AS IDENTITY"],
  [/\btimestamp\b(?!tz|\s*\(\d\)\s*with time zone|\s+with time zone)/i, "an instant is timestamptz"],
  [/\bvarchar\b|\bchar\s*\(/i, "text with a CHECK says more"],
];

/** Notifications of dispatchers, which nothing else waits for. */
const RINGS = "hotel/events/rings.ts";

/** SQL that breaks a rule of the locking protocol or of the types: in migrations, and in strings of the product's code. */
export function badSql(source: Source): Finding[] {
  if (source.path.endsWith(".sql") && source.path.includes("/migrations/"))
    return inText(source, withoutComments(source.text));
  if (!isCode(source) || isTest(source) || !source.path.startsWith("hotel/")) return [];
  if (source.path === RINGS) return [];
  return nodesOf(source).flatMap((node) => {
    const text =
      node.type === "TemplateElement"
        ? (node["value"] as { raw: string }).raw
        : node.type === "Literal"
          ? node["value"]
          : undefined;
    if (typeof text !== "string" || !looksLikeSql(text)) return [];
    return EVERYWHERE.flatMap(([pattern, reason]) => {
      const found = pattern.exec(text);
      return found ? [findingAt(source, { start: node.start + found.index }, `${found[0]}: ${reason}`)] : [];
    });
  });
}

function inText(source: Source, text: string): Finding[] {
  return [...EVERYWHERE, ...IN_MIGRATIONS].flatMap(([pattern, reason]) => {
    const found = pattern.exec(text);
    return found ? [findingAt(source, { start: found.index }, `${found[0].trim()}: ${reason}`)] : [];
  });
}

/** Blanked, so that positions stay. */
function withoutComments(sql: string): string {
  return sql.replaceAll(/--[^\n]*/g, (comment) => " ".repeat(comment.length));
}

function looksLikeSql(text: string): boolean {
  return /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|CREATE|ALTER|NOTIFY|FROM|WHERE)\b/.test(text);
}
