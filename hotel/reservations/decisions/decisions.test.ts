import { describe, expect, test } from "vitest";
import {
  book,
  bookingRequest,
  changeOf,
  kindOf,
  reservationIdOf,
  type WantedBooking,
  type WantedRoom,
} from "../../testing/bookings.ts";
import { PaperDesk, type PaperHotelPlan } from "../../testing/paper_desk.ts";
import { NOON } from "../../testing/world.ts";
import type { Answer, Command } from "../admission/command.ts";
import { checkIn, markNoShow, reinstate } from "./arrival.ts";
import { bookCommand } from "./book.ts";
import { cancelCommand, expireCommand } from "./cancel.ts";
import { confirmCommand } from "./confirm.ts";
import { checkOut, extendUntil } from "./departure.ts";
import { deskCommand, type DeskAction } from "./desk.ts";
import { modifyCommand, type StayChange } from "./modify.ts";
import { moveTo, pinned } from "./rooms.ts";
import { seatWaitingCommand } from "./seat_waiting.ts";

const DAY = 86_400_000;
const MINUTE = 60_000;

describe("a hold that has run out", () => {
  test("takes its rooms again when it is confirmed late, at the price it was quoted", () => {
    const desk = open({ rooms: [1] });
    const id = held(desk, [{ from: 1, nights: 2 }]);
    pass(desk, 16 * MINUTE);
    expect(kindOf(confirm(desk, id))).toBe("accepted");
    expect(desk.reservation(id)).toMatchObject({ status: "confirmed", totalMinor: 20_000 });
    expect(used(desk, id)).toEqual([
      [1, 100, "sold"],
      [2, 100, "sold"],
    ]);
  });

  test("is not confirmed for nights that have passed", () => {
    const desk = open({ rooms: [1] });
    const id = held(desk, [{ from: 0, nights: 3 }]);
    pass(desk, DAY);
    expect(kindOf(confirm(desk, id))).toBe("hold_expired");
    expect(used(desk, id)).toEqual([]);
  });

  test("is confirmed although the day has rolled, as long as it holds", () => {
    const desk = open({ rooms: [1], now: new Date("2027-06-01T03:50:00Z") });
    const id = held(desk, [{ from: 0, nights: 1 }]);
    pass(desk, 14 * MINUTE);
    expect(kindOf(confirm(desk, id))).toBe("accepted");
  });

  test("reinstated in part: the other room is cancelled and costs nothing", () => {
    const desk = open({ rooms: [2] });
    const id = held(desk, [
      { from: 1, nights: 2 },
      { from: 1, nights: 1 },
    ]);
    pass(desk, 16 * MINUTE);
    submit(desk, expireCommand(changeOf(desk.hotel, id)));
    expect(kindOf(atDesk(desk, id, reinstate, [1]))).toBe("accepted");
    expect(desk.reservation(id)).toMatchObject({ status: "confirmed", totalMinor: 20_000 });
    expect(statuses(desk, id)).toEqual(["expected", "cancelled"]);
    pass(desk, DAY);
    expect(kindOf(atDesk(desk, id, checkIn, [2]))).toBe("wrong_state");
    expect(kindOf(atDesk(desk, id, checkIn))).toBe("accepted");
    expect(statuses(desk, id)).toEqual(["in_house", "cancelled"]);
  });

  test("whose rooms are split over two stays keeps them when it is confirmed in time", () => {
    const desk = open({ rooms: [2] });
    told(desk, { from: 1 }, 100);
    told(desk, { from: 2 }, 101);
    const request = bookingRequest(desk.hotel, { stays: [{ from: 1, nights: 2 }], holdMinutes: 15 });
    const stays = request.stays.map((stay) => ({ ...stay, allowSplit: true }));
    const id = reservationIdOf(submit(desk, bookCommand({ ...request, stays })));
    expect(used(desk, id)).toEqual([
      [1, 101, "held"],
      [2, 100, "held"],
    ]);
    expect(kindOf(confirm(desk, id))).toBe("accepted");
    expect(used(desk, id)).toEqual([
      [1, 101, "sold"],
      [2, 100, "sold"],
    ]);
    pass(desk, DAY);
    expect(kindOf(atDesk(desk, id, checkIn))).toBe("accepted");
    expect(used(desk, id)).toEqual([
      [1, 101, "sold"],
      [2, 100, "sold"],
    ]);
  });
});

