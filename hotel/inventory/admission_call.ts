import { actorOf } from "../access/principal.ts";
import type { Database } from "../database/database.ts";
import { answerOnce } from "../http/answer_once.ts";
import { claimOf, sendAnswered, type PrincipalRequest } from "../http/changing_call.ts";
import { readIfMatch } from "../http/if_match.ts";
import { sendRefusal, type AnyReply } from "../http/problem.ts";
import { mayInHotel } from "../properties/permission.ts";
import type { Services } from "../services.ts";
import { accept, type Decision } from "../vocabulary/refusal.ts";
import type { AdmissionBooks } from "./admission_books.ts";
import { underAdmission, type AdmissionScope } from "./under_admission.ts";

/** A request of the staff that changes rooms or nights. */
export interface AdmittedCall<Reply extends AnyReply> {
  readonly services: Services;
  readonly request: PrincipalRequest;
  readonly reply: Reply;
  /** What it is, for the metrics: `create_block`, ... */
  readonly kind: string;
  readonly scope: Omit<AdmissionScope, "by">;
  /** HTTP status of an accepted request. */
  readonly status: number;
}

/** May they change inventory here, and go beyond what is sold where they ask for it? Refuses as `mayInHotel` does. */
export async function mayChangeInventory(
  database: Database,
  request: PrincipalRequest,
  hotelId: number,
  force = false,
): Promise<Decision<unknown>> {
  const allowed = await mayInHotel(database.pool, request.principal, "inventory.write", hotelId);
  if (!allowed.accepted || !force) return allowed;
  return mayInHotel(database.pool, request.principal, "reservation.force", hotelId);
}

/** The version that was read, from If-Match; after {@link mayChangeInventory}. */
export async function readInventoryChange(
  database: Database,
  request: PrincipalRequest,
  hotelId: number,
  force = false,
): Promise<Decision<number>> {
  const allowed = await mayChangeInventory(database, request, hotelId, force);
  return allowed.accepted ? readIfMatch(request.headers["if-match"]) : allowed;
}

/**
 * Does the work under admission, once for an idempotency key, and sends the answer: with the version as `ETag` where it
 * has one, a repeat with `Idempotent-Replayed: true`, a refusal as a problem. May the principal do it? Ask first. The key is
 * claimed after the locks, in the order of every admission.
 */
export async function sendAdmitted<Reply extends AnyReply>(
  call: AdmittedCall<Reply>,
  work: (books: AdmissionBooks) => Promise<Decision<object>>,
): Promise<Reply> {
  const { services, request, reply, kind, scope, status } = call;
  const claim = claimOf(request, scope.hotelId);
  if (!claim.accepted) return sendRefusal(reply, claim.refusal);
  const by = actorOf(request.principal, request.id);
  const decision = await underAdmission(services.database, { ...scope, by }, (books) =>
    answerOnce<object>(books.tx, claim.value, async () => {
      const done = await work(books);
      return done.accepted ? accept({ status, body: done.value }) : done;
    }),
  );
  services.metrics.attempts.inc({ kind });
  if (!decision.accepted) services.metrics.conflicts.inc({ reason: decision.refusal.code });
  return sendAnswered(reply, decision);
}
