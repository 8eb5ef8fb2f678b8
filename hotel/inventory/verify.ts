import type { Database } from "../database/database.ts";
import { verify, type Check, type Finding, type VerificationOptions } from "./verification.ts";
import { verifyCounters, verifyNightsExist } from "./verify_counters.ts";
import { verifyHolds } from "./verify_holds.ts";
import { verifyRoomsOnce, verifyRoomTypes, verifySeats } from "./verify_seats.ts";

/** All that can be said about inventory from its own tables. */
export const inventoryChecks: readonly Check[] = [
  verifyCounters,
  verifyNightsExist,
  verifySeats,
  verifyRoomsOnce,
  verifyRoomTypes,
  verifyHolds,
];

/**
 * Recomputes every counter and every seat from stay nights, holds, blocks, out-of-order periods, rooms and overbooking
 * periods, and returns what differs: nothing, as long as no write went past the protocol. Reads only; seconds for
 * 2,000 room types of 540 nights.
 */
export function verifyInventory(database: Database, options: VerificationOptions = {}): Promise<Finding[]> {
  return verify(database, inventoryChecks, options);
}

/** A finding as a line for a person. */
export function describeFinding(finding: Finding): string {
  const place = [
    `hotel ${finding.hotel_id}`,
    finding.room_type_id === null ? "" : `room type ${finding.room_type_id}`,
    finding.night === null ? "" : `night ${finding.night}`,
    finding.room_id === null ? "" : `room ${finding.room_id}`,
    finding.reservation_id === null ? "" : `reservation ${finding.reservation_id}`,
  ].filter((part) => part !== "");
  const values = finding.expected === null ? "" : `: ${finding.found ?? "nothing"} instead of ${finding.expected}`;
  return `${finding.kind} at ${place.join(", ")}${values}`;
}
