import type { PoolClient } from "pg";
import { actorOf, scopeOf, type Principal } from "../access/principal.ts";
import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/transaction.ts";
import { readIdempotency, type KeyedRequest } from "../http/idempotency.ts";
import { entityTag, readIfMatch } from "../http/if_match.ts";
import { sendRefusal, type AnyReply } from "../http/problem.ts";
import type { Actor } from "../vocabulary/actor.ts";
import { accept, type Decision } from "../vocabulary/refusal.ts";
import { answerOnce, type OnceAnswer, type OnceClaim } from "./answer_once.ts";
import { mayInHotel } from "./permission.ts";

/** A request with its principal. */
export type PrincipalRequest = KeyedRequest & { readonly principal: Principal; readonly id: string };

/** A request that changes something, and where it goes. */
export interface ChangingCall<Reply extends AnyReply> {
  readonly database: Database;
  readonly request: PrincipalRequest;
  readonly reply: Reply;
  /** The hotel that it concerns; 0 when it concerns none yet. */
  readonly hotelId: number;
}

/** A resource with a version, as JSON shows it. */
export interface Versioned {
  readonly version: number;
}

/**
 * Who changes what they have read of a hotel: may they (`hotel.write`), and which version have they read? Refuses as
 * {@link mayInHotel} does, with `version_required` and with `invalid_request`.
 */
export async function readChange(
  database: Database,
  request: PrincipalRequest,
  hotelId: number,
): Promise<Decision<{ readonly version: number; readonly by: Actor }>> {
  const allowed = await mayInHotel(database.pool, request.principal, "hotel.write", hotelId);
  if (!allowed.accepted) return allowed;
  const version = readIfMatch(request.headers["if-match"]);
  return version.accepted ? accept({ version: version.value, by: actorOf(request.principal, request.id) }) : version;
}

/**
 * Does the work in one transaction, once for an idempotency key, and sends the answer: with the resource's version
 * as `ETag`, a repeat with `Idempotent-Replayed: true`, a refusal as a problem. May the principal do it? Ask first.
 */
export async function sendChange<Reply extends AnyReply>(
  call: ChangingCall<Reply>,
  work: (tx: PoolClient) => Promise<Decision<OnceAnswer<Versioned>>>,
): Promise<Reply> {
  const { database, request, reply, hotelId } = call;
  const claim = claimOf(request, hotelId);
  if (!claim.accepted) return sendRefusal(reply, claim.refusal);
  const decision = await inTransaction(database, (tx) => answerOnce(tx, claim.value, () => work(tx)));
  if (!decision.accepted) return sendRefusal(reply, decision.refusal);
  const { status, body, replayed } = decision.value;
  if (replayed) reply.header("idempotent-replayed", "true");
  reply.header("etag", entityTag(body.version));
  reply.code(status);
  reply.send(body);
  return reply;
}

/** An accepted resource as an answer. */
export function answer<Value, Body extends Versioned>(
  decision: Decision<Value>,
  status: number,
  show: (value: Value) => Body,
): Decision<OnceAnswer<Body>> {
  return decision.accepted ? accept({ status, body: show(decision.value) }) : decision;
}

/** What the request's idempotency key claims; undefined when it has none. */
export function claimOf(request: PrincipalRequest, hotelId: number): Decision<OnceClaim | undefined> {
  const key = readIdempotency(request);
  if (!key.accepted || key.value === undefined) return key as Decision<undefined>;
  return accept({ hotelId, principal: scopeOf(request.principal), ...key.value });
}
