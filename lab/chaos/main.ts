import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { describeAnomaly } from "./anomaly.ts";
import { Gate } from "./clients/gate.ts";
import { KnownBookings } from "./clients/known_bookings.ts";
import { KnownQuotes } from "./clients/known_quotes.ts";
import type { Surroundings } from "./clients/sender.ts";
import { allFaults } from "./faults/all_faults.ts";
import type { Fault } from "./faults/fault.ts";
import { History } from "./history.ts";
import { whyTrivial } from "./non_triviality.ts";
import { faultLines } from "./report.ts";
import { runRounds, type RunPlan, type RunResult } from "./run.ts";
import { onStage, startCrowd, type Stage } from "./stage.ts";
import { openWorld } from "./world.ts";

const USAGE = `npm run chaos -- [--seconds N] [--rounds N] [--operations N] [--seed N] [--fault NAME]... [--history FILE] [--json] [--without-guards]

Clients book, change and cancel at a few small hotels while API processes, PostgreSQL, network, clocks and disk fail; then what the
clients were told is compared with the ledger and the rows. Two API processes and a PostgreSQL of its own are started and removed.
--seconds is the end in any case (120 unless told); with --rounds and --operations it ends as soon as both are reached, and fails
when they are not. --fault takes only these (--list names them). --history writes every operation before it is sent and when it has
ended. Exit 1 when a check fails, or when the run proves nothing.
--without-guards is the control: no faults, but the locks are taken out of the statements on their way to the database, and its
constraints are dropped. Exit 1 unless the checks see that rooms are sold twice.`;

const OPTIONS = {
  seconds: { type: "string", default: "120" },
  rounds: { type: "string" },
  operations: { type: "string" },
  seed: { type: "string" },
  fault: { type: "string", multiple: true },
  history: { type: "string" },
  "without-guards": { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  list: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Arguments = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>["values"];

const NODES = 2;
const HOTELS = 4;
const CLIENTS = 48;
/** What must notice that the guards are gone: others may, but a house that is broken so badly soon sells nothing at all. */
const CONVICTING = ["capacity at every instant"];
/** Of the anomalies so many are shown. */
const MOST_SHOWN = 10;

if (import.meta.main) {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) process.stdout.write(`${USAGE}\n`);
  else if (values.list) process.stdout.write(`${allFaults.map(({ name }) => name).join("\n")}\n`);
  else process.exitCode = await chaos(values);
}

/** Runs, reports, and returns the exit code: 1 when something is wrong, or nothing is proved. */
async function chaos(values: Arguments): Promise<number> {
  const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
  process.stdout.write(`seed ${seed}\n`);
  const history = new History(values.history);
  const withoutGuards = values["without-guards"];
  const result = await onStage({ nodes: NODES, withoutGuards }, (stage) => runOn(stage, history, planOf(values, seed)));
  const problems = withoutGuards ? notConvicted(result) : problemsOf(result, history, values);
  if (values.json) process.stdout.write(`${JSON.stringify({ seed, ...result, problems, ...figuresOf(history) })}\n`);
  else report(result, history);
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  if (problems.length > 0) process.stdout.write(`failed: npm run chaos -- --seed ${seed}\n`);
  return problems.length > 0 ? 1 : 0;
}

async function runOn(stage: Stage, history: History, plan: RunPlan): Promise<RunResult> {
  const possible = plan.faults.filter((fault) => mayInject(fault, stage, plan));
  const world = await openWorld(stage.postgres.database, HOTELS);
  const known = new KnownBookings();
  const around: Surroundings = { world, history, known, quotes: new KnownQuotes(), gate: new Gate() };
  const crowd = startCrowd(CLIENTS, plan.seed, stage, around);
  try {
    return await Promise.race([
      runRounds(stage, around, { ...plan, faults: possible }),
      // Nobody goes home before the gate is ended, but by an error.
      crowd.gone.then(() => new Promise<never>(() => undefined)),
    ]);
  } finally {
    around.gate.end();
    await crowd.gone;
  }
}

function mayInject(fault: Fault, { postgres, nodes }: Stage, { say }: RunPlan): boolean {
  const whyNot = fault.whyNot?.({ postgres, nodes, draw: () => 0 });
  if (whyNot !== undefined) say(`not run: ${fault.name}: ${whyNot}`);
  return whyNot === undefined;
}

function planOf(values: Arguments, seed: number): RunPlan {
  const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
  const unknown = (values.fault ?? []).filter((name) => !allFaults.some((fault) => fault.name === name));
  if (unknown.length > 0) throw new Error(`no such fault: ${unknown.join(", ")}; --list names them`);
  const wanted = (name: string): boolean => values.fault === undefined || values.fault.includes(name);
  return {
    seed,
    seconds: Number(values.seconds),
    rounds: numberOf(values.rounds),
    operations: numberOf(values.operations),
    faults: values["without-guards"] ? [] : allFaults.filter(({ name }) => wanted(name)),
    wanted: values["without-guards"] ? CONVICTING : [],
    say: (line) => void process.stderr.write(`${line}\n`),
    signal: askedToEnd(),
  };
}

/** Aborted by SIGINT and SIGTERM: what was started and mounted has to be removed before this process goes. */
function askedToEnd(): AbortSignal {
  const ending = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => ending.abort());
  return ending.signal;
}

/** Why the control has failed; empty when the checks have seen what it does to guests. */
function notConvicted({ anomalies }: RunResult): string[] {
  const convictions = Map.groupBy(anomalies, ({ check }) => check);
  for (const [check, found] of convictions) {
    process.stdout.write(`convicted ${found.length} times by "${check}", first:\n`);
    process.stdout.write(`${found.slice(0, 1).map(describeAnomaly).join("\n")}\n`);
  }
  return CONVICTING.filter((check) => !convictions.has(check)).map((check) => `nothing was found by "${check}"`);
}

function problemsOf({ anomalies, rounds }: RunResult, history: History, values: Arguments): string[] {
  const { tally, counts } = history;
  const shown = anomalies.slice(0, MOST_SHOWN).map(describeAnomaly);
  const more = anomalies.length > MOST_SHOWN ? [`and ${anomalies.length - MOST_SHOWN} more anomalies`] : [];
  const trivial = anomalies.length > 0 ? [] : whyTrivial({ tally, counts, rounds });
  const missed = [
    ...(rounds.length < Number(values.rounds ?? 0) ? [`only ${rounds.length} rounds in ${values.seconds} s`] : []),
    ...(tally.ok < Number(values.operations ?? 0) ? [`only ${tally.ok} acknowledged in ${values.seconds} s`] : []),
  ];
  return [...shown, ...more, ...trivial, ...(anomalies.length > 0 ? [] : missed)];
}

function figuresOf({ tally, counts }: History): object {
  return { tally, counts: Object.fromEntries(counts) };
}

function report({ rounds, checks, seconds, anomalies }: RunResult, { tally, counts }: History): void {
  const figures = [...counts].map(([name, count]) => `${name} ${count}`).toSorted();
  const { ok, refused, unknown } = tally;
  const back = rounds.map(({ backAfterMs }) => backAfterMs ?? Infinity);
  const lines = [
    ...faultLines(rounds),
    figures.join(", "),
    `${rounds.length} rounds of faults, ${ok} operations acknowledged, ${refused} refused, ${unknown} unknown, in ${seconds.toFixed(0)} s`,
    `slowest to come back: ${Math.round(Math.max(0, ...back))} ms; ${checks} checks, ${anomalies.length} anomalies`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
