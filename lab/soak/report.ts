import { BLOAT_RULE, type Growth } from "./bloat.ts";
import { FLATNESS_RULE, type FlatnessVerdict } from "./flatness.ts";
import type { Sample } from "./sample.ts";
import type { SoakResult } from "./soak.ts";

const SAMPLE_HEADER = "s, answers/s, p99 ms, API MB, heap MB, lag ms, files, PG MB, dead rows, outbox, oldest tx";
const WIDEST_NAME = 50;
const KB = 2 ** 10;
const MB = 2 ** 20;
/** Of the relations those that are large enough to matter are shown, and all that grow beyond what they may. */
const SMALL = MB / 2;
/** Rows that are history: nothing takes them away, so they are as many as there were bookings and changes. */
const HISTORY = "reservation, stay, stay_night, event and idempotency_key; admission_batch for two hours";

/** The result as text for a terminal. */
export function textOf({ minutes, rate, samples, seen, verdict }: SoakResult): string {
  const { memory, heap, files, growths, faults } = verdict;
  return [
    `${minutes} minutes, ${rate} rooms asked for a second in one API process`,
    row("", ...SAMPLE_HEADER.split(", ")),
    ...samples.map(sampleRow),
    "",
    `answers: ${answersOf(seen.answers)}; not sent because too many waited: ${whole(seen.notSent)}`,
    "",
    `memory ${memory.verdict}: ${trend(memory, "MB")}`,
    `used heap, not judged because it is not collected at once: ${trend(heap, "MB")}`,
    `open files ${files.verdict}: ${trend(files, "files")}`,
    `  ${FLATNESS_RULE}`,
    "",
    row("after the first third, and at the end", "MB", "MB", "rows", "rows", "bytes/row"),
    ...growths.filter(({ isBounded, bytesAfter }) => !isBounded || bytesAfter > SMALL).map(growthRow),
    `  ${BLOAT_RULE}`,
    `  these grow by right, with their rows: ${HISTORY}`,
    "",
    faults.length === 0 ? "verified: every counter equals its rows; nothing is wrong" : `FAULTS: ${faults.join("; ")}`,
  ].join("\n");
}

function sampleRow(sample: Sample): string {
  const { at, answersPerSecond, p99, apiMegabytes, heapMegabytes, loopLagMs, openFiles, postgresMegabytes } = sample;
  const tables = sample.relations.filter(({ kind }) => kind === "table");
  const dead = tables.reduce((sum, table) => sum + table.dead, 0);
  const cells = [at, answersPerSecond, p99, apiMegabytes, heapMegabytes, loopLagMs, openFiles, postgresMegabytes];
  return row("", ...cells.map(whole), whole(dead), whole(sample.outboxRows), sample.oldestTransaction.toFixed(2));
}

function growthRow({ name, kind, bytesBefore, bytesAfter, liveBefore, liveAfter, allowed, isBounded }: Growth): string {
  const sizes = [bytesBefore, bytesAfter].map((bytes) => (bytes / MB).toFixed(1));
  const each = liveAfter === 0 ? "-" : whole(bytesAfter / liveAfter);
  const remark = isBounded ? "" : `  GROWS: ${whole(allowed / KB)} kB allowed`;
  return row(`${kind} ${name}`, ...sizes, whole(liveBefore), whole(liveAfter), each) + remark;
}

function trend({ middle, growthPerHour }: FlatnessVerdict, unit: string): string {
  const sign = growthPerHour < 0 ? "" : "+";
  return `${whole(middle)} ${unit}, ${sign}${growthPerHour.toFixed(1)} ${unit}/hour over the last two thirds`;
}

function answersOf(answers: SoakResult["seen"]["answers"]): string {
  const named = Object.entries(answers).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return named.map(([name, count]) => `${name}: ${whole(count)}`).join(", ");
}

function row(name: string, ...cells: string[]): string {
  return `  ${name.padEnd(name === "" ? 0 : WIDEST_NAME)}${cells.map((cell) => cell.padStart(11)).join("")}`;
}

function whole(value: number): string {
  return Number.isFinite(value) ? Math.round(value).toLocaleString("en") : "-";
}
