import type { ReservationStatus, Stay } from "../reservation.ts";

/** Where a reservation stands when its stays stand so: it is in the house while anybody is. */
export function standingOf(stays: readonly Stay[]): ReservationStatus {
  const has = (status: Stay["status"]): boolean => stays.some((stay) => stay.status === status);
  if (has("in_house")) return "checked_in";
  if (has("expected")) return has("departed") ? "checked_in" : "confirmed";
  if (has("departed")) return "checked_out";
  return has("no_show") ? "no_show" : "cancelled";
}
