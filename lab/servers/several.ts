import type { Serving } from "./engine_process.ts";

/** API processes that serve one database together. */
export interface ServingTogether {
  /** On 127.0.0.1, one for each process. */
  readonly ports: readonly number[];
  readonly pids: readonly number[];
  stop(): Promise<void>;
}

/** Starts so many processes one after the other; when one does not start, those before it are stopped again. */
export async function startSeveral(processes: number, start: () => Promise<Serving>): Promise<ServingTogether> {
  const serving: Serving[] = [];
  const stop = async (): Promise<void> => void (await Promise.all(serving.map((one) => one.stop())));
  try {
    for (let index = 0; index < processes; index += 1) serving.push(await start());
  } catch (error) {
    await stop();
    throw error;
  }
  return { ports: serving.map(({ port }) => port), pids: serving.map(({ pid }) => pid), stop };
}
