import { describe, expect, test } from "vitest";
import {
  counters,
  occupancyIn,
  openHouse,
  PAPER_TYPE,
  paperRoom,
  snapshot,
  terms,
  wantedNights,
  wishFor,
  type PaperHouse,
} from "../testing/paper_house.ts";
import { admit, release } from "./admit.ts";
import { Ledger, ledgerNight, type LedgerNight } from "./ledger.ts";
import { roomList } from "./room_list.ts";
import type { NightCounters } from "./room_night.ts";
import { isTaken } from "./seat_map.ts";

const oneRoom: PaperHouse = { rooms: 1, nights: 6, stays: [{ from: 1, to: 4, room: 0 }] };

/** A ledger of one night with these counters and no one in the seats. */
function oneNight(some: Partial<NightCounters>): { ledger: Ledger; row: LedgerNight } {
  const row = ledgerNight(0, counters(some), new Uint32Array());
  const rooms = roomList(
    Array.from({ length: some.rooms ?? 0 }, (_, ordinal) => ({
      roomId: paperRoom(ordinal),
      number: String(ordinal),
      ordinal,
    })),
  );
  const type = { hotelId: 1, roomTypeId: PAPER_TYPE, rooms, nights: new Map([[0, row]]) };
  return { ledger: new Ledger(new Map([[PAPER_TYPE, type]])), row };
}

describe("the net difference", () => {
  test("a full house shifts a stay onto its own nights", () => {
    const { ledger } = openHouse(oneRoom);
    const answer = admit(ledger, [occupancyIn(oneRoom, 0)], [wishFor(2, 5)], terms());
    expect(answer).toMatchObject({ outcome: "admitted", rooms: [[100, 100, 100]], moves: [], forced: [] });
    const sold = [...ledger.type(PAPER_TYPE).nights.values()].map((row) => [row.sold, isTaken(row.seats, 0)]);
    expect(sold).toEqual([
      [0, false],
      [0, false],
      [1, true],
      [1, true],
      [1, true],
      [0, false],
    ]);
  });

  test("is what the refusal names: the nights that are new and full", () => {
    const house = { ...oneRoom, stays: [...oneRoom.stays, { from: 4, to: 5, room: 0 }] };
    const { ledger } = openHouse(house);
    const answer = admit(ledger, [occupancyIn(house, 0)], [wishFor(2, 5)], terms());
    const full = { roomTypeId: PAPER_TYPE, night: 4, reason: "sold", available: 0, wanted: 1 };
    expect(answer).toEqual({ outcome: "full", nights: [full] });
  });

  test("two lines for the same type and night are one change", () => {
    const { ledger } = openHouse({ rooms: 2, nights: 2, stays: [{ from: 0, to: 1, room: 0 }] });
    const two = [wishFor(0, 2), wishFor(0, 2, { stayNo: 2 })];
    const answer = admit(ledger, [], two, terms());
    expect(answer).toMatchObject({ outcome: "full", nights: [{ night: 0, wanted: 2, available: 1 }] });
    expect(admit(ledger, [], [wishFor(1, 2), wishFor(1, 2, { stayNo: 2 })], terms())).toMatchObject({
      outcome: "admitted",
      rooms: [[100], [101]],
    });
  });

  test("confirming counts the night as sold and not as held, whatever the limit says", () => {
    const { ledger, row } = oneNight({ rooms: 1, held: 1, allowance: 0, closed: true });
    const held = {
      stayNo: 1,
      nights: [{ night: 0, roomTypeId: PAPER_TYPE, roomId: null, use: "held" as const, pinned: false }],
    };
    expect(admit(ledger, [held], [wishFor(0, 1)], terms()).outcome).toBe("admitted");
    expect(row).toMatchObject({ held: 0, sold: 1, forced: 0 });
  });

  test("giving back never fails, not even a night that is no longer on sale", () => {
    const { ledger } = openHouse(oneRoom);
    const gone = {
      stayNo: 1,
      nights: [{ night: 99, roomTypeId: PAPER_TYPE, roomId: null, use: "sold" as const, pinned: false }],
    };
    expect(admit(ledger, [gone], [], terms()).outcome).toBe("admitted");
    release(ledger, [gone]);
    release(ledger, [occupancyIn(oneRoom, 0)]);
    expect([...ledger.type(PAPER_TYPE).nights.values()].every((row) => row.sold === 0 && !isTaken(row.seats, 0))).toBe(
      true,
    );
  });
});