describe("a change", () => {
  test("does not bring back a room that is given up: a guest who did not come", () => {
    const desk = open({ rooms: [2] });
    const id = booked(desk, [
      { from: 0, nights: 2 },
      { from: 4, nights: 1 },
    ]);
    pass(desk, 2 * DAY);
    expect(kindOf(atDesk(desk, id, markNoShow, [1]))).toBe("accepted");
    expect(desk.reservation(id).status).toBe("confirmed");
    expect(kindOf(modify(desk, id, { stayNo: 1, departure: desk.hotel.today + 6 }))).toBe("wrong_state");
    expect(kindOf(modify(desk, id, { stayNo: 2, departure: desk.hotel.today + 6 }))).toBe("accepted");
    expect(statuses(desk, id)).toEqual(["no_show", "expected"]);
  });

  test("does not sell nights that have passed, and leaves those that were", () => {
    const desk = open({ rooms: [1] });
    const id = booked(desk, [{ from: 0, nights: 1 }]);
    pass(desk, 3 * DAY);
    expect(kindOf(modify(desk, id, { stayNo: 1, departure: desk.hotel.today + 5 }))).toBe("outside_horizon");
    expect(kindOf(modify(desk, id, { stayNo: 1, guests: 2 }))).toBe("accepted");
    const { today } = desk.hotel;
    expect(kindOf(modify(desk, id, { stayNo: 1, arrival: today + 3, departure: today + 5 }))).toBe("accepted");
    expect(used(desk, id).map(([night]) => night)).toEqual([3, 4]);
  });

  test("reaches to the last night on sale and not beyond it", () => {
    const desk = open({ rooms: [1] });
    const id = booked(desk, [{ from: 28, nights: 1 }]);
    expect(kindOf(modify(desk, id, { stayNo: 1, departure: desk.hotel.today + 31 }))).toBe("outside_horizon");
    expect(kindOf(modify(desk, id, { stayNo: 1, departure: desk.hotel.today + 30 }))).toBe("accepted");
  });

  test("of a stay that was taken up again after it had begun leaves the passed nights as they are", () => {
    const desk = open({ rooms: [1] });
    const id = booked(desk, [{ from: 0, nights: 5 }]);
    submit(desk, cancelCommand({ ...changeOf(desk.hotel, id), waiveFee: true }));
    pass(desk, 2 * DAY);
    expect(kindOf(atDesk(desk, id, reinstate))).toBe("accepted");
    expect(used(desk, id).map(([night]) => night)).toEqual([2, 3, 4]);
    expect(kindOf(modify(desk, id, { stayNo: 1, departure: desk.hotel.today + 6 }))).toBe("accepted");
    expect(used(desk, id).map(([night]) => night)).toEqual([2, 3, 4, 5]);
    expect(desk.reservation(id).totalMinor).toBe(60_000);
    expect(kindOf(modify(desk, id, { stayNo: 1, departure: desk.hotel.today + 2 }))).toBe("wrong_state");
  });

  test("of one room leaves the other room of the reservation alone", () => {
    const desk = open({ rooms: [2] });
    const id = booked(desk, [{ from: 1 }, { from: 2 }]);
    const [, second] = desk.reservation(id).stays;
    const kept = second?.nights[0]?.roomId;
    expect(kindOf(modify(desk, id, { stayNo: 1, departure: desk.hotel.today + 3 }))).toBe("accepted");
    expect(desk.reservation(id).stays[1]?.nights[0]?.roomId).toBe(kept);
  });
});

describe("a cancellation", () => {
  test("costs nothing for a room that was given up before", () => {
    const desk = open({ rooms: [2] });
    const id = held(desk, [{ from: 1 }, { from: 1 }]);
    pass(desk, 16 * MINUTE);
    atDesk(desk, id, reinstate, [1]);
    pass(desk, 4 * 60 * MINUTE);
    submit(desk, cancelCommand({ ...changeOf(desk.hotel, id), waiveFee: false }));
    expect(desk.reservation(id)).toMatchObject({ status: "cancelled", totalMinor: 10_000, feeMinor: 10_000 });
  });

  test("leaves a room as it was whose guest did not come", () => {
    const desk = open({ rooms: [2] });
    const id = booked(desk, [
      { from: 0, nights: 1 },
      { from: 4, nights: 1 },
    ]);
    pass(desk, 2 * DAY);
    atDesk(desk, id, markNoShow, [1]);
    submit(desk, cancelCommand({ ...changeOf(desk.hotel, id), waiveFee: false }));
    expect([desk.reservation(id).status, statuses(desk, id)]).toEqual(["cancelled", ["no_show", "cancelled"]]);
  });
});

describe("another room", () => {
  test("for a guest who is late is for the nights to come", () => {
    const desk = open({ rooms: [1, 1] });
    const id = booked(desk, [{ from: 0, nights: 3 }]);
    const other = booked(desk, [{ from: 0, nights: 1, type: 1 }]);
    atDesk(desk, other, checkIn);
    pass(desk, DAY);
    atDesk(desk, other, checkOut);
    expect(kindOf(atDesk(desk, id, moveTo({ roomTypeId: 2, roomId: 200, pin: false })))).toBe("accepted");
    expect(used(desk, id).map(([, room]) => room)).toEqual([100, 200, 200]);
    expect(desk.reservation(id).totalMinor).toBe(30_000);
  });
});

describe("a guest in the house without a room", () => {
  test("gets the one that becomes free, and keeps it", () => {
    const desk = open({ rooms: [1], overbooking: [10_000] });
    const other = booked(desk, [{ from: 0, nights: 2 }]);
    const id = booked(desk, [{ from: 0, nights: 2 }]);
    atDesk(desk, id, checkIn);
    submit(desk, cancelCommand({ ...changeOf(desk.hotel, other), waiveFee: true }));
    expect(kindOf(submit(desk, seatWaitingCommand(changeOf(desk.hotel, id))))).toBe("accepted");
    const [stay] = desk.reservation(id).stays;
    expect(stay?.nights.map(({ roomId, pinned: told }) => [roomId, told])).toEqual([
      [100, true],
      [100, true],
    ]);
  });
});

