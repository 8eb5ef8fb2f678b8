import type { LedgerEvent } from "../../events/event.ts";
import { nightOf, type Night } from "../../vocabulary/night.ts";
import type { TypeNight } from "./availability_counts.ts";
import { keyOf } from "./counted_night.ts";

/** Consecutive nights `[from, to)` of a room type. */
interface Stretch {
  readonly roomTypeId: number;
  readonly from: Night;
  readonly to: Night;
}

/** Dates of hotels differ from that of the ledger by a day at most. */
const DATES_APART = 2;
const DAY_MS = 86_400_000;

/** What changes no count though its data names nights. */
const WITHOUT_COUNTS: ReadonlySet<LedgerEvent["type"]> = new Set([
  "reservation.pinned",
  "reservation.unpinned",
  "reservation.room_moved",
  "reservation.reseated",
  "rate_nights.changed",
  "pickup.counted",
]);

/** The nights whose counts, or whose next hold to run out, the events may have changed, each once: those that can still be searched. */
export function touchedNights(events: readonly LedgerEvent[], horizonDays: number): TypeNight[] {
  const nights = new Map<string, TypeNight>();
  for (const event of events) {
    const today = Math.floor(event.at.getTime() / DAY_MS);
    const first = today - DATES_APART;
    const end = today + horizonDays + DATES_APART;
    for (const { roomTypeId, from, to } of stretchesOf(event, first, end)) {
      for (let night = Math.max(from, first); night < Math.min(to, end); night += 1) {
        const one = { hotelId: event.hotelId, roomTypeId, night };
        nights.set(keyOf(one), one);
      }
    }
  }
  return [...nights.values()];
}

function stretchesOf({ type, data }: LedgerEvent, first: Night, end: Night): Stretch[] {
  if (WITHOUT_COUNTS.has(type)) return [];
  return [
    ...("stays" in data ? data.stays : []).map(stretch),
    ...("freed" in data ? data.freed : []).map(stretch),
    ...("before" in data ? [data.before].flat() : []).map(stretch),
    ...("after" in data ? [data.after].flat() : []).map(stretch),
    ...("start_date" in data ? [stretch(data)] : []),
    ...("nights" in data ? data.nights.map(({ night }) => oneNight(data.room_type_id, nightOf(night))) : []),
    // A room more or less: on all nights that can be sold, or from one on.
    ...("room_ids" in data ? [{ roomTypeId: data.room_type_id, from: first, to: end }] : []),
    ...("retired_from" in data ? [{ roomTypeId: data.room_type_id, from: nightOf(data.retired_from), to: end }] : []),
  ];
}

function stretch(dates: { room_type_id: number; start_date: string; end_date: string }): Stretch {
  return { roomTypeId: dates.room_type_id, from: nightOf(dates.start_date), to: nightOf(dates.end_date) };
}

function oneNight(roomTypeId: number, night: Night): Stretch {
  return { roomTypeId, from: night, to: night + 1 };
}
