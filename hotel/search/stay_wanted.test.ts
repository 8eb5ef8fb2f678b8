import { describe, expect, test } from "vitest";
import { nightOf } from "../vocabulary/night.ts";
import { bookableFrom, isWithin, outsideHorizon, readStay } from "./stay_wanted.ts";

const june = { check_in: "2027-06-01", check_out: "2027-06-05", guests: 2 };

describe("readStay", () => {
  test("reads a stay", () => {
    expect(readStay(june)).toEqual({
      accepted: true,
      value: {
        dates: { arrival: nightOf("2027-06-01"), departure: nightOf("2027-06-05") },
        rooms: 1,
        guestsPerRoom: 2,
      },
    });
  });

  test.each([
    [1, 1, 1],
    [4, 2, 2],
    [5, 2, 3],
    [1, 3, 1],
  ])("%i guests in %i rooms are %i in the fullest", (guests, rooms, guestsPerRoom) => {
    expect(readStay({ ...june, guests, rooms })).toMatchObject({ value: { rooms, guestsPerRoom } });
  });

  test.each([
    [{ check_in: "2027-02-30" }, "check_in", "date"],
    [{ check_in: "1.6.2027" }, "check_in", "date"],
    [{ check_in: "" }, "check_in", "date"],
    [{ check_in: "infinity" }, "check_in", "date"],
    [{ check_in: "today" }, "check_in", "date"],
    [{ check_out: "20270605" }, "check_out", "date"],
    [{ check_out: "2027-06-05T00:00:00Z" }, "check_out", "date"],
    [{ check_out: "12027-06-05" }, "check_out", "date"],
    [{ check_out: "2027-06-01" }, "check_out", "after_check_in"],
    [{ check_out: "2027-05-31" }, "check_out", "after_check_in"],
    [{ check_out: "2027-08-31" }, "check_out", "length"],
    [{ guests: 0 }, "guests", "count"],
    [{ guests: 1.5 }, "guests", "count"],
    [{ guests: Number.NaN }, "guests", "count"],
    [{ rooms: 0 }, "rooms", "count"],
    [{ rooms: 51 }, "rooms", "count"],
    [{ rooms: -1 }, "rooms", "count"],
  ])("refuses %o: %s breaks %s", (wrong, field, rule) => {
    expect(readStay({ ...june, ...wrong })).toMatchObject({
      accepted: false,
      refusal: { code: "invalid_request", detail: { errors: [{ field, rule }] } },
    });
  });

  test("takes 90 nights and not 91", () => {
    expect(readStay({ ...june, check_out: "2027-08-30" }).accepted).toBe(true);
    expect(readStay({ ...june, check_out: "2027-08-31" }).accepted).toBe(false);
  });

  test("names every wrong field at once", () => {
    expect(readStay({ check_in: "x", check_out: "y", guests: 0, rooms: 0 })).toMatchObject({
      refusal: {
        detail: { errors: [{ field: "check_in" }, { field: "check_out" }, { field: "guests" }, { field: "rooms" }] },
      },
    });
  });
});

describe("the bookable nights", () => {
  const nights = bookableFrom(20_000, 540);

  test("are so many, from the business date on", () => {
    expect(nights).toEqual({ first: 20_000, last: 20_539 });
  });

  test.each([
    [20_000, 20_001, true],
    [19_999, 20_001, false],
    [20_539, 20_540, true],
    [20_539, 20_541, false],
  ])("hold a stay from %i to %i: %s", (arrival, departure, within) => {
    expect(isWithin({ arrival, departure }, nights)).toBe(within);
  });

  test("stand in the refusal", () => {
    expect(outsideHorizon({ arrival: 19_999, departure: 20_001 }, nights)).toMatchObject({
      refusal: {
        message: "Nights from 2024-10-04 to 2026-03-27 can be booked.",
        detail: { errors: [{ field: "check_in", rule: "past" }] },
      },
    });
    expect(outsideHorizon({ arrival: 20_539, departure: 20_541 }, nights)).toMatchObject({
      refusal: { detail: { errors: [{ field: "check_out", rule: "horizon" }] } },
    });
  });
});
