import { rollInstant } from "../../vocabulary/business_date.ts";
import { formatNight } from "../../vocabulary/night.ts";
import { accept, refuse, type Decision } from "../../vocabulary/refusal.ts";
import { pricedNights, totalOf, type Reservation, type Stay } from "../reservation.ts";
import { feeOfNoShow } from "./cancel.ts";
import { mayStay } from "../life_cycle.ts";
import { keptNights, type DeskAction, type DeskScene } from "./desk.ts";
import { eventStays, freedStays } from "./event_stays.ts";
import type { StayPlan } from "./placing.ts";

/** Guests arrive: on a night of their stay, by the hotel's business date. From now on their room is theirs. */
export const checkIn: DeskAction = {
  action: "check_in",
  event: "reservation.checked_in",
  concerns: (stay, { today }) =>
    stay.status === "expected" && stay.dates.arrival <= today && today < stay.dates.departure,
  plan: checkedIn,
};

/** Guests who have not come by the grace hour: the nights from the business date on go back on sale. */
export const markNoShow: DeskAction = {
  action: "mark_no_show",
  event: "reservation.no_show",
  concerns: (stay, scene) => stay.status === "expected" && scene.facts.now >= noShowFrom(stay, scene),
  plan: notShown,
  data: (before, after) => ({ stays: eventStays(before.stays), freed: freedStays(before.stays, after.stays) }),
  finish: (after, { reservation }) =>
    after.status === "no_show" ? { ...after, feeMinor: feeOfNoShow(reservation) } : after,
};

/** A reservation that was given up comes back, with the nights that are still to come, if there is room. */
export const reinstate: DeskAction = {
  action: "reinstate",
  event: "reservation.reinstated",
  concerns: (stay, { today }) =>
    stay.dates.departure > today && stay.status !== "departed" && stay.status !== "in_house",
  plan: reinstated,
  finish: takenUp,
};

function checkedIn(stay: Stay, { today }: DeskScene): Decision<StayPlan> {
  const status = mayStay("check_in", stay);
  if (!status.accepted) return status;
  const { arrival, departure } = stay.dates;
  if (today < arrival || today >= departure) {
    const message = `The stay is from ${formatNight(arrival)} to ${formatNight(departure)}; at the hotel it is ${formatNight(today)}.`;
    return refuse("wrong_state", message, { stay_no: stay.stayNo, business_date: formatNight(today) });
  }
  const nights = keptNights(stay).map((night) => ({ ...night, pinned: true }));
  return accept({ stay: { ...stay, status: status.value }, nights, settledUntil: today });
}

function notShown(stay: Stay, scene: DeskScene): Decision<StayPlan> {
  const status = mayStay("mark_no_show", stay);
  if (!status.accepted) return status;
  const from = noShowFrom(stay, scene);
  if (scene.facts.now < from) {
    const message = `The guest is waited for until ${from.toISOString()}.`;
    return refuse("wrong_state", message, { stay_no: stay.stayNo, no_show_from: from.toISOString() });
  }
  const nights = keptNights(stay).filter(({ night }) => night < scene.today);
  return accept({ stay: { ...stay, status: status.value }, nights, settledUntil: scene.today });
}

/** The grace hour: so long after the roll that ends the day of arrival. */
function noShowFrom(stay: Stay, { hotel }: DeskScene): Date {
  return new Date(rollInstant(hotel, stay.dates.arrival + 1).getTime() + hotel.noShowGraceMinutes * 60_000);
}

function reinstated(stay: Stay, { today }: DeskScene): Decision<StayPlan> {
  const status = mayStay("reinstate", stay);
  if (!status.accepted) return status;
  if (stay.dates.departure <= today) {
    return refuse("wrong_state", `Stay ${stay.stayNo} ended on ${formatNight(stay.dates.departure)}.`, {
      stay_no: stay.stayNo,
    });
  }
  const used = new Set(keptNights(stay).map(({ night }) => night));
  const nights = pricedNights(stay)
    .filter(({ night }) => night >= today || used.has(night))
    .map(({ night, priceMinor, roomTypeId, pinned }) => ({
      night,
      priceMinor,
      roomTypeId,
      pinned,
      use: "sold" as const,
    }));
  return accept({ stay: { ...stay, status: status.value }, nights, settledUntil: today });
}

// A room of a lapsed hold that was not taken up with the others is given up: it has no nights.
function takenUp(after: Reservation): Reservation {
  const hasNights = (stay: Stay): boolean => stay.status !== "expected" || keptNights(stay).length > 0;
  const stays = after.stays.map((stay) => (hasNights(stay) ? stay : { ...stay, status: "cancelled" as const }));
  return { ...after, stays, feeMinor: null, totalMinor: totalOf(stays) };
}
