import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startTestServer } from "../../hotel/testing/server.ts";
import type { Mutant } from "./mutant.ts";
import { mutants } from "./mutants.ts";
import { runTests, type TestRunResult } from "./test_run.ts";
import { controlFaults, judge, stale, type Verdict } from "./verdict.ts";
import { copyTree, occurrences, removeTree, withoutGuard } from "./working_copy.ts";

const USAGE = `npm run mutants -- [--only NAME]... [--list]

Switches the guards of the product off, one at a time, in copies of the working tree, and runs the test that must notice. First all
those tests must pass as they are. --only takes a name, or the beginning of names. --list prints them and why they matter.
TEST_SEED=N draws other random choices. Exit 1 when a mutant survives, is stale, or breaks the run instead of failing a test.`;

const OPTIONS = {
  only: { type: "string", multiple: true },
  list: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const ROOT = join(import.meta.dirname, "../..");
const CONTROL_LIMIT_MS = 20 * 60_000;
const MUTANT_LIMIT_MS = 120_000;
const MOST_AT_ONCE = 2;

/** What all runs have in common. */
interface Bench {
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

if (import.meta.main) process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({ options: OPTIONS });
  const { only } = values;
  const chosen = mutants.filter(({ name }) => only === undefined || only.some((start) => name.startsWith(start)));
  if (values.help) say(USAGE);
  else if (values.list) say(chosen.map(({ name, why }) => `${name}: ${why}`).join("\n"));
  else return onTestServer((bench) => runAll(chosen, bench));
  return 0;
}

// One server for all runs: each would start its own, and one that is killed would leave it behind.
async function onTestServer(work: (bench: Bench) => Promise<number>): Promise<number> {
  const halt = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => halt.abort());
  const server = await startTestServer();
  const env = { TEST_DATABASE_URL: server.url, TEST_SEED: process.env["TEST_SEED"] ?? "1" };
  try {
    return await work({ env, signal: halt.signal });
  } finally {
    await server.stop();
  }
}

async function runAll(chosen: readonly Mutant[], bench: Bench): Promise<number> {
  const begun = performance.now();
  const faults = await inCopy((folder) => runControl(folder, chosen, bench));
  for (const fault of faults) say(fault);
  const verdicts = faults.length > 0 ? [] : await runMutants(chosen, bench);
  const passed = verdicts.filter(({ caught }) => caught).length;
  say(`${Math.round((performance.now() - begun) / 1000)} s`);
  say(`${passed} passed, ${chosen.length - passed} failed`);
  return chosen.length > 0 && passed === chosen.length ? 0 : 1;
}

async function runControl(folder: string, chosen: readonly Mutant[], bench: Bench): Promise<string[]> {
  const files = [...new Set(chosen.map(({ test }) => test))];
  say(`the control: ${files.length} test files without a mutant`);
  const result = await runTests({ ...bench, folder, files, untilFailure: false, limitMs: CONTROL_LIMIT_MS });
  return controlFaults(result, chosen);
}

// Each copy takes the next mutant when it is done with one.
async function runMutants(chosen: readonly Mutant[], bench: Bench): Promise<Verdict[]> {
  const waiting = [...chosen];
  const verdicts: Verdict[] = [];
  const work = async (folder: string): Promise<void> => {
    for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
      if (bench.signal.aborted) return;
      const verdict = await verdictOn(folder, mutant, bench);
      verdicts.push(verdict);
      say(`${mutant.name}: ${verdict.words} (${mutant.test})`);
    }
  };
  const atOnce = Math.min(MOST_AT_ONCE, availableParallelism());
  await Promise.all(Array.from({ length: atOnce }, () => inCopy(work)));
  return verdicts;
}

async function verdictOn(folder: string, mutant: Mutant, bench: Bench): Promise<Verdict> {
  const found = await occurrences(folder, mutant);
  if (found !== 1) return stale(found);
  const run = (): Promise<TestRunResult> =>
    runTests({
      ...bench,
      folder,
      files: [mutant.test],
      only: mutant.only,
      untilFailure: true,
      limitMs: MUTANT_LIMIT_MS,
    });
  return judge(await withoutGuard(folder, mutant, run));
}

async function inCopy<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await copyTree(ROOT);
  try {
    return await work(folder);
  } finally {
    await removeTree(folder);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
