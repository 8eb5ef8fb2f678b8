import { describe, expect, test } from "vitest";
import { NightPlanes, NOT_ON_SALE } from "./night_planes.ts";
import { RateCells, RestrictionTable } from "./rate_cells.ts";
import { numbersIn } from "./read_window.ts";
import { withoutOverlaps } from "./what_to_read.ts";

describe("planes", () => {
  test("keep what is in them while types come, and a night that enters is off sale", () => {
    const planes = new NightPlanes(100, 4);
    planes.reserve(2);
    planes.free(103)[1] = 7;
    planes.floors(103)[1] = 50;
    planes.reserve(3);
    expect([...planes.free(103)].slice(0, 3)).toEqual([NOT_ON_SALE, 7, NOT_ON_SALE]);
    planes.free(100)[1] = 9;
    expect(planes.advance(102)).toEqual({ from: 104, to: 106 });
    expect([planes.first, planes.end, planes.has(101), planes.has(105)]).toEqual([102, 106, false, true]);
    expect([planes.free(104)[1], planes.free(103)[1], planes.floors(103)[1]]).toEqual([NOT_ON_SALE, 7, 50]);
    expect(planes.advance(101)).toEqual({ from: 106, to: 106 });
    expect(planes.advance(500)).toEqual({ from: 500, to: 504 });
    expect(planes.free(503)[1]).toBe(NOT_ON_SALE);
  });
});

describe("rate cells", () => {
  test("give back what was set, for every plan and channel", () => {
    const cells = new RateCells(7, 10, new RestrictionTable());
    const one = { roomTypeId: 7, night: 23, ratePlanId: 0, channel: "", priceMinor: 3_000_000_000, minStayArrival: 2 };
    const other = { roomTypeId: 7, night: 23, ratePlanId: -1, channel: "web", closed: true };
    const next = { roomTypeId: 7, night: 24, ratePlanId: 0, channel: "", priceMinor: 100 };
    for (const cell of [one, other, next]) cells.set(cell);
    expect(cells.at(23)).toEqual([one, other]);
    expect(cells.at(24)).toEqual([next]);
    expect(cells.at(25)).toEqual([]);
    cells.clear(23, 24);
    expect([cells.at(23), cells.at(24)]).toEqual([[], [next]]);
  });
});

test("arrays of numbers are read as PostgreSQL writes them", () => {
  expect([...numbersIn("{3,0,-12,32767,-32768}")]).toEqual([3, 0, -12, 32_767, -32_768]);
  expect([...numbersIn("{5}")]).toEqual([5]);
});

test("nights that overlap are read once", () => {
  const nights = (roomTypeId: number, from: number, to: number) => ({ hotelId: 1, roomTypeId, from, to });
  expect(
    withoutOverlaps([nights(2, 5, 7), nights(1, 3, 5), nights(2, 1, 6), nights(1, 5, 6), nights(1, 8, 9)]),
  ).toEqual([nights(1, 3, 6), nights(1, 8, 9), nights(2, 1, 7)]);
});
