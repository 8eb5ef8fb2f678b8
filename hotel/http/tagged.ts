import { hash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { AnyReply } from "./problem.ts";

/** How long a cache between us and a guest may show what is public without asking, in seconds. */
const PUBLIC_SECONDS = 300;

/** What {@link sendTagged} needs of a fastify reply, whatever the types of its route. */
type TaggedReply = AnyReply & { readonly request: { readonly headers: unknown } };

/** An entity tag of what is sent itself, for what has no version: equal content, equal tag. */
export function tagOf(body: object): string {
  return `"${hash("sha256", JSON.stringify(body), "base64url").slice(0, 22)}"`;
}

/**
 * Sends what everybody may see and caches may keep: with its entity tag, and as 304 without a body to whoever says by
 * `If-None-Match` that they have it (RFC 9110, section 13.1.2). Callers with credentials, who may be about to change it, and may
 * see more, are told to ask each time. Return what it returns from the handler.
 */
export function sendTagged<Reply extends TaggedReply>(reply: Reply, body: object, tag: string): Reply {
  const { authorization, "if-none-match": known } = reply.request.headers as IncomingHttpHeaders;
  reply.header("etag", tag);
  reply.header("vary", "authorization");
  reply.header(
    "cache-control",
    authorization === undefined ? `public, max-age=${PUBLIC_SECONDS}` : "private, no-cache",
  );
  const isKnown = known !== undefined && isAmong(known, tag);
  reply.code(isKnown ? 304 : 200);
  reply.send(isKnown ? undefined : body);
  return reply;
}

/** Weak comparison: a proxy that compresses what it passes on makes our tags weak. */
function isAmong(known: string, tag: string): boolean {
  return known.split(",").some((one) => one.trim() === "*" || one.trim().replace(/^W\//, "") === tag);
}
