import { lineOf } from "../machine.ts";
import { lineOfTarget } from "../targets.ts";
import type { ClosedResult, ClosedStanding } from "./closed.ts";
import { searchFaults, type SearchBenchResult } from "./result.ts";

const BYTES_IN_MEGABYTE = 2 ** 20;

/** The result as text for a terminal. */
export function searchText(result: SearchBenchResult): string {
  const faults = searchFaults(result);
  return [
    lineOf(result.machine),
    ...worldLines(result),
    ...result.closed.flatMap(closedLines),
    ...openLines(result),
    ...stalenessLines(result),
    ...verifiedLines(result),
    "",
    faults.length === 0 ? "nothing was answered wrongly" : `FAULTS: ${faults.join("; ")}`,
    "",
    "targets:",
    ...result.targets.map((target) => `  ${lineOfTarget(target)}`),
  ].join("\n");
}

function worldLines({ world, readySeconds, memory, redis }: SearchBenchResult): string[] {
  const { plan, places } = world;
  const size = (bytes: number): string => `${whole(bytes / BYTES_IN_MEGABYTE)} MB`;
  return [
    `${whole(plan.hotels)} hotels (${places}) x ${plan.typesPerHotel} room types x ${plan.nights} nights of ${plan.roomsPerType} rooms`,
    `made in ${whole(world.buildSeconds)} s: ${whole(world.nightRows)} nights, ${size(world.nightBytes)}; all ${size(world.databaseBytes)}`,
    `engine ready after ${readySeconds.toFixed(1)} s with ${whole(memory.resident)} MB (at most ${whole(memory.peak)}); index ${whole(memory.index)} MB, heap ${whole(memory.heap)} MB, external ${whole(memory.external)} MB`,
    ...(redis === undefined ? [] : [`Redis: ${whole(redis.keys)} keys written in ${whole(redis.seconds)} s`]),
  ];
}

function closedLines({ name, about, connections, standings }: ClosedResult): string[] {
  return [
    "",
    `${name}: ${about}; ${connections} connections`,
    row("", "searches/s", "p50 ms", "p99 ms", "engine is", "CPU us", "PG CPU us"),
    ...standings.map(standingRow),
  ];
}

function standingRow({ name, rate, p50, p99, engineTimes, ...cpu }: ClosedStanding): string {
  const times = Number.isFinite(engineTimes) ? `${engineTimes.toFixed(1)}x` : "-";
  return row(
    name,
    whole(rate),
    tenths(p50),
    tenths(p99),
    times,
    whole(cpu.apiMicroseconds),
    whole(cpu.databaseMicroseconds),
  );
}

function openLines({ open }: SearchBenchResult): string[] {
  if (open === undefined) return [];
  return [
    "",
    "open loop: requests at constant rates, latencies from the moment at which each was due",
    row("", "answers", "without", "p50 ms", "p99 ms", "max ms"),
    ...open.streams.map(({ name, answers, unanswered, p50, p99, max }) =>
      row(name, whole(answers), whole(unanswered), ...[p50, p99, max].map(tenths)),
    ),
    `  99 of 100 were sent at most ${tenths(open.sentLateP99)} ms late; ${open.streams.map(statusesOf).join("; ")}`,
  ];
}

function statusesOf({ name, statuses }: { readonly name: string; readonly statuses: object }): string {
  const counts = Object.entries(statuses).map(([status, count]) => `${String(count)} x ${status}`);
  return `${name}: ${counts.join(", ")}`;
}

function stalenessLines({ staleness }: SearchBenchResult): string[] {
  if (staleness === undefined) return [];
  const { bookings, p50, p99, max } = staleness;
  const spread = `p50 ${tenths(p50)} ms, p99 ${tenths(p99)} ms, at most ${tenths(max)} ms`;
  return ["", `staleness: ${whole(bookings)} bookings on one node, seen by a search on another: ${spread}`];
}

function verifiedLines({ verified }: SearchBenchResult): string[] {
  if (verified === undefined) return [];
  const { between, asked, compared, differences, examples } = verified;
  return [
    "",
    `${whole(asked)} random questions to ${between.join(" and ")}: ${whole(differences)} answers differ (${whole(compared)} hotels and days compared)`,
    ...examples.map((example) => `  ${example}`),
  ];
}

function row(name: string, ...cells: readonly string[]): string {
  return `  ${name.padEnd(22)}${cells.map((cell) => cell.padStart(12)).join("")}`;
}

function whole(value: number): string {
  return Number.isFinite(value) ? Math.round(value).toLocaleString("en") : "-";
}

function tenths(value: number): string {
  return Number.isFinite(value) ? value.toFixed(1) : "-";
}
