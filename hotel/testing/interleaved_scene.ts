import type { Database } from "../database/database.ts";
import { moveClock } from "../events/clock.ts";
import type { Admission } from "../reservations/admission/admission.ts";
import type { Command } from "../reservations/admission/command.ts";
import { checkIn } from "../reservations/decisions/arrival.ts";
import { deskCommand } from "../reservations/decisions/desk.ts";
import { bookRoom, changeOf, reservationIdOf } from "./bookings.ts";
import { readHotel } from "./hotel_rows.ts";
import { faultsOf } from "./recount.ts";
import { NOON, openHotel, type TestHotel } from "./world.ts";

/** A reservation of a scene: each uses the third night of the hotel, in a room of the first type. */
export type Guest = "booked" | "held" | "lapsed" | "arriving" | "in_house" | "missed";

/** A hotel in which two use cases meet. It was opened yesterday: its night 1 is today. */
export interface Scene {
  readonly hotel: TestHotel;
  /** The reservations that the use cases want to find, by what they are. */
  reservationOf(guest: Guest): string;
}

const DAY_MS = 86_400_000;
const NIGHTS = 7;
const STAYS: Readonly<
  Record<Guest, { readonly from: number; readonly nights: number; readonly holdMinutes?: number }>
> = {
  booked: { from: 2, nights: 2 },
  held: { from: 2, nights: 2, holdMinutes: 3_000 },
  lapsed: { from: 2, nights: 2, holdMinutes: 1 },
  arriving: { from: 1, nights: 3 },
  in_house: { from: 0, nights: 3 },
  missed: { from: 0, nights: 4 },
};

/** Opens a hotel of two types, the first full of these guests (or with one free room), the second with one free room. */
export async function openScene(database: Database, admission: Admission, guests: readonly Guest[]): Promise<Scene> {
  await moveClock(database, { to: new Date(NOON.getTime() - DAY_MS) });
  const hotel = await openHotel(database, { rooms: [Math.max(1, guests.length), 1], nights: NIGHTS });
  const submit = async (command: Command): Promise<string> => reservationIdOf(await admission.submit(command));
  const ids = new Map<Guest, string>();
  for (const guest of guests) {
    const { holdMinutes, ...room } = STAYS[guest];
    const id = await submit(bookRoom(hotel, room, holdMinutes === undefined ? {} : { holdMinutes }));
    ids.set(guest, id);
    if (guest === "in_house") await submit(deskCommand(checkIn, { ...changeOf(hotel, id), stayNos: [] }));
  }
  await moveClock(database, { to: NOON });
  return {
    hotel,
    reservationOf: (guest) => {
      const id = ids.get(guest);
      if (id === undefined) throw new Error(`the scene has nobody who is ${guest}`);
      return id;
    },
  };
}

/** What a scene has come to. */
export interface Judged {
  /** What is wrong, recomputed from the raw rows. */
  readonly faults: readonly string[];
  /** What is there, without what differs from one hotel to the next: two orders that came to the same have the same. */
  readonly state: string;
}

/** Looks at what a scene has come to. */
export async function judgeScene(database: Database, { hotel }: Scene): Promise<Judged> {
  const rows = await readHotel(database.pool, hotel.hotelId);
  const typeNo = (type: number): number => hotel.types.findIndex(({ roomTypeId }) => roomTypeId === type);
  const nights = rows.nights.map((night) => ({ ...night, type: typeNo(night.type), night: night.night - hotel.today }));
  const stays = rows.stays.map((stay) => {
    const { status, version, fee } = rows.reservations.find((one) => one.reservation === stay.reservation) ?? {};
    const slept = rows.stayNights
      .filter((night) => night.reservation === stay.reservation && night.stayNo === stay.stayNo)
      .map((night) => [night.night - hotel.today, typeNo(night.type), night.usedAs, night.room !== null, night.pinned]);
    return { ...stay, reservation: [status, version, fee], type: typeNo(stay.type), slept };
  });
  const counts = [rows.holds.length, rows.blocks.length, rows.outOfOrder.length];
  const sorted = (items: readonly object[]): string[] => items.map((item) => JSON.stringify(item)).toSorted();
  return {
    faults: faultsOf(rows, hotel.today + 1),
    state: JSON.stringify([sorted(nights), sorted(stays), counts]),
  };
}
