/** What a refusal code means. docs/errors.md is kept equal to this table by a test. */
export interface RefusalMeaning {
  /** HTTP status. */
  readonly status: number;
  /** Short title of the problem, the same for every occurrence (RFC 9457 `title`). */
  readonly title: string;
  /** What the caller can do about it. */
  readonly remedy: string;
}

const meanings = {
  invalid_request: {
    status: 400,
    title: "The request is not valid",
    remedy: "Mend the fields named in `errors`; each says which rule it breaks.",
  },
  idempotency_key_conflict: {
    status: 400,
    title: "Two different idempotency keys",
    remedy: "Send the key in the header or in the body, or the same one in both.",
  },
  unauthenticated: {
    status: 401,
    title: "Sign in first",
    remedy: "Send `Authorization: Bearer` with an access token, an API key or the booking's manage token.",
  },
  wrong_credentials: {
    status: 401,
    title: "Wrong e-mail or password",
    remedy: "Check both; after several failures wait as long as Retry-After says.",
  },
  forbidden: {
    status: 403,
    title: "Not allowed",
    remedy: "Ask an administrator for the role or scope named in the message.",
  },
  not_found: {
    status: 404,
    title: "Not found",
    remedy: "Check the id. What you may not see is not found either.",
  },
  method_not_allowed: {
    status: 405,
    title: "Not a method of this address",
    remedy: "Use one of the methods in `Allow`.",
  },
  request_timeout: {
    status: 408,
    title: "The request did not arrive in time",
    remedy: "Send the whole request without long pauses.",
  },
  no_availability: {
    status: 409,
    title: "No room on at least one night",
    remedy: "See `nights` for what is full and why, and `alternatives` for what would fit.",
  },
  no_single_room: {
    status: 409,
    title: "Rooms every night, but no single room for the whole stay",
    remedy: "Send the stay again with `allow_split` to take the split shown, or choose an alternative.",
  },
  room_not_free: {
    status: 409,
    title: "That room is not free",
    remedy: "Choose another room; `nights` names the nights on which it is taken.",
  },
  restricted: {
    status: 409,
    title: "The hotel does not sell this stay",
    remedy:
      "See `restrictions` for the nights and rules in the way: choose other dates, another length or another rate plan.",
  },
  rate_not_available: {
    status: 409,
    title: "No such rate for this room and this buyer",
    remedy: "Ask for a quote without `rate_plan_id`, or send the code that the rate plan needs.",
  },
  quote_expired: {
    status: 409,
    title: "The quote has run out",
    remedy: "Ask for a new one; its price may differ.",
  },
  hold_expired: {
    status: 409,
    title: "The hold has run out and the room is gone",
    remedy: "Search again; nothing was charged.",
  },
  wrong_state: {
    status: 409,
    title: "Not possible in the reservation's present state",
    remedy: "Read the reservation: `status` says where it stands.",
  },
  in_use: {
    status: 409,
    title: "Still in use",
    remedy: "Move or cancel what uses it first; the answer names it.",
  },
  already_exists: {
    status: 409,
    title: "Already exists",
    remedy: "Use the existing one or choose another name.",
  },
  version_conflict: {
    status: 412,
    title: "Somebody else changed it meanwhile",
    remedy: "Read it again and repeat the change with the new version in If-Match.",
  },
  too_large: {
    status: 413,
    title: "The body is too large",
    remedy: "Send at most 64 KB.",
  },
  unsupported_media_type: {
    status: 415,
    title: "Not JSON",
    remedy: "Send `Content-Type: application/json`.",
  },
  idempotency_key_reused: {
    status: 422,
    title: "The idempotency key was used for another request",
    remedy: "Use a new key for a new request; repeat an old one unchanged.",
  },
  quote_invalid: {
    status: 422,
    title: "Not a quote of this hotel",
    remedy: "Send `quote_id` exactly as it was given, to the hotel it was given by.",
  },
  quote_mismatch: {
    status: 422,
    title: "The quote is for something else",
    remedy: "Leave the stays out to book what was quoted, or ask for a quote of these.",
  },
  outside_horizon: {
    status: 422,
    title: "Dates that cannot be booked",
    remedy: "Choose nights from the hotel's business date up to its horizon, both named in the answer.",
  },
  too_many_guests: {
    status: 422,
    title: "More guests than the room sleeps",
    remedy: "Book more rooms or a bigger type; `max_occupancy` stands in the answer.",
  },
  version_required: {
    status: 428,
    title: "If-Match is required",
    remedy: "Read the resource and send its version in If-Match, so that no edit is lost.",
  },
  too_many_requests: {
    status: 429,
    title: "Too many requests",
    remedy: "Wait as long as Retry-After says.",
  },
  headers_too_large: {
    status: 431,
    title: "The headers are too large",
    remedy: "Send at most 16 KB of headers.",
  },
  internal_error: {
    status: 500,
    title: "Something went wrong on our side",
    remedy: "Repeat with the same idempotency key: nothing is booked twice. Tell us the request id if it stays.",
  },
  overloaded: {
    status: 503,
    title: "Too busy right now",
    remedy: "Wait as long as Retry-After says, then repeat with the same idempotency key.",
  },
} as const satisfies Record<string, RefusalMeaning>;

/** A stable code that programs may branch on. */
export type RefusalCode = keyof typeof meanings;

/** The one registry of refusals. */
export const refusalMeanings: Readonly<Record<RefusalCode, RefusalMeaning>> = meanings;
