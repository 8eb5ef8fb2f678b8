import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { endProcess, endWithUs } from "./child.ts";
import { freePort } from "./free_port.ts";

/** A server besides PostgreSQL that was started for a measurement. */
export interface StartedService {
  /** What its clients are told. */
  readonly address: string;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/** How to start a service, and how to see that it is ready. */
export interface ServiceProgram {
  readonly command: string;
  readonly args: readonly string[];
  /** What its clients are told. */
  readonly address: string;
  /** What to say to its port, and what it answers as soon as it works. */
  readonly say: string;
  readonly hear: string;
}

const READY_WAIT_MS = 30_000;
const ANSWER_WAIT_MS = 1_000;
const LOOK_MS = 50;

/**
 * Starts a program on a free port of 127.0.0.1 with a temporary folder of its own, and resolves when it
 * answers; undefined when the program is not installed. Throws when it is not ready after 30 seconds.
 */
export async function startService(
  programIn: (folder: string, port: number) => ServiceProgram | Promise<ServiceProgram>,
): Promise<StartedService | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "lastroom-service-"));
  const port = await freePort();
  const program = await programIn(folder, port);
  const child = spawn(program.command, program.args, { cwd: folder, stdio: "ignore" });
  endWithUs(child);
  const isThere = await new Promise<boolean>((resolve) => {
    child.once("spawn", () => resolve(true)).once("error", () => resolve(false));
  });
  const stop = async (): Promise<void> => {
    if (isThere) await endProcess(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    if (isThere && (await untilReady(child, port, program))) return { address: program.address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
  await stop();
  return undefined;
}

async function untilReady(child: ChildProcess, port: number, program: ServiceProgram): Promise<true> {
  const deadline = performance.now() + READY_WAIT_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`${program.command} ended while it started`);
    if ((await answerTo(port, program.say)).startsWith(program.hear)) return true;
    await pause(LOOK_MS);
  }
  throw new Error(`${program.command} was not ready after ${READY_WAIT_MS / 1000} s`);
}

/** The first bytes that the port answers; empty when nobody listens. */
function answerTo(port: number, words: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(words));
    socket.setTimeout(ANSWER_WAIT_MS, () => socket.destroy());
    socket.once("data", (answer) => {
      resolve(answer.toString("latin1"));
      socket.destroy();
    });
    socket.once("error", () => socket.destroy());
    socket.once("close", () => resolve(""));
  });
}
