import { randomFillSync, randomInt } from "node:crypto";

/**
 * Ids made by the application: a request that is repeated after a lost answer carries the id of the first.
 *
 * A reservation id is a UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits, of which
 * the last 31 carry the hotel. So every statement about a reservation can name its hotel, and a cluster
 * that is distributed by hotel finds the shard without asking all of them. 43 random bits remain for each
 * millisecond and hotel. The id is no secret: reading a booking takes its manage token as well.
 */
export function newReservationId(hotelId: number, now: number): string {
  return uuidV7(hotelId, now);
}

/** The hotel of a reservation, or undefined when the text is not such an id. */
export function hotelOfReservation(reservationId: string): number | undefined {
  if (!RESERVATION_ID.test(reservationId)) return undefined;
  const hotelId = Number.parseInt(reservationId.slice(-8), 16);
  return hotelId >= 1 && hotelId <= MAX_HOTEL_ID ? hotelId : undefined;
}

/** An id for a row that is never looked up without its hotel: a UUIDv7, sortable by time. */
export function newId(now: number): string {
  return uuidV7(randomInt(MAX_HOTEL_ID), now);
}

/** The lowest id of `newId` at or after a time, in milliseconds since 1970: every id that was made before is lower. */
export function firstIdAt(time: number): string {
  const hex = Math.floor(time).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/**
 * A code of eight characters that a guest can read out: no 0, O, 1, I. 32^8, about 10^12, for each hotel.
 */
export function newConfirmationCode(): string {
  let code = "";
  for (const byte of someRandom(8)) code += CODE_LETTERS[byte % 32];
  return code;
}

/** What a guest typed, as it was printed: capitals, without spaces and dashes; undefined if it can be none. */
export function readConfirmationCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, "");
  return /^[2-9A-HJ-NP-Z]{8}$/.test(code) ? code : undefined;
}

const MAX_HOTEL_ID = 0x7fff_ffff;
const CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const RESERVATION_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

// Random bytes come from the system in blocks: asking for sixteen at a time costs more than the rest of an id.
const BLOCK = 8_192;
const block = Buffer.alloc(BLOCK);
let used = BLOCK;

function someRandom(bytes: number): Buffer {
  if (used + bytes > BLOCK) {
    randomFillSync(block);
    used = 0;
  }
  used += bytes;
  return block.subarray(used - bytes, used);
}

function uuidV7(tail: number, now: number): string {
  const bytes = someRandom(16);
  bytes.writeUIntBE(Math.floor(now), 0, 6);
  bytes[6] = (bytes.readUInt8(6) & 0x0f) | 0x70;
  bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80;
  bytes.writeUInt32BE(tail, 12);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
