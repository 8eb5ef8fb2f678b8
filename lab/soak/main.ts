import { parseArgs } from "node:util";
import { onOwnServer } from "../servers/own_server.ts";
import { textOf } from "./report.ts";
import { soak } from "./soak.ts";

const USAGE = `npm run soak -- [--minutes N] [--rate N] [--json]

Guests book, hold, confirm, cancel and search at their own pace (--rate rooms asked for a second, 300 unless told) in one
API process on an embedded PostgreSQL of its own, for --minutes (30 unless told). Cancellations give back what
bookings take. Every 30 seconds memory, open files, tables, indexes and speed are looked at. Exit 1 when memory or open
files do not stay flat, a table grows faster than its rows, an answer was wrong, or the verification finds anything.`;

const OPTIONS = {
  minutes: { type: "string", default: "30" },
  rate: { type: "string", default: "300" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Arguments = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>["values"];

const SAMPLE_SECONDS = 30;
/** Fewer samples make no line. */
const LEAST_SAMPLES = 6;

if (import.meta.main) {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) process.stdout.write(`${USAGE}\n`);
  else process.exitCode = await run(values);
}

/** Runs the soak and prints it; 1 when anything was wrong. */
async function run(values: Arguments): Promise<number> {
  const [minutes, rate] = [Number(values.minutes), Number(values.rate)];
  if (!(minutes > 0 && minutes <= 24 * 60) || !(rate > 0 && rate <= 5_000)) {
    process.stderr.write("--minutes is above 0 and at most 1440, --rate above 0 and at most 5000\n");
    return 2;
  }
  const sampleSeconds = Math.min(SAMPLE_SECONDS, (minutes * 60) / LEAST_SAMPLES);
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const result = await onOwnServer((server) => soak(server, { minutes, rate, sampleSeconds, say }));
  process.stdout.write(`${values.json ? JSON.stringify(result, null, 2) : textOf(result)}\n`);
  return result.verdict.faults.length > 0 ? 1 : 0;
}
