import { createHmac, timingSafeEqual } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { hotelOfReservation } from "../vocabulary/identity.ts";

const PREFIX = "lrm_";
const RESERVATION_ID_LENGTH = 36;

/**
 * The token that lets its holder manage one booking: `lrm_<reservation id>_<HMAC-SHA256, base64url>`. Nothing is stored: it
 * is derived again whenever an answer carries it, so a stored reply holds no secret. It lives as long as the booking.
 */
export function manageToken(secret: KeyObject, reservationId: string): string {
  return `${PREFIX}${reservationId}_${signatureOf(secret, reservationId)}`;
}

/** The reservation id the token was made for; undefined when it is malformed or signed with another secret. */
export function verifyManageToken(secret: KeyObject, token: string): string | undefined {
  if (!isManageToken(token)) return undefined;
  const reservationId = token.slice(PREFIX.length, PREFIX.length + RESERVATION_ID_LENGTH);
  if (hotelOfReservation(reservationId) === undefined) return undefined;
  // Compared as text: several base64url texts decode to the same bytes, and only one of them is the token.
  const expected = Buffer.from(manageToken(secret, reservationId));
  const given = Buffer.from(token);
  return expected.length === given.length && timingSafeEqual(expected, given) ? reservationId : undefined;
}

/** Whether a Bearer credential is meant to be a manage token. */
export function isManageToken(credential: string): boolean {
  return credential.startsWith(PREFIX);
}

function signatureOf(secret: KeyObject, reservationId: string): string {
  return createHmac("sha256", secret).update(`manage:${reservationId}`).digest("base64url");
}
