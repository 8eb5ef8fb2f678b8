import type { EventDraft } from "../events/outbox.ts";

/** An event as a booking writes it; the hotel need not exist, the outbox refers to nothing. */
export function sampleEvent(hotelId: number, number = 1): EventDraft {
  return {
    hotelId,
    type: "reservation.confirmed",
    reservationId: sampleReservationId(hotelId, number),
    data: {
      from_hold: false,
      stays: [{ stay_no: 1, room_type_id: 1, room_id: number, start_date: "2027-06-01", end_date: "2027-06-03" }],
    },
    actor: { who: "guest", via: "web", requestId: `request-${number}` },
    at: new Date("2027-01-01T12:00:00Z"),
  };
}

/** A reservation id that a test recognises. */
export function sampleReservationId(hotelId: number, number: number): string {
  return `01930000-0000-7000-8000-${number.toString(16).padStart(4, "0")}${hotelId.toString(16).padStart(8, "0")}`;
}
