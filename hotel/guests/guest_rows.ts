import type { QueryConfig } from "pg";
import { integers, texts, uuids } from "../database/column.ts";

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
      integers(guests, (guest) => guest.hotelId),
      uuids(guests, (guest) => guest.guestId),
      texts(guests, (guest) => guest.name),
      texts(guests, (guest) => guest.email),
      texts(guests, (guest) => guest.phone),
    ],
  };
}
