import { formatNight, nightsOf, type Night } from "../../vocabulary/night.ts";
import { accept, refuse, type Decision } from "../../vocabulary/refusal.ts";
import { totalOf, type Reservation, type Stay } from "../reservation.ts";
import { bookable } from "./bookable.ts";
import { mayStay } from "../life_cycle.ts";
import { keptNights, type DeskAction, type DeskScene } from "./desk.ts";
import { eventStays, freedStays } from "./event_stays.ts";
import type { StayPlan } from "./placing.ts";
import { rerateNights, reratedStays, stillSold } from "./rerate_stay.ts";

/** Guests leave. Before their day, the nights they do not use go back on sale and are not charged. */
export const checkOut: DeskAction = {
  action: "check_out",
  event: "reservation.checked_out",
  concerns: (stay) => stay.status === "in_house",
  plan: checkedOut,
  data: (before, after) => {
    const freed = freedStays(before.stays, after.stays);
    return { stays: eventStays(after.stays), early_departure: freed.length > 0, freed };
  },
  finish: repriced,
};

/** Guests in the house stay longer, in their room if it is free or can be made free. */
export function extendUntil(departure: Night, allowSplit: boolean, horizonDays: number): DeskAction {
  return {
    action: "extend",
    event: "reservation.extended",
    concerns: (stay) => stay.status === "in_house",
    plan: (stay, scene) => extended(stay, scene, { departure, allowSplit, horizonDays }),
    data: (before, after) => ({ before: eventStays(before.stays), after: eventStays(after.stays) }),
    finish: repriced,
  };
}

function repriced(after: Reservation, { facts, hotel, reservation }: DeskScene): Reservation {
  const stays = reratedStays(facts.rates, hotel, reservation, after.stays);
  return { ...after, stays, totalMinor: totalOf(stays) };
}

// Whoever leaves on the day of arrival has used the room that night.
function checkedOut(stay: Stay, { today }: DeskScene): Decision<StayPlan> {
  const status = mayStay("check_out", stay);
  if (!status.accepted) return status;
  const { arrival } = stay.dates;
  const departure = Math.min(stay.dates.departure, Math.max(today, arrival + 1));
  const nights = keptNights(stay).filter(({ night }) => night < departure);
  const left = { ...stay, status: status.value, dates: { arrival, departure } };
  return accept({ stay: left, nights, settledUntil: departure });
}

interface Extension {
  readonly departure: Night;
  readonly allowSplit: boolean;
  readonly horizonDays: number;
}

function extended(stay: Stay, { facts, today }: DeskScene, extension: Extension): Decision<StayPlan> {
  const status = mayStay("extend", stay);
  if (!status.accepted) return status;
  const { departure, allowSplit } = extension;
  const present = stay.dates;
  if (departure <= present.departure) {
    return refuse("wrong_state", `The stay ends on ${formatNight(present.departure)} already.`, {
      stay_no: stay.stayNo,
    });
  }
  const dates = { arrival: present.arrival, departure };
  // Who should have left before today has slept here since: those nights are sold although they have passed.
  const added = nightsOf({ arrival: Math.max(present.departure, today), departure });
  const asked = { roomTypeId: stay.roomTypeId, nights: added, guests: stay.guests };
  const entry = bookable(facts, asked, extension.horizonDays);
  if (!entry.accepted) return entry;
  const nightly = rerateNights(stillSold(facts.rates, stay), stay, dates);
  if (!nightly.accepted) return nightly;
  const longer = nightly.value
    .filter(({ night }) => night >= present.departure)
    // The type that the guest sleeps in now, which after an upgrade is not the one that was booked.
    .map((priced) => ({ ...priced, roomTypeId: occupiedType(stay), use: "sold" as const, pinned: true }));
  const plan = { stay: { ...stay, dates }, nights: [...keptNights(stay), ...longer] };
  return accept({ ...plan, settledUntil: present.departure, allowSplit });
}

function occupiedType(stay: Stay): number {
  return keptNights(stay).at(-1)?.roomTypeId ?? stay.roomTypeId;
}
