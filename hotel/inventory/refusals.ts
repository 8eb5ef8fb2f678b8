import { formatNight } from "../vocabulary/night.ts";
import { refuse } from "../vocabulary/refusal.ts";
import type { FullNight } from "./room_night.ts";
import type { Occupant } from "./service_change.ts";

/** Nights that do not fit, as refusals show them. */
export function showFullNights(nights: readonly FullNight[]): object[] {
  return nights.map(({ roomTypeId, night, reason, available, wanted }) => ({
    date: formatNight(night),
    room_type_id: roomTypeId,
    reason,
    available,
    wanted,
  }));
}

/** The refusal of a change that would take rooms away from somebody. */
export function inUse(stays: readonly Occupant[], nights: readonly FullNight[]): ReturnType<typeof refuse> {
  const message =
    stays.length > 0
      ? `${stays.length} stays sit in the room and cannot be given another one.`
      : "More rooms are sold, held or blocked than would be left.";
  return refuse("in_use", message, {
    stays: stays.map((stay) => ({
      reservation_id: stay.reservationId,
      stay_no: stay.stayNo,
      room_id: stay.roomId,
      nights: stay.nights.map(formatNight),
    })),
    nights: showFullNights(nights),
  });
}

/** The refusal of nights that have no room. */
export function full(nights: readonly FullNight[]): ReturnType<typeof refuse> {
  const [first] = nights;
  const message = `There is not enough room on ${nights.length} nights, the first is ${formatNight(first?.night ?? 0)}.`;
  return refuse("no_availability", message, { nights: showFullNights(nights) });
}
