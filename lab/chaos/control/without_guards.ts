import { dropGuards } from "../../../hotel/testing/without_lock.ts";
import type { Stage } from "../stage.ts";

/** How PostgreSQL is asked for a lock on rows. */
const LOCK = Buffer.from("FOR NO KEY UPDATE");
const NOTHING = Buffer.alloc(LOCK.length, " ");

/**
 * The control on the real thing: the engine as it is, but on its way to the database every lock on rows is taken out of its statements, and
 * the constraints that would still save it are dropped. It sells rooms twice then, and the checks must see it.
 */
export async function takeGuardsAway({ nodes, postgres }: Stage): Promise<void> {
  await dropGuards(postgres.database);
  for (const node of nodes) {
    node.back.rewrite = withoutLocks;
    // Statements that were prepared before still lock.
    node.back.cutAll();
  }
}

/** The same bytes, with blanks in place of each lock. */
export function withoutLocks(chunk: Buffer): Buffer {
  for (let place = chunk.indexOf(LOCK); place >= 0; place = chunk.indexOf(LOCK, place)) NOTHING.copy(chunk, place);
  return chunk;
}
