import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";

/** What to run, where, and for how long at most. */
export interface TestRun {
  readonly folder: string;
  readonly files: readonly string[];
  /** Only tests whose name has this in it. */
  readonly only?: string | undefined;
  /** End with the first test that fails. */
  readonly untilFailure: boolean;
  readonly limitMs: number;
  readonly env: Readonly<Record<string, string>>;
  /** Ends the run when it aborts. */
  readonly signal: AbortSignal;
}

/** One test that was run. */
export interface TestOutcome {
  /** From the root of the repository. */
  readonly file: string;
  /** With the names of the groups around it. */
  readonly name: string;
  readonly passed: boolean;
}

/** What a run came to. */
export interface TestRunResult {
  readonly tests: readonly TestOutcome[];
  readonly exitCode: number | null;
  /** It took too long and was ended. */
  readonly hung: boolean;
}

const REPORT = "mutants_report.json";

/** Runs tests in a process group of their own, which is killed when the time is over. */
export async function runTests(run: TestRun): Promise<TestRunResult> {
  const report = join(run.folder, REPORT);
  await rm(report, { force: true });
  const { exitCode, hung } = await runProcess(run, argumentsOf(run, report));
  const text = await readFile(report, "utf8").catch(() => '{"testResults":[]}');
  return { tests: outcomesIn(JSON.parse(text) as Report, run.folder), exitCode, hung };
}

function argumentsOf({ files, only, untilFailure }: TestRun, report: string): string[] {
  const filter = only === undefined ? [] : ["-t", only];
  const bail = untilFailure ? ["--bail=1"] : [];
  return [
    "node_modules/vitest/vitest.mjs",
    "run",
    ...files,
    ...filter,
    ...bail,
    "--reporter=json",
    `--outputFile=${report}`,
  ];
}

function runProcess(
  { folder, env, limitMs, signal }: TestRun,
  args: readonly string[],
): Promise<Pick<TestRunResult, "exitCode" | "hung">> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: "ignore",
      detached: true,
    });
    let hung = false;
    // The group: vitest's workers, and what they have started.
    const end = (): void => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    };
    const timer = setTimeout(() => {
      hung = true;
      end();
    }, limitMs);
    signal.addEventListener("abort", end);
    child.once("error", reject);
    child.once("exit", (exitCode) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve({ exitCode, hung });
    });
  });
}

/** The part of vitest's JSON report that is read here. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

function outcomesIn({ testResults }: Report, folder: string): TestOutcome[] {
  return testResults.flatMap(({ name: path, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "passed" || status === "failed")
      .map(({ fullName, status }) => ({
        file: path.replace(`${folder}/`, ""),
        name: fullName.trim(),
        passed: status === "passed",
      })),
  );
}
