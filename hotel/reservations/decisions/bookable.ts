import type { CatalogueEntry } from "../../properties/facts.ts";
import { businessDate } from "../../vocabulary/business_date.ts";
import { formatNight, type Night } from "../../vocabulary/night.ts";
import { accept, refuse, type Decision } from "../../vocabulary/refusal.ts";
import type { Facts } from "../admission/command.ts";

/** What must be true of a stay before its nights are looked at. */
export interface StayAsked {
  readonly roomTypeId: number;
  /** The nights that are new: those that are booked already may lie in the past. */
  readonly nights: readonly Night[];
  readonly guests: number;
}

/**
 * Whether the room type is sold, sleeps the guests, and the nights lie between the hotel's business date and
 * its horizon. The business date at the hotel, not today in UTC: a walk-in at 01:30 takes yesterday's night.
 */
export function bookable(
  facts: Pick<Facts, "roomType" | "now">,
  stay: StayAsked,
  horizonDays: number,
): Decision<CatalogueEntry> {
  const entry = facts.roomType(stay.roomTypeId);
  if (entry === undefined || entry.hotel.status === "retired" || entry.roomType.status === "retired") {
    return refuse("not_found", `There is no such hotel, or it has no room type ${stay.roomTypeId}.`, {
      room_type_id: stay.roomTypeId,
    });
  }
  const { maxOccupancy } = entry.roomType;
  if (stay.guests > maxOccupancy) {
    return refuse("too_many_guests", `${entry.roomType.name} sleeps ${maxOccupancy}.`, {
      room_type_id: stay.roomTypeId,
      max_occupancy: maxOccupancy,
    });
  }
  const first = businessDate(entry.hotel, facts.now);
  const last = first + horizonDays - 1;
  if (stay.nights.some((night) => night < first || night > last)) {
    const message = `Nights from ${formatNight(first)} to ${formatNight(last)} can be booked.`;
    return refuse("outside_horizon", message, { first_night: formatNight(first), last_night: formatNight(last) });
  }
  return accept(entry);
}
