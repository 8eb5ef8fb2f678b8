import type { QueryConfig, QueryResult } from "pg";
import type { Queryable } from "../../hotel/database/database.ts";
import { sendTogether } from "./pipeline.ts";
import type { Draft, Outcome } from "./strategy.ts";
import { claimKey, readKnown } from "./writes.ts";

/** What a booking knows after its first packet. */
export interface Begun {
  /** The answer of then, when the key was used before; the transaction is over. */
  readonly known: Outcome | undefined;
  /** The answers to what was read, in order. */
  readonly answers: readonly QueryResult[];
}

/** Begins a transaction, claims the key and reads, in one packet. */
export async function beginBooking(
  connection: Queryable,
  draft: Draft,
  reads: readonly QueryConfig[],
  begin = "BEGIN",
): Promise<Begun> {
  const claim = claimKey(draft);
  const first = claim === undefined ? [begin] : [begin, claim];
  const answers = await sendTogether(connection, [...first, ...reads]);
  if (claim === undefined || answers[1]?.rowCount === 1)
    return { known: undefined, answers: answers.slice(first.length) };
  await connection.query("ROLLBACK");
  return { known: await readKnown(connection, draft), answers: [] };
}

/** Takes the transaction back; the outcome it ends with. */
export async function rolledBack<Ended>(connection: Queryable, outcome: Ended): Promise<Ended> {
  await connection.query("ROLLBACK");
  return outcome;
}
