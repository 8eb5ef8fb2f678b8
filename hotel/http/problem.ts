import { Type } from "typebox";
import type { Refusal } from "../vocabulary/refusal.ts";
import { refusalMeanings } from "../vocabulary/refusal_codes.ts";
import type { RefusalCode } from "../vocabulary/refusal_codes.ts";

const MEDIA_TYPE = "application/problem+json";
/** When a 503 does not know better; seconds. */
const RETRY_AFTER = 1;

/** What {@link sendRefusal} needs of a fastify reply, whatever the types of its route. */
export interface AnyReply {
  readonly request: { readonly id: string };
  code(status: number): unknown;
  header(name: string, value: string | number): unknown;
  type(mediaType: string): unknown;
  send(payload?: unknown): unknown;
}

/**
 * Answers with an RFC 9457 problem: `type`, `title`, `status`, `detail` and `instance` (the request id), besides them
 * `error` (the stable code), `message` (as `detail`) and the members of the refusal. A 401 says how to sign in; a
 * 503, and whatever has a member `retry_after` (seconds), when to come back. Return what it returns from the handler.
 */
export function sendRefusal<Reply extends AnyReply>(reply: Reply, refusal: Refusal): Reply {
  const { status } = refusalMeanings[refusal.code];
  reply.code(status);
  if (status === 401) reply.header("www-authenticate", 'Bearer realm="lastroom"');
  const retryAfter = refusal.detail?.["retry_after"] ?? (status === 503 ? RETRY_AFTER : undefined);
  if (typeof retryAfter === "number") reply.header("retry-after", Math.ceil(retryAfter));
  reply.type(MEDIA_TYPE);
  reply.send(JSON.stringify(problemOf(refusal, reply.request.id)));
  return reply;
}

/** The problem document of a refusal, as JSON shows it. */
export function problemOf(refusal: Refusal, requestId: string): Record<string, unknown> {
  const meaning = refusalMeanings[refusal.code];
  return {
    ...refusal.detail,
    type: typeOf(refusal.code),
    title: meaning.title,
    status: meaning.status,
    detail: refusal.message,
    instance: `urn:request:${requestId}`,
    error: refusal.code,
    message: refusal.message,
  };
}

/** The `type` of a problem: a stable URI reference to the table of errors. */
export function typeOf(code: RefusalCode): string {
  return `/problems/${code}`;
}

/** The schema of a problem document. Further members depend on the code and stand in docs/errors.md. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: "A URI reference that names the kind of problem, `/problems/<error>`." }),
    title: Type.String({ description: "What the kind of problem is, the same for every occurrence." }),
    status: Type.Integer({ description: "The HTTP status." }),
    detail: Type.String({ description: "What happened this time, for a person." }),
    instance: Type.String({ description: "`urn:request:<request id>`, to be found in the logs." }),
    error: Type.Unsafe<RefusalCode>({
      type: "string",
      enum: Object.keys(refusalMeanings),
      description: "The stable code that programs may branch on.",
    }),
    message: Type.String({ description: "The same as `detail`." }),
    errors: Type.Optional(
      Type.Array(Type.Object({ field: Type.String(), rule: Type.String(), message: Type.String() }), {
        description: "With `invalid_request`: the fields to mend, as JSON pointers, and the rules they break.",
      }),
    ),
  },
  { $id: "Problem", additionalProperties: true, description: "RFC 9457 problem details." },
);

/** The replies of a route that refuses with these codes, for its `response` schema: `response: { 200: Hotel, ...refusals("not_found") }`. */
export function refusals(...codes: RefusalCode[]): Record<number, unknown> {
  const byStatus = Map.groupBy(codes, (code) => refusalMeanings[code].status);
  return Object.fromEntries([...byStatus].map(([status, group]) => [status, problemReply(group)]));
}

function problemReply(codes: readonly RefusalCode[]): unknown {
  return {
    description: codes.map((code) => `\`${code}\`: ${refusalMeanings[code].title}.`).join(" "),
    content: { [MEDIA_TYPE]: { schema: Type.Ref("Problem") } },
  };
}
