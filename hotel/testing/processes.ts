import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A Node process that a test started. */
export interface TestProcess {
  readonly child: ChildProcess;
  /** The first line it printed. */
  readonly firstLine: string;
  /** What it wrote to standard error so far. */
  errors(): string;
  /** Ends its standard input and waits until it has exited; returns its exit code. */
  finish(): Promise<number | null>;
  /** Kills it with SIGKILL and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts a script with this Node and waits for its first line; throws what it wrote to standard error when it ends before. */
export async function startProcess(script: URL, args: readonly string[]): Promise<TestProcess> {
  const child = spawn(process.execPath, [script.pathname, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString("utf8");
  });
  const exited = once(child, "exit").then(([code]) => code as number | null);
  const line = once(createInterface({ input: child.stdout }), "line").then(([text]) => String(text));
  const firstLine = await Promise.race([line, exited.then(() => undefined)]);
  if (firstLine === undefined) throw new Error(`${script.pathname} ended: ${errors}`);
  const finish = (): Promise<number | null> => {
    child.stdin.end();
    return exited;
  };
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await exited;
  };
  return { child, firstLine, errors: () => errors, finish, kill };
}
