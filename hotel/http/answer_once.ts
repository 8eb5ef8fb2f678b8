// Here and not in a module, because a key, the fingerprint of a request and a kept reply are matters of HTTP: every module
// whose routes change something answers through this one file. Only admission claims keys by itself, many in one statement
// (hotel/reservations/key_rows.ts), so the table has these two writers.
import type { Queryable } from "../database/database.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";

/** An idempotency key, whose it is and what it stands for. */
export interface OnceClaim {
  /** The hotel that the call concerns; 0 for a call that concerns none yet. */
  readonly hotelId: number;
  /** As `scopeOf` gives it: two principals may use the same key. */
  readonly principal: string;
  readonly key: string;
  /** SHA-256 of the request without the key. */
  readonly fingerprint: Buffer;
}

/** What a call answers when it is accepted. */
export interface OnceAnswer<Body> {
  /** HTTP status. */
  readonly status: number;
  /** JSON without secrets and without personal data: it is kept, and what a repeat gets. */
  readonly body: Body;
  /** What the first caller gets instead: with a secret that is shown once, with a name. Never kept. */
  readonly firstBody?: object;
}

/** An accepted answer, and whether it is that of an earlier call with the same key. */
export type Answered<Body> = OnceAnswer<Body> & { readonly replayed: boolean };

// Waits for another transaction that claims the same key, so what it did can be read afterwards.
const CLAIM = `
  INSERT INTO idempotency_key (hotel_id, principal, key, fingerprint, status, reply, created_at)
  VALUES ($1, $2, $3, $4, 0, '', hotel_now())
  ON CONFLICT (hotel_id, principal, key) DO NOTHING`;

const RECALL =
  "SELECT fingerprint, status, reply FROM idempotency_key WHERE hotel_id = $1 AND principal = $2 AND key = $3";

const REMEMBER =
  "UPDATE idempotency_key SET status = $4, reply = $5 WHERE hotel_id = $1 AND principal = $2 AND key = $3";

const FORGET = "DELETE FROM idempotency_key WHERE hotel_id = $1 AND principal = $2 AND key = $3";

/**
 * Does the work once for a key, in the caller's transaction: a repeat gets the first answer, marked `replayed`, also
 * when both arrive together. A refusal is not remembered. Without a key the work is just done. Refuses with
 * `idempotency_key_reused` when the key stands for another request.
 */
export async function answerOnce<Body>(
  tx: Queryable,
  claim: OnceClaim | undefined,
  work: () => Promise<Decision<OnceAnswer<Body>>>,
): Promise<Decision<Answered<Body>>> {
  if (claim !== undefined) {
    const { rowCount } = await tx.query(CLAIM, [...nameOf(claim), claim.fingerprint]);
    if (rowCount === 0) return (await recall<Body>(tx, claim)) ?? withdrawn();
  }
  const answer = await work();
  if (claim !== undefined) await keep(tx, claim, answer);
  return answer.accepted ? accept({ ...answer.value, replayed: false }) : answer;
}

/**
 * What was answered to an earlier call with this key, once that is committed; undefined when there was none. Refuses with
 * `idempotency_key_reused` when the key stands for another request.
 */
export async function recall<Body>(db: Queryable, claim: OnceClaim): Promise<Decision<Answered<Body>> | undefined> {
  const { rows } = await db.query<{ fingerprint: Buffer; status: number; reply: string }>(RECALL, nameOf(claim));
  const [first] = rows;
  if (first === undefined) return undefined;
  if (!first.fingerprint.equals(claim.fingerprint)) {
    return refuse("idempotency_key_reused", "This idempotency key stands for another request.");
  }
  return accept({ status: first.status, body: JSON.parse(first.reply) as Body, replayed: true });
}

function withdrawn(): ReturnType<typeof refuse> {
  return refuse("overloaded", "The first request with this key has just been withdrawn.");
}

async function keep(tx: Queryable, claim: OnceClaim, answer: Decision<OnceAnswer<unknown>>): Promise<void> {
  if (!answer.accepted) await tx.query(FORGET, nameOf(claim));
  else await tx.query(REMEMBER, [...nameOf(claim), answer.value.status, JSON.stringify(answer.value.body)]);
}

function nameOf(claim: OnceClaim): [number, string, string] {
  return [claim.hotelId, claim.principal, claim.key];
}
