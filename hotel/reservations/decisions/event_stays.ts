import { formatNight } from "../../vocabulary/night.ts";
import type { Stay } from "../reservation.ts";

/** Consecutive nights of a stay in one room, as events carry them. */
export interface EventSegment {
  readonly stay_no: number;
  readonly room_type_id: number;
  readonly room_id: number | null;
  readonly start_date: string;
  readonly end_date: string;
}

/** The used nights of the stays, consecutive ones in the same room together. */
export function eventStays(stays: readonly Stay[]): EventSegment[] {
  return stays.flatMap((stay) => segmentsOf(stay, (night) => night.usedAs !== "none"));
}

/** The nights that the stays used before and do not use any more. */
export function freedStays(before: readonly Stay[], after: readonly Stay[]): EventSegment[] {
  return before.flatMap((old) => {
    const now = new Map(after.find((stay) => stay.stayNo === old.stayNo)?.nights.map((night) => [night.night, night]));
    return segmentsOf(old, (night) => night.usedAs !== "none" && (now.get(night.night)?.usedAs ?? "none") === "none");
  });
}

type Night = Stay["nights"][number];

function segmentsOf(stay: Stay, counts: (night: Night) => boolean): EventSegment[] {
  const segments: { first: Night; last: Night }[] = [];
  for (const night of stay.nights) {
    if (!counts(night)) continue;
    const open = segments.at(-1);
    const follows =
      open !== undefined &&
      open.last.night + 1 === night.night &&
      open.last.roomId === night.roomId &&
      open.last.roomTypeId === night.roomTypeId;
    if (follows) open.last = night;
    else segments.push({ first: night, last: night });
  }
  return segments.map(({ first, last }) => ({
    stay_no: stay.stayNo,
    room_type_id: first.roomTypeId,
    room_id: first.roomId,
    start_date: formatNight(first.night),
    end_date: formatNight(last.night + 1),
  }));
}