describe("refusals", () => {
  test.each<[string, Partial<NightCounters>, string, number]>([
    ["sold out", { rooms: 1, sold: 1 }, "sold", 0],
    ["closed, with rooms left", { rooms: 2, closed: true }, "closed", 0],
    ["held", { rooms: 1, held: 1 }, "held", 0],
    ["blocked", { rooms: 1, blocked: 1 }, "blocked", 0],
    ["forced above its limit", { rooms: 1, sold: 3, forced: 2 }, "sold", 0],
  ])("%s", (_, night, reason, available) => {
    const { ledger } = oneNight(night);
    expect(admit(ledger, [], [wishFor(0, 1)], terms())).toMatchObject({
      outcome: "full",
      nights: [{ night: 0, reason, available, wanted: 1 }],
    });
  });

  test("name every night and type, and leave the ledger as it was", () => {
    const house = {
      rooms: 1,
      nights: 4,
      stays: [
        { from: 0, to: 1, room: 0 },
        { from: 2, to: 3, room: 0 },
      ],
    };
    const { ledger } = openHouse(house);
    const answer = admit(ledger, [], [wishFor(0, 4), wishFor(3, 5, { stayNo: 2 })], terms());
    expect(
      answer.outcome === "full" ? answer.nights.map(({ night, reason, wanted }) => [night, reason, wanted]) : [],
    ).toEqual([
      [0, "sold", 1],
      [2, "sold", 1],
      [3, "sold", 2],
      [4, "not_on_sale", 1],
    ]);
    expect(snapshot(ledger)).toEqual(snapshot(openHouse(house).ledger));
  });

  test("also of the seats leave the ledger as it was, counters too", () => {
    const house = {
      rooms: 2,
      nights: 3,
      stays: [
        { from: 0, to: 1, room: 0, pinned: true },
        { from: 1, to: 2, room: 1, pinned: true },
      ],
    };
    const { ledger, seated } = openHouse(house);
    const split = [
      { roomId: 101, from: 0, to: 1 },
      { roomId: 100, from: 1, to: 2 },
    ];
    const wishes = [wishFor(2, 3), wishFor(0, 2, { stayNo: 2 })];
    expect(admit(ledger, [], wishes, terms({ seated }))).toEqual({ outcome: "no_single_room", stayNo: 2, split });
    expect(snapshot(ledger)).toEqual(snapshot(openHouse(house).ledger));
  });
});

describe("the overbooking allowance", () => {
  test("is sold without a room, and not beyond it", () => {
    const house = { rooms: 1, nights: 2, allowance: 1, stays: [{ from: 0, to: 2, room: 0 }] };
    const { ledger } = openHouse(house);
    expect(admit(ledger, [], [wishFor(0, 2)], terms())).toMatchObject({ outcome: "admitted", rooms: [[null, null]] });
    expect(admit(ledger, [], [wishFor(1, 2)], terms()).outcome).toBe("full");
  });
});

describe("force", () => {
  test("takes a stay in above the limit, says which nights, and raises forced by what is missing", () => {
    const { ledger } = openHouse(oneRoom);
    const answer = admit(ledger, [], [wishFor(0, 2)], terms({ force: true }));
    expect(answer).toMatchObject({ outcome: "admitted", rooms: [[null, null]], forced: [{ night: 1 }] });
    expect(ledger.night(PAPER_TYPE, 1)).toMatchObject({ sold: 2, forced: 1 });
    expect(ledger.night(PAPER_TYPE, 0)).toMatchObject({ sold: 1, forced: 0 });
  });

  test("takes a stay in although no single room is free: it waits for one", () => {
    const house = {
      rooms: 2,
      nights: 2,
      stays: [
        { from: 0, to: 1, room: 0, pinned: true },
        { from: 1, to: 2, room: 1, pinned: true },
      ],
    };
    const { ledger, seated } = openHouse(house);
    const answer = admit(ledger, [], [wishFor(0, 2)], terms({ seated, force: true }));
    expect(answer).toMatchObject({ outcome: "admitted", rooms: [[null, null]], forced: [] });
  });

  test("sells closed nights and leaves them closed", () => {
    const { ledger, row } = oneNight({ rooms: 1, closed: true });
    expect(admit(ledger, [], [wishFor(0, 1)], terms({ force: true }))).toMatchObject({
      outcome: "admitted",
      rooms: [[100]],
    });
    expect(row).toMatchObject({ sold: 1, forced: 0, closed: true });
  });

  test("cannot sell nights that are not on sale", () => {
    const { ledger } = openHouse(oneRoom);
    expect(admit(ledger, [], [wishFor(5, 7)], terms({ force: true }))).toMatchObject({
      outcome: "full",
      nights: [{ night: 6, reason: "not_on_sale" }],
    });
    expect(snapshot(ledger)).toEqual(snapshot(openHouse(oneRoom).ledger));
  });

  test("drains first: a freed room lowers forced and is not sold again", () => {
    const { ledger, row } = oneNight({ rooms: 1, sold: 3, forced: 2 });
    const one = {
      stayNo: 1,
      nights: [{ night: 0, roomTypeId: PAPER_TYPE, roomId: null, use: "sold" as const, pinned: false }],
    };
    release(ledger, [one]);
    expect(row).toMatchObject({ sold: 2, forced: 1 });
    expect(admit(ledger, [], [wishFor(0, 1)], terms()).outcome).toBe("full");
    release(ledger, [one]);
    release(ledger, [one]);
    expect(row).toMatchObject({ sold: 0, forced: 0 });
    expect(admit(ledger, [], [wishFor(0, 1)], terms()).outcome).toBe("admitted");
  });

  test("a change within a forced night is not a way around the limit", () => {
    const { ledger, row } = oneNight({ rooms: 1, sold: 2, forced: 1 });
    const one = {
      stayNo: 1,
      nights: [{ night: 0, roomTypeId: PAPER_TYPE, roomId: null, use: "sold" as const, pinned: false }],
    };
    const same = { ...wishFor(0, 1), nights: wantedNights(0, 1, "held") };
    expect(admit(ledger, [one], [same], terms()).outcome).toBe("admitted");
    expect(row).toMatchObject({ sold: 1, held: 1, forced: 1 });
    expect(admit(ledger, [one], [wishFor(0, 1), wishFor(0, 1, { stayNo: 2 })], terms()).outcome).toBe("full");
  });
});
