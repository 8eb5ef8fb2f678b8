import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { onOwnServer } from "../servers/own_server.ts";
import { baselines, engine, rawLimit } from "./contenders.ts";
import { measureAll, type BenchOrder } from "./measure.ts";
import { textOf } from "./report.ts";
import { faultsIn } from "./result.ts";
import { benchSearch } from "./search/command.ts";

const USAGE = `npm run bench -- [--quick] [--json] [--scenario NAME] [--runs N] [--seconds N]
                 [--without-engine | --only-engine] [--profile FOLDER]
npm run bench -- search --help

Measures the engine, in one process and in two, against five strategies that decide each request by itself and against the
raw limit of the database, on the embedded PostgreSQL with fsync on: hot, spread and sold_out over HTTP with 64
connections, rush with 1,500 clients, idle with one; --scenario runs one of them. At the end the targets, and which of
them this run has reached. On a quiet machine all of it takes about twenty minutes.
--quick takes about four minutes and tells little; --json prints everything as JSON; --profile writes a CPU profile of
the engine for each run. Exit 1 when a check failed: never because something was slow.`;

const OPTIONS = {
  quick: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  scenario: { type: "string" },
  runs: { type: "string" },
  seconds: { type: "string" },
  "without-engine": { type: "boolean", default: false },
  "only-engine": { type: "boolean", default: false },
  profile: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

type Arguments = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>["values"];

if (import.meta.main) {
  const [command, ...others] = process.argv.slice(2);
  process.exitCode = command === "search" ? await benchSearch(others) : await benchBookings();
}

async function benchBookings(): Promise<number> {
  const { values } = parseArgs({ options: OPTIONS });
  if (!values.help) return bench(values);
  process.stdout.write(`${USAGE}\n`);
  return 0;
}

/** Runs the bench and prints it; 1 when anything was oversold, lost or answered wrongly. */
async function bench(values: Arguments): Promise<number> {
  const order = orderOf(values);
  const result = await onOwnServer((server, folder) => measureAll(server, folder, order));
  process.stdout.write(`${values.json ? JSON.stringify(result, null, 2) : textOf(result)}\n`);
  return faultsIn(result).length > 0 ? 1 : 0;
}

function orderOf(values: Arguments): BenchOrder {
  const { quick } = values;
  const seconds = Number(values.seconds ?? (quick ? 2 : 3));
  const nodeOptions = profileOptions(values.profile);
  return {
    engines: values["without-engine"] ? [] : [engine(1, nodeOptions), engine(2, nodeOptions)],
    sized: values["only-engine"] ? [] : [...baselines(), rawLimit],
    only: values.scenario,
    rushRounds: quick ? 1 : 3,
    idle: { turns: quick ? 2 : 4, seconds: quick ? 1 : 2 },
    plan: {
      runs: Number(values.runs ?? (quick ? 1 : 3)),
      length: { connections: 64, seconds, warmUpSeconds: warmUp(quick) },
      sizes: quick ? [16] : [4, 12, 32],
      trial: { connections: 64, seconds: 2 },
      say: (line) => void process.stderr.write(`${line}\n`),
    },
  };
}

// As long for everybody: V8 needs about ten seconds until it has compiled what is hot. What is called without HTTP has its
// warm-up in the client.
function warmUp(quick: boolean): BenchOrder["plan"]["length"]["warmUpSeconds"] {
  return quick ? { engine: 3, baseline: 3, "raw limit": 1 } : { engine: 12, baseline: 12, "raw limit": 1 };
}

function profileOptions(folder: string | undefined): string[] {
  return folder === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${resolve(folder)}`];
}
