import { addRooms } from "../inventory/add_rooms.ts";
import { createBlock } from "../inventory/blocks.ts";
import { createOutOfOrder } from "../inventory/out_of_order.ts";
import { cutCapacity, retireRoom } from "../inventory/retire_rooms.ts";
import type { AdmissionWork } from "../inventory/under_admission.ts";
import type { Command } from "../reservations/admission/command.ts";
import { checkIn, markNoShow } from "../reservations/decisions/arrival.ts";
import { bookCommand } from "../reservations/decisions/book.ts";
import { cancelCommand, declineCommand, expireCommand } from "../reservations/decisions/cancel.ts";
import type { ChangeRequest } from "../reservations/decisions/change.ts";
import { confirmCommand } from "../reservations/decisions/confirm.ts";
import { checkOut, extendUntil } from "../reservations/decisions/departure.ts";
import { deskCommand, type DeskAction } from "../reservations/decisions/desk.ts";
import { modifyCommand, type StayChange } from "../reservations/decisions/modify.ts";
import { moveTo } from "../reservations/decisions/rooms.ts";
import { book, bookingRequest, bookRoom, changeOf } from "./bookings.ts";
import type { Guest, Scene } from "./interleaved_scene.ts";
import { typeOf } from "./world.ts";

/** A use case that goes through admission. */
export interface GuestCase {
  readonly name: string;
  /** The reservation that it works on, if any. */
  readonly guest?: Guest;
  command(scene: Scene): Command;
}

/** A use case of the staff, in a transaction of its own. */
export interface StaffCase {
  readonly name: string;
  readonly guest?: undefined;
  /** Locks the hotel before its room types. */
  readonly lockHotel?: boolean;
  work(scene: Scene): AdmissionWork<unknown>;
}

/** A use case that writes. */
export type WritingCase = GuestCase | StaffCase;

/** The use cases that go through admission. */
export const guestCases: readonly GuestCase[] = [
  { name: "book", command: ({ hotel }) => bookRoom(hotel, { from: 2 }) },
  { name: "book both types", command: (scene) => bookTypes(scene, [0, 1]) },
  { name: "book both types the other way", command: (scene) => bookTypes(scene, [1, 0]) },
  { name: "hold", command: ({ hotel }) => bookRoom(hotel, { from: 2, nights: 2 }, { holdMinutes: 10 }) },
  { name: "book with a key", command: ({ hotel }) => bookRoom(hotel, { from: 2 }, { key: "one" }) },
  {
    name: "book the other type with that key",
    command: ({ hotel }) => bookRoom(hotel, { from: 2, type: 1 }, { key: "one" }),
  },
  { name: "import by force", command: (scene) => importByForce(scene) },
  working("confirm", "held", (change) => confirmCommand(change)),
  working("confirm late", "lapsed", (change) => confirmCommand(change)),
  working("sweep", "lapsed", (change) => expireCommand(change)),
  working("release", "held", (change) => cancelCommand({ ...change, waiveFee: true })),
  working("decline", "held", (change) => declineCommand(change)),
  working("cancel", "booked", (change) => cancelCommand({ ...change, waiveFee: false })),
  working("other dates", "booked", (change, { hotel }) =>
    modify(change, { stayNo: 1, arrival: hotel.today + 3, departure: hotel.today + 5 }),
  ),
  working("another type", "booked", (change, { hotel }) =>
    modify(change, { stayNo: 1, roomTypeId: typeOf(hotel, 1).roomTypeId }),
  ),
  working("upgrade into a pinned room", "booked", (change, scene) => upgrade(change, scene)),
  working("check in", "arriving", (change) => atDesk(checkIn, change)),
  working("early departure", "in_house", (change) => atDesk(checkOut, change)),
  working("extension", "in_house", (change, { hotel }) => atDesk(extendUntil(hotel.today + 5, false, 540), change)),
  working("no-show", "missed", (change) => atDesk(markNoShow, change)),
];

/** Those of the staff. */
export const staffCases: readonly StaffCase[] = [
  {
    name: "block",
    work: (scene) => (books) =>
      createBlock(books, { ...firstType(scene), name: "Group", nights: night(scene), rooms: 1 }),
  },
  {
    name: "out of order",
    work: (scene) => (books) =>
      createOutOfOrder(books, { ...firstRoom(scene), nights: night(scene), reason: "", force: false }),
  },
  {
    name: "retire a room",
    work: (scene) => (books) =>
      retireRoom(books, { ...firstRoom(scene), version: 1, from: scene.hotel.today + 2, force: false }),
  },
  {
    name: "add a room",
    lockHotel: true,
    work: (scene) => (books) => addRooms(books, typeOf(scene.hotel).roomTypeId, { count: 1 }),
  },
  {
    name: "cut capacity",
    work: (scene) => (books) => cutCapacity(books, { ...firstType(scene), rooms: 1, from: scene.hotel.today + 2 }),
  },
];

function working(name: string, guest: Guest, make: (change: ChangeRequest, scene: Scene) => Command): GuestCase {
  return { name, guest, command: (scene) => make(changeOf(scene.hotel, scene.reservationOf(guest)), scene) };
}

function bookTypes({ hotel }: Scene, types: readonly number[]): Command {
  return book(hotel, { stays: types.map((type) => ({ from: 2, nights: 2, type })) });
}

function importByForce({ hotel }: Scene): Command {
  return bookCommand({ ...bookingRequest(hotel, { stays: [{ from: 2 }] }), force: true });
}

function modify(change: ChangeRequest, stay: StayChange): Command {
  return modifyCommand({ ...change, stays: [stay], horizonDays: 540 });
}

function upgrade(change: ChangeRequest, { hotel }: Scene): Command {
  const { roomTypeId, roomIds } = typeOf(hotel, 1);
  const move = moveTo({ roomTypeId, roomId: roomIds[0], pin: true });
  return deskCommand(move, { ...change, stayNos: [] }, { reach: { roomTypeIds: [roomTypeId] } });
}

function atDesk(action: DeskAction, change: ChangeRequest): Command {
  return deskCommand(action, { ...change, stayNos: [] });
}

function firstType({ hotel }: Scene): { roomTypeId: number } {
  return { roomTypeId: typeOf(hotel).roomTypeId };
}

function firstRoom({ hotel }: Scene): { roomTypeId: number; roomId: number } {
  const { roomTypeId, roomIds } = typeOf(hotel);
  return { roomTypeId, roomId: roomIds[0] ?? 0 };
}

function night({ hotel }: Scene): { arrival: number; departure: number } {
  return { arrival: hotel.today + 2, departure: hotel.today + 3 };
}
