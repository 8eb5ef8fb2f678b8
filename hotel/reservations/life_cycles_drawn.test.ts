import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { reservationLife, stayLife } from "./life_cycle.ts";

const database = await testDatabase();
const page = await readFile(new URL("../../docs/life-cycles.md", import.meta.url), "utf8");

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly action: string | undefined;
}

/** The arrows of the drawing under a heading. */
function drawn(heading: string): Arrow[] {
  const section = page.split("\n## ").find((one) => one.startsWith(`${heading}\n`));
  const drawing = /```mermaid\nstateDiagram-v2\n(.*?)```/s.exec(section ?? "")?.[1];
  if (drawing === undefined) throw new Error(`nothing is drawn under ${heading}`);
  return drawing
    .trim()
    .split("\n")
    .map((line) => {
      const arrow = /^ *(\S+) --> (\S+)(?: : (.+))?$/.exec(line);
      if (arrow === null) throw new Error(`not an arrow: ${line}`);
      return { from: arrow[1] ?? "", to: arrow[2] ?? "", action: arrow[3] };
    });
}

/** The arrows of a table of transitions. */
function arrowsOf(
  life: Readonly<Record<string, { readonly from: readonly string[]; readonly to: string | null }>>,
): Arrow[] {
  return Object.entries(life).flatMap(([action, { from, to }]) =>
    from.map((state) => ({ from: state, to: to ?? state, action })),
  );
}

function inOrder(arrows: readonly Arrow[]): string[] {
  return arrows.map(({ from, to, action }) => `${from} --> ${to} : ${action ?? ""}`).toSorted();
}

/** The states that the CHECK of a column allows. */
async function allowed(table: string, column: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ definition: string }>(
    `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint
      WHERE conrelid = $1::regclass AND contype = 'c' AND conkey = ARRAY[(
        SELECT attnum FROM pg_attribute WHERE attrelid = $1::regclass AND attname = $2)]`,
    [table, column],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`${table}.${column} has no CHECK of its own`);
  return [...row.definition.matchAll(/'([a-z_]+)'::text/g)].map((match) => match[1] ?? "").toSorted();
}

function statesOf(arrows: readonly Arrow[]): string[] {
  return [...new Set(arrows.flatMap(({ from, to }) => [from, to]))].filter((state) => state !== "[*]").toSorted();
}

test("the life of a reservation is drawn as its table has it", () => {
  const begins = [
    { from: "[*]", to: "pending", action: "hold" },
    { from: "[*]", to: "confirmed", action: "book" },
  ];
  expect(inOrder(drawn("A reservation"))).toEqual(inOrder([...begins, ...arrowsOf(reservationLife)]));
});

test("the life of a stay is drawn as its table has it", () => {
  const begins = { from: "[*]", to: "expected", action: "book" };
  expect(inOrder(drawn("A stay"))).toEqual(inOrder([begins, ...arrowsOf(stayLife)]));
});

test.each([
  ["A reservation", "reservation", "status"],
  ["A stay", "stay", "status"],
  ["A hold", "stay_night", "used_as"],
  ["The money", "reservation", "payment_status"],
])("%s: the states drawn are those that the database allows", async (heading, table, column) => {
  expect(statesOf(drawn(heading))).toEqual(await allowed(table, column));
});
