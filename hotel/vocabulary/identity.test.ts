import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  firstIdAt,
  hotelOfReservation,
  newConfirmationCode,
  newId,
  newReservationId,
  readConfirmationCode,
} from "./identity.ts";

const hotelId = fc.integer({ min: 1, max: 2_147_483_647 });
const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("reservation ids", () => {
  test("are UUIDv7 and carry their hotel", () => {
    fc.assert(
      fc.property(hotelId, time, (hotel, now) => {
        const id = newReservationId(hotel, now);
        expect(id).toMatch(UUID_V7);
        expect(hotelOfReservation(id)).toBe(hotel);
      }),
    );
  });

  test("rise with time and never repeat", () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => newReservationId(7, 1_000 + Math.floor(index / 5_000)));
    expect(new Set(ids).size).toBe(ids.length);
    for (const [one, later] of [
      [0, 5_000],
      [5_000, 10_000],
      [10_000, 19_999],
    ] as const) {
      expect((ids[one] ?? "") < (ids[later] ?? "")).toBe(true);
    }
  });

  test.each([
    "",
    "7",
    "01a1fb7b-7619-4b36-a1a5-115d0000002a",
    "01a1fb7b-7619-7b36-a1a5-115d00000000",
    "01a1fb7b-7619-7b36-a1a5-115dffffffff",
  ])("%j is none", (text) => expect(hotelOfReservation(text)).toBeUndefined());
});

test("firstIdAt lies below every id of its time and above every earlier one", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 48 - 1 }), (now) => {
      expect(firstIdAt(now) <= newId(now)).toBe(true);
      expect(newId(now - 1) < firstIdAt(now)).toBe(true);
    }),
  );
});

describe("confirmation codes", () => {
  test("have eight letters that nobody confuses, and use them all", () => {
    const codes = Array.from({ length: 2_000 }, newConfirmationCode);
    for (const code of codes) expect(code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
    expect(new Set(codes.join("")).size).toBe(32);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test("are read as they were printed, however they are typed", () => {
    expect(readConfirmationCode(" wxdj-6hj6 ")).toBe("WXDJ6HJ6");
    for (const typed of ["", "WXDJ6HJ", "WXDJ6HJ66", "WXDJ6HJ0", "WXDJ6HJI", "WXDJ6HJ!"]) {
      expect(readConfirmationCode(typed)).toBeUndefined();
    }
  });
});
