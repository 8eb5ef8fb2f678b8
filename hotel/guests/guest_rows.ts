import type { QueryConfig } from "pg";

/** Who a reservation is for. The only place of personal data: everything else carries the id. */
export interface NewGuest {
  readonly hotelId: number;
  readonly guestId: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
}

const INSERT = `
  INSERT INTO guest (hotel_id, guest_id, name, email, phone)
  SELECT * FROM unnest($1::int[], $2::uuid[], $3::text[], $4::text[], $5::text[])`;

/** Adds guests, as one statement that a pipelined client can send. */
export function insertGuests(guests: readonly NewGuest[]): QueryConfig {
  return {
    name: "insert_guests",
    text: INSERT,
    values: [
      guests.map((guest) => guest.hotelId),
      guests.map((guest) => guest.guestId),
      guests.map((guest) => guest.name),
      guests.map((guest) => guest.email),
      guests.map((guest) => guest.phone),
    ],
  };
}
