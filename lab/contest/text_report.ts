import { cellOf, COLUMNS } from "./columns.ts";
import type { ContestResult, ScenarioShowing, Showing } from "./result.ts";
import { VERDICTS, verdictOf } from "./verdict.ts";

/** The verdict and the contender; what follows are numbers. */
const NAMES = 2;

/** The result as text for a terminal: a table for each scenario, and what the verdicts mean. */
export function textOf(result: ContestResult): string {
  const head = [result.machine, result.postgres, result.madeAt];
  return [...head, ...result.scenarios.flatMap(scenarioLines), "", ...legendLines()].join("\n");
}

function scenarioLines({ name, about, showings }: ScenarioShowing): string[] {
  const header = ["", "", ...COLUMNS.map((column) => column.header)];
  const rows = [header, ...showings.map(cellsOf)];
  const widths = header.map((_, place) => Math.max(...rows.map((row) => widthAt(row, place))));
  return ["", `${name}: ${about}`, ...rows.map((row) => lineOf(row, widths))];
}

function cellsOf({ contender, notRun, numbers }: Showing): string[] {
  if (numbers === undefined) return ["-", contender, `not run: ${notRun ?? "no reason given"}`];
  return [verdictOf(numbers), contender, ...COLUMNS.map((column) => cellOf(column, numbers))];
}

/** The reason why a contender was not run goes across the numbers and widens no column. */
function widthAt(row: readonly string[], place: number): number {
  return place >= NAMES && !hasNumbers(row) ? 0 : (row[place] ?? "").length;
}

function lineOf(row: readonly string[], widths: readonly number[]): string {
  const cells = row.map((cell, place) => {
    const width = widths[place] ?? 0;
    return place < NAMES || !hasNumbers(row) ? cell.padEnd(width) : cell.padStart(width);
  });
  return `  ${cells.join("  ")}`.trimEnd();
}

function hasNumbers(row: readonly string[]): boolean {
  return row.length > NAMES + 1;
}

function legendLines(): string[] {
  const width = Math.max(...VERDICTS.map(({ verdict }) => verdict.length));
  return VERDICTS.map(({ verdict, meaning }) => `  ${verdict.padEnd(width)}  ${meaning}`);
}
