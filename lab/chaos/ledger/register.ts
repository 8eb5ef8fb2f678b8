import type { LedgerEvent, Segment } from "./events.ts";

/** A reservation as the ledger has it after a step of its hotel. */
export interface Standing {
  readonly step: number;
  readonly hotelId: number;
  readonly reservationId: string;
  readonly status: string;
  readonly version: number;
  /** The nights that it uses. */
  readonly segments: readonly Segment[];
  /** How many rooms it was made with. */
  readonly rooms: number;
  /** When its hold runs out, in milliseconds since 1970; undefined unless it was held. */
  readonly expiresAt: number | undefined;
}

/** From which states an event may come, and where it leads; undefined: it stays where it is. Written from docs/life-cycles.md. */
const LIFE: Readonly<Record<string, { readonly from: readonly string[]; readonly to?: string }>> = {
  "reservation.held": { from: ["none"], to: "pending" },
  "reservation.confirmed": { from: ["none", "pending", "expired"], to: "confirmed" },
  "reservation.hold_released": { from: ["pending"], to: "cancelled" },
  "reservation.expired": { from: ["pending"], to: "expired" },
  "reservation.cancelled": { from: ["confirmed"], to: "cancelled" },
  "reservation.modified": { from: ["pending", "confirmed"] },
  "reservation.reseated": { from: ["pending", "confirmed"] },
  "hold.lapsed": { from: ["pending", "expired"] },
};

/** Events that move rooms of somebody else's or of a lapsed hold: they raise no version. */
const WITHOUT_VERSION = new Set(["reservation.reseated", "hold.lapsed"]);

/** How late the clocks of the database and of the clients may read the same instant, in milliseconds. */
export const CLOCKS_APART_MS = 2_000;

/** Why an event is not possible where the reservation stands; undefined when it is. */
export function whyIllegal(event: LedgerEvent, before: Standing | undefined): string | undefined {
  const rule = LIFE[event.type];
  if (rule === undefined) return `nobody can have caused ${event.type}`;
  const status = before?.status ?? "none";
  if (!rule.from.includes(status)) return `${event.type} of a reservation that is ${status}`;
  const made = event.type === "reservation.confirmed" && !event.fromHold;
  if (made !== (event.type === "reservation.confirmed" && status === "none")) {
    return `${event.type} says from_hold ${event.fromHold} of a reservation that is ${status}`;
  }
  return undefined;
}

/** The reservation after the event. */
export function standingAfter(event: LedgerEvent, before: Standing | undefined, step: number): Standing {
  const segments = segmentsAfter(event, before?.segments ?? []);
  const raises = !WITHOUT_VERSION.has(event.type);
  return {
    step,
    hotelId: event.hotelId,
    reservationId: event.reservationId,
    status: LIFE[event.type]?.to ?? before?.status ?? "none",
    version: (before?.version ?? 0) + (raises ? 1 : 0),
    segments,
    rooms: before?.rooms ?? new Set(segments.map(({ stayNo }) => stayNo)).size,
    expiresAt: event.expiresAt ?? before?.expiresAt,
  };
}

function segmentsAfter(event: LedgerEvent, before: readonly Segment[]): readonly Segment[] {
  switch (event.type) {
    case "reservation.held":
    case "reservation.confirmed":
      return event.stays;
    case "reservation.modified":
      return event.after;
    case "reservation.reseated":
      return reseated(event, before);
    case "hold.lapsed":
      return before.filter(({ roomTypeId }) => roomTypeId !== event.roomTypeId);
    default:
      return [];
  }
}

/** Night by night, as a move may concern a part of a segment. */
function reseated({ before: gone, after: come }: LedgerEvent, segments: readonly Segment[]): Segment[] {
  const nights = new Map<string, Segment>();
  const nameOf = (night: Segment): string => `${night.stayNo}/${night.roomTypeId}/${night.from}`;
  for (const night of segments.flatMap(singleNights)) nights.set(nameOf(night), night);
  for (const night of gone.flatMap(singleNights)) nights.delete(nameOf(night));
  for (const night of come.flatMap(singleNights)) nights.set(nameOf(night), night);
  return [...nights.values()];
}

/** The segment as segments of one night. */
export function singleNights(segment: Segment): Segment[] {
  const nights: Segment[] = [];
  for (let night = segment.from; night < segment.to; night += 1)
    nights.push({ ...segment, from: night, to: night + 1 });
  return nights;
}
