import { hash } from "node:crypto";
import { Writable } from "node:stream";
import fastJsonStringify from "fast-json-stringify";
import { canonicalJson } from "../../../hotel/http/idempotency.ts";
import { createLogger } from "../../../hotel/http/logging.ts";
import { createValidatorCompiler } from "../../../hotel/http/validation.ts";
import { presentReservation } from "../../../hotel/reservations/presentation.ts";
import type { Reservation } from "../../../hotel/reservations/reservation.ts";
import { ReservationReply } from "../../../hotel/reservations/reply_schemas.ts";
import { BookingBody } from "../../../hotel/reservations/schemas.ts";
import { nightOf } from "../../../hotel/vocabulary/night.ts";
import type { Way } from "./by_turns.ts";

const REQUESTS = 2_000;

const BODY = '{"hotel_id":1,"room_type_id":1,"start_date":"2027-06-01","end_date":"2027-06-02","guests":2}';

const TOKEN = "K7nVtA3hWJ0fVh1r8r0mCA0b1d2e3f4g5h6i7j8k9l0";
const NOW = new Date("2027-01-01T12:00:00Z");

const BOOKED: Reservation = {
  hotelId: 1,
  reservationId: "01a1feef-a44a-7747-b3a9-7c7b00000001",
  confirmationCode: "XB64CEZE",
  status: "confirmed",
  paymentStatus: "none",
  userId: null,
  guestId: null,
  source: "web",
  channel: "web",
  timeZone: "Europe/Lisbon",
  currency: "EUR",
  totalMinor: 10_100,
  feeMinor: null,
  terms: { freeUntil: new Date("2027-05-31T14:00:00Z"), lateFee: "first_night" },
  expiresAt: null,
  version: 1,
  createdAt: NOW,
  updatedAt: NOW,
  stays: [
    {
      stayNo: 1,
      roomTypeId: 1,
      dates: { arrival: nightOf("2027-06-01"), departure: nightOf("2027-06-02") },
      guests: 2,
      status: "expected",
      nights: [
        {
          stayNo: 1,
          night: nightOf("2027-06-01"),
          roomTypeId: 1,
          roomId: 1,
          priceMinor: 10_100,
          usedAs: "sold",
          pinned: false,
        },
      ],
    },
  ],
};

/** What this process does with the text of a request and its reply, piece by piece: each what it costs by itself. */
export function requestWays(): Way[] {
  const validate = createValidatorCompiler()({ schema: BookingBody, method: "POST", url: "/", httpPart: "body" });
  const body: unknown = JSON.parse(BODY);
  const reply = presentReservation(BOOKED, NOW);
  const bySchema = fastJsonStringify(ReservationReply);
  const logger = createLogger({ destination: new Writable({ write: (_line, _encoding, done) => done() }) });
  return [
    piece("JSON.parse of the body", () => JSON.parse(BODY)),
    piece("validation by the compiled schema", () => validate(body)),
    piece("fingerprint: canonical JSON and SHA-256", () => hash("sha256", canonicalJson(body), "buffer")),
    piece("reply as an object", () => presentReservation(BOOKED, NOW)),
    piece("reply by JSON.stringify (for the key)", () => JSON.stringify(reply)),
    piece("reply by its schema (for the caller)", () => bySchema({ ...reply, manage_token: TOKEN })),
    piece("one line of log (written only for slow and failed requests)", () => logger.info({ status: 201 }, "request")),
  ];
}

function piece(name: string, work: () => unknown): Way {
  const run = (): number => {
    let kept: unknown;
    for (let request = 0; request < REQUESTS; request += 1) kept = work();
    // Looked at, so that V8 cannot leave the work out.
    return kept === BOOKED ? 0 : REQUESTS;
  };
  return { name, run };
}
