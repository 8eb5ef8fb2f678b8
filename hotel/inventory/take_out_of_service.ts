import { accept, type Decision } from "../vocabulary/refusal.ts";
import type { AdmissionBooks } from "./admission_books.ts";
import { allowanceRule, readPeriods } from "./allowance_rows.ts";
import { inUse } from "./refusals.ts";
import type { FullNight } from "./room_night.ts";
import type { TermChange } from "./room_standing.ts";
import { readOccupants } from "./room_term_rows.ts";
import { changeService } from "./service_change.ts";

/**
 * Carries out other terms of rooms of one type: nights, seats, and who is moved, under the type's admission lock. The
 * scope must have been read with seats. Refuses with `in_use`, naming stays and nights; with force never. Returns the
 * nights that were forced.
 */
export async function changeTerms(
  books: AdmissionBooks,
  roomTypeId: number,
  changes: readonly TermChange[],
  force: boolean,
): Promise<Decision<readonly FullNight[]>> {
  const { tx, hotel, today, ledger } = books;
  const roomIds = changes.map(({ after }) => after.roomId);
  const outcome = changeService(ledger, ledger.type(roomTypeId), changes, {
    rule: allowanceRule(
      books.entry(roomTypeId).roomType.overbookingBasisPoints,
      await readPeriods(tx, hotel.hotelId, [roomTypeId]),
    ),
    from: today,
    occupants: await readOccupants(tx, hotel.hotelId, roomIds, today),
    seated: books.seated(roomTypeId),
    force,
  });
  if (outcome.outcome === "in_use") return inUse(outcome.stays, outcome.nights);
  books.reseat(outcome.seats);
  return accept(outcome.forced);
}
