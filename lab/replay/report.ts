import type { Input } from "./input.ts";
import type { Replay } from "./replay.ts";
import type { TypePlan } from "./room_counts.ts";
import { refusalsOf, tableOf } from "./table.ts";

/** Everything that a replay found. */
export interface ReplayResult {
  readonly input: Input;
  readonly types: readonly TypePlan[];
  readonly replay: Pick<Replay, "asked" | "calls" | "bookingMs" | "comparison" | "statistics">;
  readonly elapsedMs: number;
  /** What the check at the end found. */
  readonly faults: readonly string[];
  readonly reseatings: number;
}

/** The result as text. */
export function reportOf(result: ReplayResult): string {
  const { replay, types } = result;
  const { months } = replay.statistics;
  return [
    tableOf(months, types),
    "",
    "Bookings count in the month of their arrival, nights in the month of the night; (full): upgrades of the file that did not",
    "fit; nights: slept in the house; ADR and RevPAR: of those nights, at the price of the file (adr), in EUR.",
    "",
    ...inputLines(result),
    `refused: ${listOf(refusalsOf(months))}`,
    ...speedLines(result),
    `re-seatings: ${whole(result.reseatings)}`,
    ...comparisonLines(result),
    ...verifyLines(result),
  ].join("\n");
}

function inputLines({ input, types }: ReplayResult): string[] {
  const rooms = types.map(({ hotel, type, rooms }) => `${hotel} ${type} ${rooms}`).join(", ");
  return [
    `${whole(input.lines)} lines read, ${whole(input.bookings.length)} bookings; no hotel could accept: ${listOf([...input.rejected])}`,
    `rooms: ${rooms}`,
  ];
}

function speedLines({ replay, elapsedMs }: ReplayResult): string[] {
  const rate = (count: number, ms: number): string => `${whole(ms === 0 ? 0 : (count * 1000) / ms)}/s`;
  return [
    `${whole(replay.asked)} bookings asked for, ${rate(replay.asked, replay.bookingMs)} while booking`,
    `${whole(replay.calls)} calls in ${whole(elapsedMs / 1000)} s, ${rate(replay.calls, elapsedMs)}`,
  ];
}

function comparisonLines({ replay: { comparison } }: ReplayResult): string[] {
  const { agreed, differed, seating, mismatches } = comparison;
  return [
    `oracle: ${whole(agreed)} decisions the same, ${whole(differed)} different; refused by seat where the counts allow: ${listOf([...seating])}`,
    ...mismatches.map((mismatch) => `  DIFFERENT ${mismatch}`),
  ];
}

function verifyLines({ faults }: ReplayResult): string[] {
  if (faults.length === 0) return ["verify: clean"];
  return [`verify: ${whole(faults.length)} FAULTS`, ...faults.slice(0, 50).map((fault) => `  ${fault}`)];
}

function listOf(counts: readonly (readonly [string, number])[]): string {
  return counts.length === 0 ? "none" : counts.map(([name, count]) => `${name} ${whole(count)}`).join(", ");
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}
