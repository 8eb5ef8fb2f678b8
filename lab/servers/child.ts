import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

/** A program started for a measurement. */
export interface Child {
  readonly process: ChildProcess;
  /** The lines of its output, one after the other; undefined when it has ended. */
  nextLine(): Promise<string | undefined>;
  /** Closes its input, asks it to end (SIGTERM), and kills it after 15 seconds. Resolves when it is gone. */
  stop(): Promise<void>;
}

const STOP_WAIT_MS = 15_000;

const running = new Set<ChildProcess>();

process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Lets a program that was started not outlive this process, however that ends: a measurement leaves nothing behind. */
export function endWithUs(child: ChildProcess): void {
  running.add(child);
  child.once("exit", () => running.delete(child));
}

/** Starts a Node program of this repository with the same Node; its errors go to our standard error. */
export function startNode(args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  endWithUs(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string | undefined> => {
    const line = await lines.next();
    return line.done === true ? undefined : line.value;
  };
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await endProcess(child);
  };
  return { process: child, nextLine, stop };
}

/** Asks a process to end (SIGTERM), and kills it after 15 seconds. Resolves when it is gone. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_WAIT_MS);
  await gone;
  clearTimeout(timer);
}

/** Runs a Node program that prints one line of JSON, and returns it. Throws when it ends without. */
export async function runNode<Result>(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Result> {
  const child = startNode(args, env);
  const line = await child.nextLine();
  await child.stop();
  if (line === undefined) throw new Error(`${args[0] ?? "a program"} ended without a result`);
  return JSON.parse(line) as Result;
}
