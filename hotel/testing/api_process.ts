import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** The program itself, as an operator starts it, listening on a port of its own. */
export interface ApiProcess {
  readonly child: ChildProcess;
  readonly url: string;
  /** What it wrote to standard error so far. */
  errors(): string;
  /** Sends the signal and waits until it is gone; the exit code, or null when the signal killed it. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null>;
}

const MAIN = new URL("../main.ts", import.meta.url);
const READY = /^Lastroom is ready at (\S+)/;

/** What is the same for every test; a `DATABASE_URL` or a `DATA_DIR` comes from the test. */
const SETTINGS = {
  HOST: "127.0.0.1",
  PORT: "0",
  DEMO: "off",
  RATE_LIMIT: "off",
  LOG_LEVEL: "fatal",
  JWT_SECRET: "a secret that only tests use, 32 bytes or more",
  ADMIN_PASSWORD: "a password that only tests use",
};

/** Starts the program with these settings and waits until it listens; throws what it said when it ends before. */
export async function startApi(settings: Readonly<Record<string, string>>): Promise<ApiProcess> {
  const env = { PATH: process.env["PATH"], ...SETTINGS, ...settings };
  const child = spawn(process.execPath, [MAIN.pathname], { env, stdio: ["ignore", "pipe", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString("utf8");
  });
  const exited = once(child, "exit").then(([code]) => code as number | null);
  const url = await Promise.race([readyUrl(child), exited.then(() => undefined)]);
  if (url === undefined) throw new Error(`the program ended: ${errors}`);
  const end = (signal: "SIGTERM" | "SIGKILL"): Promise<number | null> => {
    child.kill(signal);
    return exited;
  };
  return { child, url, errors: () => errors, end };
}

function readyUrl(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    const { stdout } = child;
    if (stdout === null) return resolve(undefined);
    createInterface({ input: stdout }).on("line", (line) => {
      const url = READY.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}
