import type { Mutant } from "./mutant.ts";

const BOOKS = "hotel/reservations/admission/books.ts";
const KEY_ROWS = "hotel/reservations/key_rows.ts";
const KEYS_RACE = "hotel/reservations/keys.race.test.ts";

/** Idempotency keys and versions: the same request twice, and two people at one booking. */
export const keyMutants: readonly Mutant[] = [
  {
    name: "fingerprint_not_compared",
    why: "A guest asks for other dates under a used key and is shown the old booking as if it were the new one.",
    file: BOOKS,
    from: "if (!used.fingerprint.equals(key.fingerprint)) {",
    to: "if (used.fingerprint.length === 0) {",
    test: KEYS_RACE,
  },
  {
    name: "key_not_written",
    why: "A request that is repeated after a broken line books a second time.",
    file: "hotel/reservations/admission/write.ts",
    from: "    ...some(books.keys, (keys) => ({ query: insertKeys(keys) })),\n",
    to: "",
    test: KEYS_RACE,
  },
  {
    name: "second_claim_of_a_key_does_nothing",
    why: "Two processes that get the same request at once both book it.",
    file: KEY_ROWS,
    from: "                       $8::timestamptz[])`;",
    to: "                       $8::timestamptz[])\n  ON CONFLICT DO NOTHING`;",
    test: KEYS_RACE,
  },
  {
    name: "key_not_remembered_within_the_batch",
    why: "Of two equal requests at once neither is answered.",
    file: BOOKS,
    from: "    this.#used.set(keyName(hotelId, key), { fingerprint: key.fingerprint, status: reply.status, reply: replyText });\n",
    to: "",
    test: KEYS_RACE,
  },
  {
    name: "claimed_key_taken_for_poison",
    why: "A guest whose request arrived twice sees an error instead of the booking.",
    file: "hotel/reservations/admission/lane.ts",
    from: '  if (error.constraint === "idempotency_key_pkey") return "world";\n',
    to: "",
    test: KEYS_RACE,
  },
  {
    name: "refusal_remembered",
    why: "A guest who tries again once a room is free is still told that there is none.",
    file: BOOKS,
    from: '      case "refused":\n',
    to: '      case "refused":\n        this.#keepKey(command, null, { status: 409, body: {} });\n',
    test: KEYS_RACE,
  },
  {
    name: "key_of_another_principal",
    why: "A guest who happens to use another's key is shown that one's booking.",
    file: KEY_ROWS,
    from: "return `${hotelId} ${claim.principal} ${claim.key}`;",
    to: "return `${hotelId} ${claim.key}`;",
    test: KEYS_RACE,
  },
  {
    name: "path_not_in_the_fingerprint",
    why: "A key that was used for one booking answers for another.",
    file: "hotel/http/idempotency.ts",
    from: "`${method} ${url}\\n${canonicalJson(withoutKey(body))}`",
    to: "`${method} ${canonicalJson(withoutKey(body))}`",
    test: "hotel/http/idempotency.test.ts",
  },
  {
    name: "expected_version_ignored",
    why: "The desk overwrites what a colleague has changed since the page was opened.",
    file: "hotel/reservations/decisions/change.ts",
    from: "request.expectedVersion !== undefined && request.expectedVersion !== reservation.version",
    to: "request.expectedVersion !== undefined && request.expectedVersion > reservation.version",
    test: "hotel/reservations/changes.race.test.ts",
  },
  {
    name: "any_version_accepted",
    why: "A change without a version read is taken for one of the version that there is.",
    file: "hotel/http/if_match.ts",
    from: "  if (version === undefined) {",
    to: "  if (version === null) {",
    test: "hotel/http/if_match.test.ts",
  },
];
