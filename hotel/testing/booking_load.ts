import { randomUUID } from "node:crypto";
import { formatNight } from "../vocabulary/night.ts";
import { chosen } from "./order.ts";
import { typeOf, type TestHotel } from "./world.ts";

/** One booking of the load, written down before it is sent and again when it is answered. */
export interface LoadedBooking {
  readonly key: string;
  readonly body: object;
  /** The status of the answer; undefined: no answer came, and nobody knows. */
  status?: number;
  /** The answer, when it was accepted. */
  reservationId?: string;
  manageToken?: string;
  replayed?: boolean;
  /** Whether its cancellation was sent, and answered with 200. */
  cancellation?: "sent" | "acknowledged";
}

/** Clients that book, and cancel some of it, one request after the other, until one fails or they are told to stop. */
export interface BookingLoad {
  readonly bookings: readonly LoadedBooking[];
  /** How many bookings and cancellations were acknowledged so far. */
  acknowledged(): number;
  /** Every client stops after the request it is at. */
  stop(): void;
  /** Resolves when every client has stopped, or met an answer that is none or a status from 500 on. */
  readonly ended: Promise<unknown>;
}

/** Starts so many clients. They book single nights of the hotel's first type, from its second night on sale. */
export function startLoad(url: string, hotel: TestHotel, clients: number): BookingLoad {
  const bookings: LoadedBooking[] = [];
  let stopped = false;
  const acknowledged = (): number =>
    bookings.reduce(
      (all, { status, cancellation }) => all + Number(status === 201) + Number(cancellation === "acknowledged"),
      0,
    );
  const plan = { url, hotel, bookings, isStopped: () => stopped };
  const ended = Promise.all(Array.from({ length: clients }, (_, client) => runClient(client, plan)));
  return { bookings, acknowledged, stop: () => void (stopped = true), ended };
}

/** Sends the booking once more, with its key, and writes down the answer. */
export async function repeatBooking(url: string, booking: LoadedBooking): Promise<void> {
  const answer = await send(`${url}/v1/reservations`, "POST", { body: booking.body, key: booking.key });
  booking.status = answer.status;
  if (answer.status !== 201) return;
  booking.replayed = answer.replayed;
  booking.reservationId = String(answer.body["reservation_id"]);
  booking.manageToken = String(answer.body["manage_token"]);
}

const NIGHTS = 40;

interface LoadPlan {
  readonly url: string;
  readonly hotel: TestHotel;
  readonly bookings: LoadedBooking[];
  readonly isStopped: () => boolean;
}

async function runClient(client: number, { url, hotel, bookings, isStopped }: LoadPlan): Promise<void> {
  try {
    for (let round = 1; !isStopped(); round += 1) {
      const booking = newBooking(hotel, chosen(NIGHTS, client, round));
      bookings.push(booking);
      await repeatBooking(url, booking);
      if (booking.status === undefined || booking.status >= 500) return;
      if (booking.status === 201 && chosen(3, client, round) === 0) await cancel(url, booking);
    }
  } catch {
    // The server is gone: what was sent last stays unanswered, and that is written down already.
  }
}

function newBooking(hotel: TestHotel, day: number): LoadedBooking {
  const night = hotel.today + 1 + day;
  const body = {
    hotel_id: hotel.hotelId,
    room_type_id: typeOf(hotel).roomTypeId,
    start_date: formatNight(night),
    end_date: formatNight(night + 1),
  };
  return { key: randomUUID(), body };
}

async function cancel(url: string, booking: LoadedBooking): Promise<void> {
  booking.cancellation = "sent";
  const token = booking.manageToken ?? "";
  const answer = await send(`${url}/v1/reservations/${booking.reservationId ?? ""}`, "DELETE", { token });
  if (answer.status === 200) booking.cancellation = "acknowledged";
}

interface LoadAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly replayed: boolean;
}

async function send(
  url: string,
  method: string,
  { body, key, token }: { body?: object; key?: string; token?: string },
): Promise<LoadAnswer> {
  const answer = await fetch(url, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const replayed = answer.headers.get("idempotent-replayed") === "true";
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown>, replayed };
}
