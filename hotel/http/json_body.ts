import { isUtf8 } from "node:buffer";
import { refuse } from "../vocabulary/refusal.ts";
import type { App } from "./app.ts";
import { RefusedRequest } from "./refused_request.ts";

/** Accepts JSON bodies and nothing else: UTF-8, without NUL, half characters or members that reach for a prototype. */
export function acceptJsonOnly(app: App): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body: Buffer, done) => {
    // Some clients always send the header, also with a DELETE that has no body.
    if (body.length === 0 && request.method === "DELETE") return done(null, undefined);
    if (!isUtf8(body)) return done(unreadable("The body is not UTF-8."));
    const text = body.toString("utf8");
    void parse(request, text, (error, value) => {
      if (error) return done(error, undefined);
      // Only an escape can bring them in: JSON forbids control characters, and UTF-8 half characters.
      if (text.includes("\\u") && hasUnstorableText(value)) return done(unreadable(UNSTORABLE));
      done(null, value);
    });
  });
}

/** Whether a decoded URL part has what no text column can keep. */
export function isUnstorable(text: string): boolean {
  return text.includes("\0") || !text.isWellFormed();
}

/** What to say about such text. */
export const UNSTORABLE = "Text may have no NUL and no half of a surrogate pair.";

/** Walks with a list of its own: 64 KB of brackets nest deeper than the stack. */
function hasUnstorableText(root: unknown): boolean {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === "string" && isUnstorable(value)) return true;
    if (typeof value !== "object" || value === null) continue;
    if (Object.keys(value).some(isUnstorable)) return true;
    for (const child of Object.values(value)) open.push(child);
  }
  return false;
}

function unreadable(message: string): RefusedRequest {
  return new RefusedRequest(refuse("invalid_request", message).refusal);
}
