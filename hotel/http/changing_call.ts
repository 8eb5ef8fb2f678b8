import type { PoolClient } from "pg";
import { scopeOf, type Principal } from "../access/principal.ts";
import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/transaction.ts";
import { accept, type Decision } from "../vocabulary/refusal.ts";
import { answerOnce, recall, type Answered, type OnceAnswer, type OnceClaim } from "./answer_once.ts";
import { readIdempotency, type KeyedRequest } from "./idempotency.ts";
import { entityTag } from "./if_match.ts";
import { sendRefusal, type AnyReply } from "./problem.ts";

/** A request with its principal. */
export type PrincipalRequest = KeyedRequest & { readonly principal: Principal; readonly id: string };

/** A request that changes something. */
export interface ChangingCall {
  readonly database: Database;
  readonly request: PrincipalRequest;
  /** The hotel that it concerns; 0 when it concerns none yet. */
  readonly hotelId: number;
  /** Where the body holds a secret: makes the fingerprint worthless for guessing it to whoever reads the table. */
  readonly seal?: (fingerprint: Buffer) => Buffer;
}

/** What an accepted call does, in the transaction that also keeps its answer. */
export type Work<Body> = (tx: PoolClient) => Promise<Decision<OnceAnswer<Body>>>;

/**
 * Does the work in one transaction, once for an idempotency key, and sends the answer: with the resource's version
 * as `ETag`, a repeat with `Idempotent-Replayed: true`, a refusal as a problem. May the principal do it? Ask first.
 */
export async function sendChange<Reply extends AnyReply>(
  call: ChangingCall & { readonly reply: Reply },
  work: Work<object>,
): Promise<Reply> {
  return sendAnswered(call.reply, await changeOnce(call, work));
}

/**
 * Does the work in one transaction, once for an idempotency key. May the principal do it? Ask first. Refuses with
 * `idempotency_key_conflict`, `invalid_request` and `idempotency_key_reused`, besides what the work refuses.
 */
export async function changeOnce<Body>(call: ChangingCall, work: Work<Body>): Promise<Decision<Answered<Body>>> {
  const claim = claimOf(call.request, call.hotelId, call.seal);
  if (!claim.accepted) return claim;
  return inTransaction(call.database, (tx) => answerOnce(tx, claim.value, () => work(tx)));
}

/**
 * As {@link changeOnce}, with a preparation that takes long (hashing a password) and therefore stays outside the transaction. A
 * repeat is recognised before it. What the preparation refuses is looked at once more: the first of two calls may
 * have been carried out meanwhile, and be the reason (the password is the new one by now).
 */
export async function changePrepared<Body>(
  call: ChangingCall,
  prepare: () => Promise<Decision<Work<Body>>>,
): Promise<Decision<Answered<Body>>> {
  const { database } = call;
  const claimed = claimOf(call.request, call.hotelId, call.seal);
  if (!claimed.accepted) return claimed;
  const claim = claimed.value;
  const earlier = claim && (await recall<Body>(database.pool, claim));
  if (earlier) return earlier;
  const work = await prepare();
  if (!work.accepted) return (claim && (await recall<Body>(database.pool, claim))) ?? work;
  return inTransaction(database, (tx) => answerOnce(tx, claim, () => work.value(tx)));
}

/** Sends what {@link changeOnce} came to. */
export function sendAnswered<Reply extends AnyReply>(reply: Reply, decision: Decision<Answered<object | null>>): Reply {
  if (!decision.accepted) return sendRefusal(reply, decision.refusal);
  const { status, body, firstBody, replayed } = decision.value;
  const shown = firstBody ?? body;
  if (replayed) reply.header("idempotent-replayed", "true");
  if (shown !== null && "version" in shown) reply.header("etag", entityTag(Number(shown.version)));
  reply.code(status);
  reply.send(shown);
  return reply;
}

/** An accepted resource as an answer. */
export function answer<Value, Body extends object>(
  decision: Decision<Value>,
  status: number,
  show: (value: Value) => Body,
): Decision<OnceAnswer<Body>> {
  return decision.accepted ? accept({ status, body: show(decision.value) }) : decision;
}

/** What the request's idempotency key claims; undefined when it has none. */
export function claimOf(
  request: PrincipalRequest,
  hotelId: number,
  seal?: (fingerprint: Buffer) => Buffer,
): Decision<OnceClaim | undefined> {
  const read = readIdempotency(request);
  if (!read.accepted) return read;
  if (read.value === undefined) return accept(undefined);
  const { key, fingerprint } = read.value;
  return accept({
    hotelId,
    principal: scopeOf(request.principal),
    key,
    fingerprint: seal?.(fingerprint) ?? fingerprint,
  });
}
