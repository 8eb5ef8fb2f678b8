import { accept, refuse } from "../vocabulary/refusal.ts";
import type { Decision } from "../vocabulary/refusal.ts";

const ENTITY_TAG = /^(?:W\/)?"?(\d{1,9})"?$/;

/**
 * The version a caller has read, from `If-Match: "7"` (RFC 9110, section 13.1.1); a bare `7` and the weak form do as well.
 * Refuses with `version_required` (428) without the header and with `invalid_request` for anything else, also for `*` and for
 * lists: "whatever it is by now" is the very overwriting that versions are there to prevent.
 */
export function readIfMatch(header: string | string[] | undefined): Decision<number> {
  if (header === undefined || header.length === 0) {
    return refuse("version_required", "Send the version you have read as If-Match.");
  }
  const version = typeof header === "string" ? ENTITY_TAG.exec(header.trim())?.[1] : undefined;
  if (version === undefined) {
    const message = 'If-Match carries one version, for example "7".';
    return refuse("invalid_request", message, { errors: [{ field: "If-Match", rule: "version", message }] });
  }
  return accept(Number(version));
}

/** The `ETag` of a version. */
export function entityTag(version: number): string {
  return `"${version}"`;
}
