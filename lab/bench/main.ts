import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Database } from "../../hotel/database/database.ts";
import { baselines } from "../strategies/strategies.ts";
import { onOwnServer } from "../servers/own_server.ts";
import { benchScenario } from "./bench.ts";
import type { BenchPlan, ScenarioResult } from "./bench.ts";
import { engine } from "./contenders.ts";
import { measureLoadCost } from "./load_cost.ts";
import { describeMachine } from "./machine.ts";
import { textOf } from "./report.ts";
import type { BenchResult } from "./report.ts";
import { buildScenarios } from "./worlds.ts";

const USAGE = `npm run bench -- [--quick] [--json] [--scenario hot|spread] [--runs N] [--seconds N]
                 [--without-engine | --only-engine] [--profile FOLDER]

Measures the engine against three baselines over HTTP with 64 connections on the embedded PostgreSQL with fsync on.
--quick takes about three minutes and tells little; --json prints everything as JSON; --profile
writes a CPU profile of the engine for each run. Exit 1 when a check failed.`;

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
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) process.stdout.write(`${USAGE}\n`);
  else process.exitCode = await bench(values);
}

/** Runs the bench and prints it; 1 when anything was oversold, lost or answered wrongly. */
async function bench(values: Arguments): Promise<number> {
  const plan = planOf(values);
  const result = await onOwnServer((server, folder) => measure(server, folder, plan, values.scenario));
  process.stdout.write(`${values.json ? JSON.stringify(result, null, 2) : textOf(result)}\n`);
  return result.scenarios.some((scenario) => scenario.faults.length > 0) ? 1 : 0;
}

function planOf(values: Arguments): BenchPlan {
  const { quick } = values;
  const seconds = Number(values.seconds ?? (quick ? 2 : 4));
  return {
    contenders: values["without-engine"] ? [] : [engine(profileOptions(values.profile))],
    baselines: values["only-engine"] ? [] : baselines.map(({ name }) => name),
    runs: Number(values.runs ?? (quick ? 2 : 5)),
    length: { connections: 64, seconds, warmUpSeconds: quick ? 3 : 12 },
    poolSizes: quick ? [16] : [4, 8, 16, 32, 64],
    poolTrial: { connections: 64, seconds: 2, warmUpSeconds: 3 },
    rawClients: values["only-engine"] ? [] : quick ? [16] : [8, 16, 32],
    say: (line) => void process.stderr.write(`${line}\n`),
  };
}

function profileOptions(folder: string | undefined): string[] {
  return folder === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${resolve(folder)}`];
}

async function measure(
  server: Database,
  folder: string,
  plan: BenchPlan,
  only: string | undefined,
): Promise<BenchResult> {
  const machine = await describeMachine(server.pool, folder);
  const loadMicroseconds = await measureLoadCost(plan.length.connections);
  plan.say("building the worlds");
  const scenarios = (await buildScenarios(server)).filter(({ name }) => only === undefined || name === only);
  const results: ScenarioResult[] = [];
  for (const scenario of scenarios) results.push(await benchScenario(server, scenario, plan));
  return { machine, loadMicroseconds, runs: plan.runs, length: plan.length, scenarios: results };
}
