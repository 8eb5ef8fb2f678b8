import { actorOf, scopeOf, type Principal } from "../access/principal.ts";
import { readIdempotency, type KeyedRequest } from "../http/idempotency.ts";
import { entityTag, readIfMatch } from "../http/if_match.ts";
import { sendRefusal, type AnyReply } from "../http/problem.ts";
import type { Services } from "../services.ts";
import { accept, type Decision } from "../vocabulary/refusal.ts";
import type { Answer, Command, KeyClaim } from "./admission/command.ts";
import type { ChangeRequest } from "./decisions/change.ts";
import type { ReservationName } from "./reading.ts";

/** What reception needs of a fastify request, whatever the types of its route. */
export type AnyRequest = KeyedRequest & {
  readonly id: string;
  readonly principal: Principal;
  readonly socket: { readonly destroyed: boolean };
};

/** The idempotency key of a request as a claim; undefined when it has none. */
export function keyOf(request: AnyRequest): Decision<KeyClaim | undefined> {
  const key = readIdempotency(request);
  if (!key.accepted) return key;
  const { value } = key;
  if (value === undefined) return accept(undefined);
  return accept({
    principal: scopeOf(request.principal),
    key: value.key,
    get fingerprint() {
      return value.fingerprint;
    },
  });
}

/** Whether the principal works for the hotel: their edits name the version they have read. */
export function isStaff(principal: Principal): boolean {
  return principal.kind === "staff" || principal.kind === "partner";
}

/** A change of a reservation, with the version from If-Match where it is sent or required. */
export function changeOf(request: AnyRequest, name: ReservationName, requireVersion: boolean): Decision<ChangeRequest> {
  const header = request.headers["if-match"];
  const change = { ...name, actor: actorOf(request.principal, request.id) };
  if (header === undefined && !requireVersion) return accept(change);
  const version = readIfMatch(header);
  return version.accepted ? accept({ ...change, expectedVersion: version.value }) : version;
}

/** Decides a command for a request; a caller who hangs up while it waits is skipped. */
export function submit(services: Services, request: AnyRequest, command: Command): Promise<Answer> {
  const { socket } = request;
  const signal = {
    get aborted() {
      return socket.destroyed;
    },
  };
  return services.admission.submit(command, { signal });
}

/** A reservation as the principal may see it, and `more` members: which rooms were given is for those who work for the hotel. */
export function visibleTo(
  principal: Principal,
  body: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return isStaff(principal) ? { ...body, ...more } : { ...body, rooms: undefined, ...more };
}

/** Sends what admission answered: version as ETag, a repeat marked as such, a refusal as a problem. */
export function sendAnswer<Reply extends AnyReply>(
  { principal }: AnyRequest,
  reply: Reply,
  answer: Answer,
  more: Readonly<Record<string, unknown>> = {},
): Reply {
  if (!answer.accepted) return sendRefusal(reply, answer.refusal);
  const { status, body } = answer.reply;
  if (answer.replayed) reply.header("idempotent-replayed", "true");
  if (typeof body["version"] === "number") reply.header("etag", entityTag(body["version"]));
  reply.code(status);
  reply.send(visibleTo(principal, body, more));
  return reply;
}
