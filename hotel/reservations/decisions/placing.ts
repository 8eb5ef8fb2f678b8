import { admit, type Admission } from "../../inventory/admit.ts";
import type { RoomSegment, SeatMove, Wish } from "../../inventory/occupancy.ts";
import type { FullNight, Use } from "../../inventory/room_night.ts";
import type { StayNight } from "../../inventory/stay_night_rows.ts";
import type { HotelFacts } from "../../properties/facts.ts";
import { formatNight, type Night } from "../../vocabulary/night.ts";
import { refuse, type Refusal } from "../../vocabulary/refusal.ts";
import { unused } from "../admission/books.ts";
import type { Facts } from "../admission/command.ts";
import { occupanciesOf, type Reservation, type Stay } from "../reservation.ts";

/** A night that a stay shall use from now on. */
export interface PlannedNight {
  readonly night: Night;
  /** The type to occupy. */
  readonly roomTypeId: number;
  readonly priceMinor: number;
  readonly use: Use;
  /** Tell the guest the room: re-seating leaves it alone. */
  readonly pinned: boolean;
}

/** One stay as it shall be; nights that it used and that are not planned are given back. */
export interface StayPlan {
  readonly stay: Omit<Stay, "nights">;
  readonly nights: readonly PlannedNight[];
  readonly room?: Wish["room"];
  readonly settledUntil?: Night;
  readonly allowSplit?: boolean;
}

/** What is to be placed. */
export interface Placing {
  readonly hotel: HotelFacts;
  readonly reservationId: string;
  /** The reservation as it is; undefined for a new one. */
  readonly before: Reservation | undefined;
  /** Every stay of the reservation, also those that do not change. */
  readonly plans: readonly StayPlan[];
  readonly force?: boolean;
}

/** Where the stays were placed. */
export type Placed =
  | {
      readonly kind: "placed";
      readonly stays: readonly Stay[];
      readonly moves: readonly SeatMove[];
      readonly forced: readonly FullNight[];
    }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "alone" };

/** Takes the rooms for the plans in one step on the net difference, or refuses and leaves all as it was. */
export function place(facts: Facts, placing: Placing): Placed {
  const { before, plans, reservationId, hotel } = placing;
  const admission = admit(facts.ledger, before === undefined ? [] : occupanciesOf(before), plans.map(wishOf), {
    policy: hotel.seatingPolicy,
    chance: chanceOf(reservationId),
    force: placing.force === true,
    reservationId,
    ...(facts.seated === undefined ? {} : { seated: facts.seated }),
  });
  if (admission.outcome === "seats_needed") return { kind: "alone" };
  if (admission.outcome !== "admitted") return { kind: "refused", refusal: refusalOf(admission) };
  const stays = plans.map((plan, index) => placedStay(plan, admission.rooms[index] ?? [], before));
  return { kind: "placed", stays, moves: admission.moves, forced: admission.forced };
}

/** The plan of a stay that stays as it is. */
export function unchangedPlan(stay: Stay): StayPlan {
  const nights: PlannedNight[] = [];
  for (const night of stay.nights) if (night.usedAs !== "none") nights.push({ ...night, use: night.usedAs });
  return { stay, nights, settledUntil: Number.MAX_SAFE_INTEGER };
}

/**
 * The plan of a stay beside one that changes. It stays as it is, in its room; where nobody was told the room and the stay
 * has not begun, another room will do, like for anybody else who makes place.
 */
export function besidePlan(stay: Stay, today: Night): StayPlan {
  const plan = unchangedPlan(stay);
  const used = stay.nights.filter(({ usedAs }) => usedAs !== "none");
  const [first] = used;
  const inOneRoom = used.every(({ roomId, pinned }) => roomId !== null && roomId === first?.roomId && !pinned);
  if (first === undefined || first.night < today || !inOneRoom) return plan;
  return { ...plan, settledUntil: today };
}

function wishOf(plan: StayPlan): Wish {
  return {
    stayNo: plan.stay.stayNo,
    nights: plan.nights,
    allowSplit: plan.allowSplit === true,
    ...(plan.room === undefined ? {} : { room: plan.room }),
    ...(plan.settledUntil === undefined ? {} : { settledUntil: plan.settledUntil }),
  };
}

function placedStay(plan: StayPlan, rooms: readonly (number | null)[], before: Reservation | undefined): Stay {
  const nights = plan.nights.map((planned, index): StayNight => {
    const { night, roomTypeId, priceMinor, use, pinned } = planned;
    const roomId = rooms[index] ?? null;
    const { stayNo } = plan.stay;
    return { stayNo, night, roomTypeId, roomId, priceMinor, usedAs: use, pinned: pinned && roomId !== null };
  });
  const old = before?.stays.find((stay) => stay.stayNo === plan.stay.stayNo)?.nights ?? [];
  if (old.length === 0) return { ...plan.stay, nights };
  const planned = new Set(nights.map(({ night }) => night));
  const given = old.filter(({ night }) => !planned.has(night)).map(unused);
  return { ...plan.stay, nights: [...nights, ...given].toSorted((one, other) => one.night - other.night) };
}

// The last random bits of the id before the hotel's: drawn once, so a decision that is repeated stays the same.
function chanceOf(reservationId: string): number {
  return Number.parseInt(reservationId.slice(24, 28), 16) / 0x1_0000;
}

function refusalOf(admission: Exclude<Admission, { outcome: "admitted" | "seats_needed" }>): Refusal {
  switch (admission.outcome) {
    case "full":
      return refuse("no_availability", fullSentence(admission.nights), { nights: admission.nights.map(fullNight) })
        .refusal;
    case "no_single_room":
      return refuse("no_single_room", "There is a room for every night, but no room for all of them.", {
        stay_no: admission.stayNo,
        split: (admission.split ?? []).map(segment),
      }).refusal;
    case "room_not_free":
      return refuse("room_not_free", "That room is taken on at least one of the nights.", {
        stay_no: admission.stayNo,
        nights: admission.nights.map((night) => ({ date: formatNight(night) })),
      }).refusal;
  }
}

function fullSentence(nights: readonly FullNight[]): string {
  const dates = [...new Set(nights.map(({ night }) => formatNight(night)))].toSorted();
  const [first, ...others] = dates;
  return others.length === 0
    ? `No room is left on the night of ${first ?? ""}.`
    : `No room is left on ${dates.length} nights, the first is ${first ?? ""}.`;
}

function fullNight({ roomTypeId, night, reason, available, wanted }: FullNight): object {
  return { date: formatNight(night), room_type_id: roomTypeId, reason, available, wanted };
}

function segment({ roomId, from, to }: RoomSegment): object {
  return { room_id: roomId, start_date: formatNight(from), end_date: formatNight(to) };
}
