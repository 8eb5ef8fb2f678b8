import type { Night } from "../vocabulary/night.ts";
import type { Ledger } from "./ledger.ts";
import type { Occupancy, RoomSegment, SeatMove, Wish } from "./occupancy.ts";
import { spareRooms, whyFull, type FullNight, type Use } from "./room_night.ts";
import type { SeatingPolicy } from "./seat_map.ts";
import { releaseSeats, seatWishes, type SeatedStays } from "./seating.ts";

/** How a hotel and this request want rooms to be given. */
export interface AdmissionTerms {
  readonly policy: SeatingPolicy;
  /** For the random policy, in [0, 1): drawn outside, so that the decision stays a pure function. */
  readonly chance: number;
  /** Admit above the limit: an audited path. Never set for guests. */
  readonly force: boolean;
  /** Who sits where, when it was read: only needed to re-seat. */
  readonly seated?: SeatedStays;
  /** The reservation itself, whose own stays are no obstacle. */
  readonly reservationId: string;
}

/** What admission says to a change of use. */
export type Admission =
  | {
      readonly outcome: "admitted";
      /** For each wish, in order, the room of each night; null: accepted without a room yet. */
      readonly rooms: readonly (readonly (number | null)[])[];
      readonly moves: readonly SeatMove[];
      /** Nights that are above their limit now, on purpose. */
      readonly forced: readonly FullNight[];
    }
  | { readonly outcome: "full"; readonly nights: readonly FullNight[] }
  | { readonly outcome: "no_single_room"; readonly stayNo: number; readonly split: readonly RoomSegment[] | undefined }
  | { readonly outcome: "room_not_free"; readonly stayNo: number; readonly nights: readonly Night[] }
  /** Decide again with `seated`: who sits where was not read, and re-seating may help. */
  | { readonly outcome: "seats_needed" };

/**
 * The one way to use a night. Takes away what a reservation uses (`before`), gives it what it wishes, and
 * answers; if the wish does not fit, the ledger is as it was. Only the net difference is measured against
 * the limit, so a full house can still shift a stay onto its own nights.
 */
export function admit(
  ledger: Ledger,
  before: readonly Occupancy[],
  wishes: readonly Wish[],
  terms: AdmissionTerms,
): Admission {
  const mark = ledger.mark();
  const answer = count(ledger, before, wishes, terms) ?? seat(ledger, before, wishes, terms);
  if (answer.outcome !== "admitted") ledger.takeBack(mark);
  return answer;
}

/** Frees all that a reservation uses. Always possible. */
export function release(ledger: Ledger, before: readonly Occupancy[]): void {
  for (const [key, change] of netChanges(before, [])) {
    const row = ledger.night(key.roomTypeId, key.night);
    if (row !== undefined) ledger.use(row, change);
  }
  releaseSeats(ledger, before);
}

function count(
  ledger: Ledger,
  before: readonly Occupancy[],
  wishes: readonly Wish[],
  terms: AdmissionTerms,
): Admission | undefined {
  const full: FullNight[] = [];
  for (const [{ roomTypeId, night }, change] of netChanges(before, wishes)) {
    const row = ledger.night(roomTypeId, night);
    const wanted = change.held + change.sold;
    const fits = wanted <= 0 || (row !== undefined && !row.closed && wanted <= spareRooms(row));
    if (!fits) full.push(fullNight(ledger, roomTypeId, night, wanted));
    if (row === undefined || (!fits && !terms.force)) continue;
    ledger.use(row, change);
    if (!fits) ledger.force(row);
  }
  const impossible = terms.force ? full.filter((night) => night.reason === "not_on_sale") : full;
  return impossible.length === 0 ? undefined : { outcome: "full", nights: impossible };
}

function fullNight(ledger: Ledger, roomTypeId: number, night: Night, wanted: number): FullNight {
  const row = ledger.night(roomTypeId, night);
  const available = row === undefined || row.closed ? 0 : Math.max(0, spareRooms(row));
  return { roomTypeId, night, reason: whyFull(row, wanted), available, wanted };
}

function seat(ledger: Ledger, before: readonly Occupancy[], wishes: readonly Wish[], terms: AdmissionTerms): Admission {
  releaseSeats(ledger, before);
  const seating = seatWishes(ledger, before, wishes, terms);
  if (seating.outcome !== "seated") return seating;
  const { rooms, moves } = seating;
  return { outcome: "admitted", rooms, moves, forced: forcedNights(ledger, wishes) };
}

function forcedNights(ledger: Ledger, wishes: readonly Wish[]): FullNight[] {
  const forced: FullNight[] = [];
  for (const wish of wishes) {
    for (const { roomTypeId, night } of wish.nights) {
      const row = ledger.night(roomTypeId, night);
      if (row === undefined || row.forced <= row.stored.forced) continue;
      forced.push({ roomTypeId, night, reason: whyFull(row, 1), available: 0, wanted: 1 });
    }
  }
  return forced;
}

interface NightKey {
  readonly roomTypeId: number;
  readonly night: Night;
}

/**
 * How the use of each night changes, all stays of the request together: two lines for the same type and night
 * are one change, and a night that is kept is none.
 */
function netChanges(
  before: readonly Occupancy[],
  wishes: readonly Wish[],
): Iterable<readonly [NightKey, Record<Use, number>]> {
  const changes = new Map<string, readonly [NightKey, Record<Use, number>]>();
  const add = (key: NightKey, use: Use, rooms: number): void => {
    const name = `${key.roomTypeId}/${key.night}`;
    let entry = changes.get(name);
    if (entry === undefined) changes.set(name, (entry = [key, { held: 0, sold: 0 }]));
    entry[1][use] += rooms;
  };
  for (const { nights } of before) for (const used of nights) add(used, used.use, -1);
  for (const { nights } of wishes) for (const wanted of nights) add(wanted, wanted.use, 1);
  return [...changes.values()].filter(([, change]) => change.held !== 0 || change.sold !== 0);
}
