import { expect, test } from "vitest";
import { againstArrows } from "./arrows.ts";
import { LONGEST_FILE, LONGEST_FUNCTION, medianFile, medianFunction, tooLong } from "./lengths.ts";
import { badFileName, badName } from "./names.ts";
import type { Finding, Source } from "./source.ts";
import { badSql } from "./sql.ts";
import { foreignWrite } from "./tables.ts";
import { anyType, idleTests, leftovers, undocumented } from "./words.ts";

type Rule = (source: Source) => Finding[];

const problems = (rule: Rule, path: string, text: string): string[] =>
  rule({ path, text }).map(({ problem }) => problem);
const migration = (sql: string): [Rule, string, string] => [badSql, "hotel/database/migrations/0001_x.sql", sql];
const later = "TO" + "DO";
const home = "/ho" + "me";
const expectError = "@ts-" + "expect-error";

/** Each rule must be able to fail: what it finds, and the same put right. */
test.each<[string, [Rule, string, string], [Rule, string, string]]>([
  [
    "rates must not use inventory",
    [againstArrows, "hotel/rates/price_stay.ts", 'import { a } from "../inventory/admit.ts";'],
    [againstArrows, "hotel/rates/price_stay.ts", 'import { a } from "../properties/facts.ts";'],
  ],
  [
    "rates must not use http",
    [againstArrows, "hotel/rates/price_stay.ts", 'import type { A } from "../http/app.ts";'],
    [againstArrows, "hotel/rates/rate_routes.ts", 'import type { A } from "../http/app.ts";'],
  ],
  [
    "reservations must not use search",
    [againstArrows, "hotel/reservations/admission/read.ts", 'import { a } from "../../search/cache/redis_counts.ts";'],
    [againstArrows, "hotel/search/cache/cached_feed.ts", 'import { a } from "../index/load.ts";'],
  ],
  [
    "inventory must not use search",
    [againstArrows, "hotel/inventory/admit.ts", 'const a = await import("../search/cache/redis_counts.ts");'],
    [againstArrows, "hotel/inventory/admit.ts", 'import { a } from "./room_night.ts";'],
  ],
  [
    "hotel/ must not use lab/",
    [againstArrows, "hotel/http/app.ts", 'import { a } from "../../lab/load/main.ts";'],
    [againstArrows, "lab/load/main.ts", 'import { a } from "../../hotel/http/app.ts";'],
  ],
  [
    "what is for tests",
    [againstArrows, "hotel/http/app.ts", 'export { a } from "../testing/database.ts";'],
    [againstArrows, "hotel/http/app.test.ts", 'export { a } from "../testing/database.ts";'],
  ],
  [
    "only routes",
    [againstArrows, "hotel/rates/price_stay.ts", 'import { a } from "./rate_routes.ts";'],
    [againstArrows, "hotel/routes.ts", 'import { a } from "./rates/rate_routes.ts";'],
  ],
  [
    "must not use payments",
    [againstArrows, "hotel/rates/price_stay.ts", 'const a = await import("../payments/pay.ts");'],
    [againstArrows, "hotel/reservations/book.ts", 'const a = await import("../payments/pay.ts");'],
  ],
  [
    "pure",
    [againstArrows, "hotel/vocabulary/money.ts", 'import { readFile } from "node:fs";'],
    [againstArrows, "hotel/database/migrate.ts", 'import { readFile } from "node:fs";'],
  ],
  [
    "pure",
    [againstArrows, "hotel/rates/price_rules.ts", 'import pg from "pg";'],
    [againstArrows, "hotel/rates/price_rows.ts", 'import pg from "pg";'],
  ],
  [
    "401 lines",
    [tooLong, "hotel/a.ts", "let a;\n".repeat(LONGEST_FILE + 1)],
    [tooLong, "hotel/a.ts", "let a;\n".repeat(LONGEST_FILE)],
  ],
  [
    "a function of 71 lines",
    [tooLong, "hotel/a.ts", `const a = () => {${"\n".repeat(LONGEST_FUNCTION)}};`],
    [tooLong, "hotel/a.ts", `const a = () => {${"\n".repeat(LONGEST_FUNCTION - 1)}};`],
  ],
  ["snake_case", [badFileName, "hotel/roomNight.ts", ""], [badFileName, "hotel/room_night.ts", ""]],
  ["says nothing", [badFileName, "hotel/date_utils.ts", ""], [badFileName, "hotel/stay_dates.ts", ""]],
  ["says nothing", [badFileName, "hotel/common/date.ts", ""], [badFileName, "hotel/vocabulary/date.ts", ""]],
  ["cut short", [badFileName, "hotel/room_mgr.ts", ""], [badFileName, "hotel/room.ts", ""]],
  [
    "cut short",
    [badName, "hotel/a.ts", "function f(roomCnt: number) {}"],
    [badName, "hotel/a.ts", "function f(roomCount: number) {}"],
  ],
  ["cut short", [badName, "hotel/a.ts", "const { a: msg } = b;"], [badName, "hotel/a.ts", "const { msg } = b;"]],
  [
    "cut short",
    [badName, "hotel/a.ts", "interface A { hotelAddr: string }"],
    [badName, "hotel/a.ts", "interface A { address: string }"],
  ],
  ["says nothing", [badName, "hotel/a.ts", "class DateHelper {}"], [badName, "hotel/a.ts", "class DutyManager {}"]],
  ["do it", [leftovers, "docs/a.md", `# a\n${later}: b`], [leftovers, "docs/a.md", `# a\nhas${later}`]],
  [
    "one machine",
    [leftovers, "README.md", `cd ${home}/ada/hotel`],
    [leftovers, "README.md", "cd hotel; ls docs/work/a"],
  ],
  [
    "switched off",
    [leftovers, "hotel/a.ts", `// ${expectError}`],
    [leftovers, "hotel/a.ts", `// ${expectError} -- the library has no types`],
  ],
  ["any", [anyType, "hotel/a.ts", "let a: any[];"], [anyType, "hotel/a.ts", "let any: unknown[];"]],
  [
    "only",
    [idleTests, "hotel/a.test.ts", 'test.only("a", () => {});'],
    [idleTests, "hotel/a.test.ts", 'test("only", () => {});'],
  ],
  [
    "skip without a reason",
    [idleTests, "hotel/a.test.ts", 'describe.skip("a", () => {});'],
    [idleTests, "hotel/a.test.ts", '// Only Linux has it.\ndescribe.skip("a", () => {});'],
  ],
  [
    "sleep",
    [idleTests, "hotel/a.test.ts", "await new Promise((r) => setTimeout(r, 9));"],
    [idleTests, "hotel/a.ts", "setTimeout(f, 9);"],
  ],
  [
    "docstring",
    [undocumented, "hotel/a.ts", "/** A. */\nexport type A = 1;\n\nexport type B = 1;"],
    [undocumented, "hotel/a.ts", "/** A. */\nexport type A = 1;\nexport type B = 1;"],
  ],
  [
    "room_night is written by inventory only",
    [foreignWrite, "hotel/search/a.ts", "const q = `\n  UPDATE room_night SET sold = 0`;"],
    [foreignWrite, "hotel/search/a.ts", "const q = `SELECT a FROM room_night FOR NO KEY UPDATE`;"],
  ],
  [
    "stay_night is written by inventory only",
    [foreignWrite, "hotel/reservations/a.ts", "const q = `INSERT INTO stay_night VALUES (1)`;"],
    [foreignWrite, "hotel/inventory/a.ts", "const q = `INSERT INTO stay_night VALUES (1)`;"],
  ],
  ["NOTIFY", migration("NOTIFY bookings;"), migration("-- no NOTIFY\nSELECT 1;")],
  [
    "NOTIFY",
    [badSql, "hotel/events/outbox.ts", "const q = `NOTIFY bookings`;"],
    [badSql, "hotel/events/rings.ts", "const q = `NOTIFY bookings`;"],
  ],
  ["already", migration("CREATE TABLE a ();\nCOMMIT;"), migration("CREATE FUNCTION a() AS $$ BEGIN RETURN; END $$;")],
  ["minor units", migration("price double precision"), migration("latitude double precision, price bigint")],
  ["IDENTITY", migration("id bigserial"), migration("id bigint GENERATED ALWAYS AS IDENTITY")],
  ["timestamptz", migration("at timestamp NOT NULL"), migration("at timestamptz NOT NULL, b timestamp with time zone")],
  ["text with a CHECK", migration("name varchar(9)"), migration("name text")],
  [
    "NO KEY",
    [badSql, "hotel/a.ts", "const q = `SELECT a FROM b FOR UPDATE`;"],
    [badSql, "hotel/a.ts", "const q = `SELECT a FROM b FOR NO KEY UPDATE`;"],
  ],
  [
    "clock_timestamp",
    [badSql, "hotel/a.ts", 'const q = "SELECT a FROM b WHERE c < now()";'],
    [badSql, "hotel/a.ts", 'const q = "SELECT a FROM b WHERE c < clock_timestamp()"; clock.now();'],
  ],
  [
    "name the columns",
    [badSql, "hotel/a.ts", 'const q = "SELECT * FROM hotel";'],
    [badSql, "hotel/a.ts", 'const q = "SELECT * FROM unnest($1::int[])";'],
  ],
])("finds: %s", (problem, [rule, path, text], [sameRule, rightPath, rightText]) => {
  expect(problems(rule, path, text)).toEqual([expect.stringContaining(problem)]);
  expect(problems(sameRule, rightPath, rightText)).toEqual([]);
});

test("tells the line", () => {
  expect(anyType({ path: "hotel/a.ts", text: "\n\nlet a: any;" })).toEqual([
    { path: "hotel/a.ts", line: 3, problem: "any switches the types off" },
  ]);
});

test("medians leave tests out, and take the lower of two middles", () => {
  const lines = (path: string, count: number): Source => ({ path, text: "let a;\n".repeat(count) });
  expect(
    medianFile([lines("a.ts", 10), lines("b.ts", 30), lines("c.ts", 20), lines("d.test.ts", 1), lines("e.ts", 40)]),
  ).toBe(20);
  expect(medianFunction([{ path: "a.ts", text: "function a() {}\nfunction b() {\n}\nfunction c() {\n\n}" }])).toBe(2);
});
