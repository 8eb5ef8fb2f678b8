import { setTimeout as pause } from "node:timers/promises";
import { backoff } from "../../events/pause.ts";
import type { HotelEntry } from "../directory/directory.ts";
import { CURSOR_ID, documentOf, type GoneDocument, type HotelDocument } from "./hotel_document.ts";
import { ServerFailure, type SearchClient } from "./search_client.ts";

/** Where documents are written: the alias that only this index has, so that an index that was removed is not made again. */
export interface WriteTarget {
  readonly writeAlias: string;
  /** Whether the next search must see it. */
  readonly isVisible: boolean;
}

/** One document; `version` is the position in the ledger as of which it is true. */
export interface Versioned {
  readonly id: string;
  readonly version: number;
  readonly document: HotelDocument | GoneDocument | { readonly kind: "cursor"; readonly position: number };
}

/** The documents of hotels as read after that position: those that sell, and marks for those that do not. */
export function hotelDocuments(
  hotelIds: readonly number[],
  entries: readonly HotelEntry[],
  version: number,
): Versioned[] {
  const byId = new Map(entries.map((entry) => [entry.hotelId, entry]));
  return hotelIds.map((hotelId) => {
    const entry = byId.get(hotelId);
    const document = entry === undefined ? ({ kind: "gone", hotel_id: hotelId } as const) : documentOf(entry);
    return { id: String(hotelId), version, document };
  });
}

/** The document that says that everything up to the position is in the index. */
export function cursorDocument(position: number): Versioned {
  return { id: CURSOR_ID, version: position, document: { kind: "cursor", position } };
}

/**
 * Writes documents; one that is older than what is there is left out, whoever wrote that. Those that a busy server turns
 * away are sent again, a few times. Throws {@link ServerFailure} when not all of them are in.
 */
export async function bulkWrite(
  client: SearchClient,
  target: WriteTarget,
  documents: readonly Versioned[],
  firstPauseMs = FIRST_PAUSE_MS,
): Promise<void> {
  let left = documents;
  for (let tries = 1; left.length > 0; tries += 1) {
    left = await turnedAway(client, target, left);
    if (left.length > 0 && tries === TRIES)
      throw new ServerFailure("busy", `${left.length} documents were turned away ${TRIES} times`);
    if (left.length > 0) await pause(backoff(tries, firstPauseMs, PAUSE_CAP_MS));
  }
}

const TRIES = 5;
const FIRST_PAUSE_MS = 200;
const PAUSE_CAP_MS = 5_000;
const READ = "items.*.status,items.*.error";

async function turnedAway(
  client: SearchClient,
  target: WriteTarget,
  documents: readonly Versioned[],
): Promise<readonly Versioned[]> {
  try {
    return await writeOnce(client, target, documents);
  } catch (error) {
    if (error instanceof ServerFailure && error.kind === "busy") return documents;
    throw error;
  }
}

async function writeOnce(
  client: SearchClient,
  { writeAlias, isVisible }: WriteTarget,
  documents: readonly Versioned[],
): Promise<Versioned[]> {
  const refresh = isVisible ? "&refresh=true" : "";
  const path = `${writeAlias}/_bulk?require_alias=true&filter_path=${READ}${refresh}`;
  const body = documents.flatMap(({ id, version, document }) => [actionOf(id, version), document]);
  const answer = await client.send({ method: "POST", path, body });
  const { items } = (answer.body ?? {}) as { items?: readonly { index?: Item }[] };
  if (!Array.isArray(items) || items.length !== documents.length)
    throw new ServerFailure("wrong_answer", "the search server answered something else than the documents");
  return documents.filter((_, place) => isTurnedAway((items as readonly { index?: Item }[])[place]?.index));
}

interface Item {
  readonly status?: number;
  readonly error?: unknown;
}

function actionOf(id: string, version: number): object {
  // Who writes the same position a second time may have read later or earlier than the first; whatever has changed between the
  // two readings has an event of its own, which comes with a higher position.
  return { index: { _id: id, version, version_type: "external" } };
}

function isTurnedAway(item: Item | undefined): boolean {
  const status = item?.status;
  if (status === 200 || status === 201 || status === CONFLICT) return false;
  if (status === 429 || status === 503) return true;
  throw new ServerFailure(
    status === 404 ? "gone" : "refused",
    `a document was refused: ${JSON.stringify(item?.error)}`,
  );
}

/** The server has it as new or newer. */
const CONFLICT = 409;
