import { randomInt } from "node:crypto";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { drawnSchedules } from "./drawn.ts";
import { drawnReport, everyStepReport, notReached, wrongReport } from "./report.ts";
import { runSchedules } from "./run.ts";
import { formatHash } from "./trace.ts";
import { inWorker, runOnWorkers } from "./workers.ts";

const USAGE = `npm run simulate -- [--schedules N] [--seed N] [--from N] [--only N] [--workers N] [--drawn-only]

Runs admission as it is against a PostgreSQL in memory, in schedules drawn from a seed: which message arrives next, which process
crashes, which reply is lost. Judges every commit and every answer. --schedules: 1,000,000 unless told. --seed: a random one, printed,
unless told. --from: the number of the first schedule. --only: runs one schedule and prints all that happened in it. --workers: as many
as there are processors unless told; they change nothing in the hash. --drawn-only: leaves out every fault before every step. Exit 1 when anything was wrong.`;

const OPTIONS = {
  schedules: { type: "string", default: "1000000" },
  seed: { type: "string" },
  from: { type: "string", default: "0" },
  only: { type: "string" },
  workers: { type: "string", default: String(availableParallelism()) },
  "drawn-only": { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

// Enough for every kind of answer to occur; fewer than that prove nothing about what they did not reach.
const SCHEDULES_THAT_REACH_ALL = 100_000;
const SAMPLE = 1_000;

if (import.meta.main) process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({ options: OPTIONS });
  const seed = values.seed === undefined ? randomInt(2 ** 31) : whole(values.seed);
  if (values.help) return say([USAGE]);
  if (values.only !== undefined) return showOne(seed, whole(values.only));
  say([`seed ${seed} (the same again: --seed ${seed})`]);
  const count = whole(values.schedules);
  const [steps, drawn] = [
    values["drawn-only"] || (await runEveryStep()),
    await runDrawn(seed, whole(values.from), count, whole(values.workers)),
  ];
  return steps && drawn && (await isRepeatable(seed, whole(values.from), Math.min(SAMPLE, count))) ? 0 : 1;
}

async function runEveryStep(): Promise<boolean> {
  const result = await inWorker({ kind: "every step" });
  say([...everyStepReport(result), ...wrongReport(result)]);
  return result.wrong.length === 0;
}

async function runDrawn(seed: number, from: number, count: number, workers: number): Promise<boolean> {
  const begun = performance.now();
  const result = await runOnWorkers({ seed, from, count }, workers);
  const missing = count >= SCHEDULES_THAT_REACH_ALL ? notReached(result.tally) : [];
  say([...drawnReport(result, (performance.now() - begun) / 1000), ...wrongReport(result)]);
  if (missing.length > 0) say([`never reached: ${missing.join(", ")}`]);
  return result.wrong.length === 0 && missing.length === 0;
}

// The same again must take the same course, or nothing that is found could be looked into.
async function isRepeatable(seed: number, from: number, count: number): Promise<boolean> {
  const once = await runSchedules(drawnSchedules({ seed, from, count }));
  const again = await runSchedules(drawnSchedules({ seed, from, count }));
  const isSame = formatHash(once.hash) === formatHash(again.hash);
  say([`${count} schedules twice: ${isSame ? "the same hash" : "another hash: something outside the seed decides"}`]);
  return isSame;
}

async function showOne(seed: number, only: number): Promise<number> {
  const result = await runSchedules(drawnSchedules({ seed, from: only, count: 1, keepsLines: true }));
  say([...result.lines, `trace hash ${formatHash(result.hash)}`]);
  for (const { faults } of result.wrong) say(faults.map((fault) => `WRONG: ${fault}`));
  return result.wrong.length === 0 ? 0 : 1;
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${text} is no whole number`);
  return value;
}

function say(lines: readonly string[]): number {
  for (const line of lines) process.stdout.write(`${line}\n`);
  return 0;
}
