import { hash } from "node:crypto";
import { Writable } from "node:stream";
import fastJsonStringify from "fast-json-stringify";
import { canonicalJson } from "../../../hotel/http/idempotency.ts";
import { createLogger } from "../../../hotel/http/logging.ts";
import { createValidatorCompiler } from "../../../hotel/http/validation.ts";
import { BookingBody } from "../../../hotel/reservations/schemas.ts";
import type { Way } from "./by_turns.ts";

const REQUESTS = 2_000;

const BODY = '{"hotel_id":1,"room_type_id":1,"start_date":"2027-06-01","end_date":"2027-06-02","guests":2}';

const REPLY = {
  reservation_id: "01a1feef-a44a-7747-b3a9-7c7b00000001",
  confirmation_code: "XB64CEZE",
  hotel_id: 1,
  status: "confirmed",
  start_date: "2027-06-01",
  end_date: "2027-06-02",
  total_price: 101,
  currency: "EUR",
  nightly: [{ stay_no: 1, date: "2027-06-01", price: 101 }],
  stays: [{ stay_no: 1, room_type_id: 1, start_date: "2027-06-01", end_date: "2027-06-02", guests: 2 }],
  version: 1,
};

/** What this process does with the text of a request and its reply, piece by piece: each what it costs by itself. */
export function requestWays(): Way[] {
  const validate = createValidatorCompiler()({ schema: BookingBody, method: "POST", url: "/", httpPart: "body" });
  const body: unknown = JSON.parse(BODY);
  const bySchema = fastJsonStringify(schemaOf(REPLY));
  const logger = createLogger({ destination: new Writable({ write: (_line, _encoding, done) => done() }) });
  return [
    piece("JSON.parse of the body", () => JSON.parse(BODY)),
    piece("validation by the compiled schema", () => validate(body)),
    piece("fingerprint: canonical JSON and SHA-256", () => hash("sha256", canonicalJson(body), "buffer")),
    piece("reply by JSON.stringify (for the key)", () => JSON.stringify(REPLY)),
    piece("reply by its schema (for the caller)", () => bySchema(REPLY)),
    piece("one line of log (written only for slow and failed requests)", () => logger.info({ status: 201 }, "request")),
  ];
}

function piece(name: string, work: () => unknown): Way {
  const run = (): number => {
    let kept: unknown;
    for (let request = 0; request < REQUESTS; request += 1) kept = work();
    // Looked at, so that V8 cannot leave the work out.
    return kept === REPLY ? 0 : REQUESTS;
  };
  return { name, run };
}

function schemaOf(value: unknown): object {
  if (Array.isArray(value)) return { type: "array", items: schemaOf(value[0]) };
  if (typeof value !== "object" || value === null) return { type: typeof value };
  return {
    type: "object",
    properties: Object.fromEntries(Object.entries(value).map(([name, member]) => [name, schemaOf(member)])),
  };
}
