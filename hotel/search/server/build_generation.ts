import type { Database } from "../../database/database.ts";
import { endOfLedger } from "../../events/follow.ts";
import { takeTurn, withTurnClient } from "../../events/turn.ts";
import { bulkWrite, cursorDocument, hotelDocuments } from "./bulk_write.ts";
import {
  createGeneration,
  discard,
  publish,
  publishedGenerations,
  writeAliasOf,
  type Generation,
} from "./generation.ts";
import { hotelsAfter, readEntries } from "./hotel_entries.ts";
import type { SearchClient } from "./search_client.ts";

/** What a filled index holds. */
export interface Built {
  readonly index: string;
  readonly hotels: number;
}

/**
 * Fills a new index with every hotel and lets it take the place of what is published. Undefined when another node is doing so
 * now, or has done so since `seen` was published: one at a time, by a lock in the database. Stops between pages when the signal aborts. Whoever follows the
 * ledger from the position that the index names misses nothing.
 */
export async function buildGeneration(
  database: Database,
  client: SearchClient,
  seen: readonly Generation[],
  signal: AbortSignal,
): Promise<Built | undefined> {
  return withTurnClient(database, { idleSessionMs: IDLE_SESSION_MS }, async (turn) => {
    if (!(await takeTurn(turn, BUILD_LOCK))) return undefined;
    const replaced = (await publishedGenerations(client)).map((one) => one.index);
    if (
      replaced.toSorted().join() !==
      seen
        .map((one) => one.index)
        .toSorted()
        .join()
    )
      return undefined;
    // The position first, then the tables: what is read may be newer than the position says, never older.
    const { incarnation, position } = await endOfLedger(turn);
    const index = await createGeneration(client, incarnation);
    try {
      const hotels = await fill({ read: turn, client, index, position, signal });
      const target = { writeAlias: writeAliasOf(index), isVisible: false };
      await bulkWrite(client, target, [cursorDocument(position)]);
      await publish(client, index, replaced);
      return { index, hotels };
    } catch (error) {
      await discard(client, index).catch(() => undefined);
      throw error;
    }
  });
}

const BUILD_LOCK = 2;
/** Longer than a page may take with all its tries. */
const IDLE_SESSION_MS = 180_000;
const HOTELS_OF_A_PAGE = 1_000;

interface Filling {
  readonly read: Parameters<typeof readEntries>[0];
  readonly client: SearchClient;
  readonly index: string;
  readonly position: number;
  readonly signal: AbortSignal;
}

/** Read on the connection that holds the lock: one that has lost it reads no further. */
async function fill({ read, client, index, position, signal }: Filling): Promise<number> {
  const target = { writeAlias: writeAliasOf(index), isVisible: false };
  let hotels = 0;
  for (let after = 0; ;) {
    signal.throwIfAborted();
    const hotelIds = await hotelsAfter(read, after, HOTELS_OF_A_PAGE);
    const last = hotelIds.at(-1);
    if (last === undefined) return hotels;
    const entries = await readEntries(read, hotelIds);
    await bulkWrite(client, target, hotelDocuments(hotelIds, entries, position));
    hotels += entries.length;
    after = last;
  }
}