describe("the rooms of one reservation", () => {
  test("make place for each other where nobody was told", () => {
    const desk = open({ rooms: [2] });
    const id = booked(desk, [{ from: 0 }, { from: 1 }, { from: 2 }]);
    expect(used(desk, id).map(([, room]) => room)).toEqual([100, 100, 100]);
    expect(kindOf(atDesk(desk, id, checkIn, [1]))).toBe("accepted");
    expect(kindOf(atDesk(desk, id, extendUntil(desk.hotel.today + 2, false, 540)))).toBe("accepted");
    expect(used(desk, id)).toEqual([
      [0, 100, "sold"],
      [1, 100, "sold"],
      [1, 101, "sold"],
      [2, 100, "sold"],
    ]);
  });

  test("keep theirs where somebody was told, or where a room is missing anyway", () => {
    const full = open({ rooms: [1], overbooking: [10_000] });
    const both = booked(full, [{ from: 0 }, { from: 1 }]);
    atDesk(full, both, checkIn, [1]);
    expect(kindOf(atDesk(full, both, extendUntil(full.hotel.today + 2, false, 540)))).toBe("accepted");
    expect(used(full, both).map(([, room]) => room)).toEqual([100, null, 100]);

    const desk = open({ rooms: [2] });
    const id = booked(desk, [{ from: 0 }, { from: 1 }]);
    atDesk(desk, id, pinned(true), [2]);
    atDesk(desk, id, checkIn, [1]);
    expect(kindOf(atDesk(desk, id, extendUntil(desk.hotel.today + 2, false, 540)))).toBe("no_single_room");
  });
});

describe("an overbooked stay", () => {
  test("waits without a room, can be changed, checked in and extended, and is never refused what it has", () => {
    const desk = open({ rooms: [1], overbooking: [10_000] });
    booked(desk, [{ from: 0, nights: 3 }]);
    const id = booked(desk, [{ from: 0, nights: 2 }]);
    expect(used(desk, id).map(([, room]) => room)).toEqual([null, null]);
    for (const action of [pinned(true), checkIn, extendUntil(desk.hotel.today + 4, false, 540)]) {
      expect(kindOf(atDesk(desk, id, action))).toBe("accepted");
    }
    expect(used(desk, id)).toEqual([
      [0, null, "sold"],
      [1, null, "sold"],
      [2, null, "sold"],
      [3, null, "sold"],
    ]);
  });
});

function open(plan: Partial<PaperHotelPlan> & Pick<PaperHotelPlan, "rooms">): PaperDesk {
  return new PaperDesk({ nights: 30, now: NOON, ...plan });
}

function pass(desk: PaperDesk, milliseconds: number): void {
  desk.now = new Date(desk.now.getTime() + milliseconds);
}

function submit(desk: PaperDesk, command: Command): Answer {
  return desk.submit(command);
}

function booked(desk: PaperDesk, stays: readonly WantedRoom[], more: Omit<WantedBooking, "stays"> = {}): string {
  return reservationIdOf(desk.submit(book(desk.hotel, { stays, ...more })));
}

function held(desk: PaperDesk, stays: readonly WantedRoom[]): string {
  return booked(desk, stays, { holdMinutes: 15 });
}

/** A stay in a room that the guest was told. */
function told(desk: PaperDesk, room: WantedRoom, roomId: number): string {
  const id = booked(desk, [room]);
  expect(kindOf(atDesk(desk, id, moveTo({ roomTypeId: 1, roomId, pin: true })))).toBe("accepted");
  return id;
}

function confirm(desk: PaperDesk, id: string): Answer {
  return desk.submit(confirmCommand(changeOf(desk.hotel, id)));
}

function modify(desk: PaperDesk, id: string, change: StayChange): Answer {
  return desk.submit(modifyCommand({ ...changeOf(desk.hotel, id), stays: [change], horizonDays: 30 }));
}

function atDesk(desk: PaperDesk, id: string, action: DeskAction, stayNos: readonly number[] = []): Answer {
  const reach = { roomTypeIds: desk.hotel.types.map((type) => type.roomTypeId), to: desk.hotel.today + 10 };
  return desk.submit(deskCommand(action, { ...changeOf(desk.hotel, id), stayNos }, { reach }));
}

/** The nights that a reservation uses: days after the first business date, room, and how. */
function used(desk: PaperDesk, id: string): [number, number | null, string][] {
  const nights = desk.reservation(id).stays.flatMap((stay) => stay.nights);
  return nights
    .filter(({ usedAs }) => usedAs !== "none")
    .map(({ night, roomId, usedAs }) => [night - desk.hotel.today, roomId, usedAs]);
}

function statuses(desk: PaperDesk, id: string): string[] {
  return desk.reservation(id).stays.map((stay) => stay.status);
}
