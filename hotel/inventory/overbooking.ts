import type { PoolClient } from "pg";
import type { AllowanceOfNights } from "../properties/change_room_type.ts";
import { formatNight, type Night, type StayDates } from "../vocabulary/night.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import type { AdmissionBooks } from "./admission_books.ts";
import { allowanceOn, type Allowance, type AllowanceRule } from "./allowance.ts";
import { allowanceRule, PERIOD_COLUMNS, readPeriods, type OverbookingPeriodRow } from "./allowance_rows.ts";
import { invalidDates } from "./dates.ts";
import type { Ledger, LedgerNight } from "./ledger.ts";
import { inUse } from "./refusals.ts";
import { forcedRooms, spareRooms, usedRooms, type FullNight } from "./room_night.ts";
import { nightsFrom } from "./room_standing.ts";
import { decideUnderAdmission, lockRoomTypes } from "./under_admission.ts";

/** An allowance for a range of nights, instead of the type's own. */
export interface NewOverbookingPeriod {
  readonly roomTypeId: number;
  readonly nights: StayDates;
  readonly allowance: Allowance;
  /** Lower it also below what is sold. For managers. */
  readonly force: boolean;
}

const INSERT = `
  INSERT INTO overbooking_period (hotel_id, room_type_id, start_date, end_date, basis_points, extra_rooms)
  VALUES ($1, $2, $3, $4, $5, $6)
  RETURNING ${PERIOD_COLUMNS}`;

const DELETE = `DELETE FROM overbooking_period WHERE hotel_id = $1 AND overbooking_period_id = $2 RETURNING ${PERIOD_COLUMNS}`;

/**
 * Sets the allowance of a range of nights: the newest range that covers a night counts. Refuses with `in_use` and the
 * nights that are sold beyond it (not with force) and `invalid_request` for nights that have passed.
 */
export async function createOverbookingPeriod(
  books: AdmissionBooks,
  period: NewOverbookingPeriod,
): Promise<Decision<OverbookingPeriodRow>> {
  const { allowance, nights, roomTypeId } = period;
  if (nights.arrival < books.today) return invalidDates("/start_date", books.today);
  const basisPoints = "basisPoints" in allowance ? allowance.basisPoints : null;
  const extraRooms = "extraRooms" in allowance ? allowance.extraRooms : null;
  const dates = [formatNight(nights.arrival), formatNight(nights.departure)];
  const values = [books.hotel.hotelId, roomTypeId, ...dates, basisPoints, extraRooms];
  const { rows } = await books.tx.query<OverbookingPeriodRow>(INSERT, values);
  return applied(books, roomTypeId, rows[0], period.force);
}

/** Takes a period away: its nights go back to what they had without it. Refuses with `not_found` and `in_use`. */
export async function removeOverbookingPeriod(
  books: AdmissionBooks,
  removal: { readonly roomTypeId: number; readonly periodId: number; readonly force: boolean },
): Promise<Decision<OverbookingPeriodRow>> {
  const { rows } = await books.tx.query<OverbookingPeriodRow>(DELETE, [books.hotel.hotelId, removal.periodId]);
  if (rows[0]?.room_type_id !== removal.roomTypeId) {
    return refuse("not_found", `The room type has no overbooking period ${removal.periodId}.`);
  }
  return applied(books, removal.roomTypeId, rows[0], removal.force);
}

/** What a change of the type's own ratio does to its nights; see {@link AllowanceOfNights}. */
export const allowanceOfNights: AllowanceOfNights = {
  lock: async (tx, { hotelId, roomTypeId }) => {
    await lockRoomTypes(tx as PoolClient, hotelId, [roomTypeId]);
  },
  change: async (tx, { hotelId, roomTypeId }, basisPoints, by) => {
    const scope = { hotelId, roomTypeIds: [roomTypeId], by };
    const decision = await decideUnderAdmission(tx as PoolClient, scope, async (books) => {
      const nights = await rewrite(books, roomTypeId, basisPoints, true);
      if (nights.accepted && nights.value !== undefined) {
        const { arrival, departure } = nights.value;
        const dates = { start_date: formatNight(arrival), end_date: formatNight(departure) };
        const data = { room_type_id: roomTypeId, ...dates, basis_points: basisPoints, extra_rooms: null };
        books.tell("overbooking.changed", data);
      }
      return nights;
    });
    if (!decision.accepted) throw new Error(decision.refusal.message);
  },
};

/**
 * Writes the allowances of a rule into the nights from a night on. Returns those that changed and those that are used
 * beyond it, which are forced when that is wanted.
 */
export function changeAllowance(
  ledger: Ledger,
  roomTypeId: number,
  rule: AllowanceRule,
  terms: { readonly from: Night; readonly force: boolean },
): { readonly changed: readonly Night[]; readonly beyond: readonly FullNight[] } {
  const changed: Night[] = [];
  const beyond: FullNight[] = [];
  for (const row of nightsFrom(ledger.type(roomTypeId), terms.from)) {
    const difference = allowanceOn(rule, row.night, row.rooms) - row.allowance;
    if (difference === 0) continue;
    changed.push(row.night);
    ledger.change(row, { allowance: difference });
    if (forcedRooms(row) <= row.forced) continue;
    if (terms.force) ledger.force(row);
    beyond.push(beyondLimit(roomTypeId, row));
  }
  return { changed, beyond };
}

async function applied(
  books: AdmissionBooks,
  roomTypeId: number,
  period: OverbookingPeriodRow | undefined,
  force: boolean,
): Promise<Decision<OverbookingPeriodRow>> {
  if (period === undefined) throw new Error("an overbooking period was written and not returned");
  const { overbookingBasisPoints } = books.entry(roomTypeId).roomType;
  const nights = await rewrite(books, roomTypeId, overbookingBasisPoints, force);
  if (!nights.accepted) return nights;
  const { start_date, end_date, basis_points, extra_rooms } = period;
  books.tell("overbooking.changed", { room_type_id: roomTypeId, start_date, end_date, basis_points, extra_rooms });
  return accept(period);
}

async function rewrite(
  books: AdmissionBooks,
  roomTypeId: number,
  basisPoints: number,
  force: boolean,
): Promise<Decision<StayDates | undefined>> {
  const rule = allowanceRule(basisPoints, await readPeriods(books.tx, books.hotel.hotelId, [roomTypeId]));
  const { changed, beyond } = changeAllowance(books.ledger, roomTypeId, rule, { from: books.today, force });
  if (beyond.length > 0 && !force) return inUse([], beyond);
  const [first] = changed;
  const last = changed.at(-1);
  return accept(first === undefined || last === undefined ? undefined : { arrival: first, departure: last + 1 });
}

function beyondLimit(roomTypeId: number, row: LedgerNight): FullNight {
  const available = Math.max(0, spareRooms(row) + usedRooms(row));
  return { roomTypeId, night: row.night, reason: "sold", available, wanted: usedRooms(row) };
}
