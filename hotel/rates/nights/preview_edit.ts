import type { Database, Queryable } from "../../database/database.ts";
import { inTransaction } from "../../database/transaction.ts";
import type { Currency } from "../../vocabulary/money.ts";
import { accept, type Decision } from "../../vocabulary/refusal.ts";
import { stale } from "../../vocabulary/stale_version.ts";
import { readCells } from "./cell_rows.ts";
import { readBookVersion, readEditFacts } from "./edit_facts.ts";
import { readEdit } from "./edit_input.ts";
import { CELLS_IN_A_PART } from "./edit_rate_nights.ts";
import { cellsOf, changesIn, partsOf, type CellChange } from "./edit_rules.ts";
import type { EditBody } from "./schemas.ts";

/** Which part of a preview to show. */
export interface PreviewPage {
  /** Changes before the page. */
  readonly offset: number;
  readonly limit: number;
  /** The version of the pages before; undefined for the first. */
  readonly version: number | undefined;
}

/** What an edit would do. */
export interface EditPreview {
  /** For the edit's If-Match. */
  readonly version: number;
  readonly currency: Currency;
  readonly channel: string;
  readonly cells: number;
  readonly changedCells: number;
  /** Those of the page. */
  readonly changes: readonly CellChange[];
}

/**
 * What an edit would change, by the rules that carry it out, as of one moment; nothing is locked or written. Refuses as the edit
 * does, and with `version_conflict` when the rates were changed since the page before.
 */
export function previewEdit(
  database: Database,
  hotelId: number,
  body: EditBody,
  page: PreviewPage,
): Promise<Decision<EditPreview>> {
  return inTransaction(database, (tx) => preview(tx, hotelId, body, page), { snapshot: true });
}

async function preview(
  db: Queryable,
  hotelId: number,
  body: EditBody,
  page: PreviewPage,
): Promise<Decision<EditPreview>> {
  const version = await readBookVersion(db, hotelId);
  if (page.version !== undefined && page.version !== version) return stale({ version });
  const facts = await readEditFacts(db, hotelId);
  const edit = readEdit(body, facts);
  if (!edit.accepted) return edit;
  const shown: CellChange[] = [];
  let changedCells = 0;
  for (const part of partsOf(edit.value, CELLS_IN_A_PART)) {
    const changes = changesIn(edit.value, part, await readCells(db, hotelId, edit.value, part));
    if (!changes.accepted) return changes;
    const from = Math.max(0, page.offset - changedCells);
    shown.push(...changes.value.slice(from, from + page.limit - shown.length));
    changedCells += changes.value.length;
  }
  const { channel } = edit.value;
  const { currency } = facts;
  return accept({ version, currency, channel, cells: cellsOf(edit.value), changedCells, changes: shown });
}
