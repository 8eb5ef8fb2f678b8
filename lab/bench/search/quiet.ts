import { crc32 } from "node:zlib";
import { openClient, type Database } from "../../../hotel/database/database.ts";
import { takeTurn } from "../../../hotel/events/turn.ts";

// The counters of the world are invented and have no stays: what recounts them would find millions of differences. The nights are
// there already: who looks after that would only take a lock of every room type.
const TASKS = ["integrity", "horizon"];

/**
 * Takes the turn of the periodic tasks that such a world has no use for, as if another node ran them. Returns how to give it back;
 * throws when somebody else has it.
 */
export async function keepTasksQuiet(database: Database): Promise<() => Promise<void>> {
  const client = await openClient(database);
  for (const task of TASKS) {
    if (!(await takeTurn(client, crc32(task) | 0))) throw new Error(`the task ${task} runs in this world`);
  }
  return () => client.end();
}
