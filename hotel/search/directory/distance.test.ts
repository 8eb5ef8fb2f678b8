import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boxAround, distanceKm, isInBox, longitudeRanges } from "./distance.ts";

const point = fc.record({
  latitude: fc.integer({ min: -90_000, max: 90_000 }).map((number) => number / 1000),
  longitude: fc.integer({ min: -180_000, max: 180_000 }).map((number) => number / 1000),
});

describe("a distance", () => {
  test.each([
    ["Lisbon to Porto", [38.7223, -9.1393], [41.1579, -8.6291], 274.2],
    ["London to New York", [51.5074, -0.1278], [40.7128, -74.006], 5570.2],
    ["over the date line", [0, 179.5], [0, -179.5], 111.2],
    ["over the pole", [89.5, 0], [89.5, 180], 111.2],
    ["to the other side of the earth", [0, 0], [0, 180], 20_015.1],
  ] as const)("%s", (_what, [latitude, longitude], [otherLatitude, otherLongitude], km) => {
    const to = { latitude: otherLatitude, longitude: otherLongitude };
    expect(distanceKm({ latitude, longitude }, to)).toBeCloseTo(km, 0);
  });

  test("is the same there and back, and nothing to the same place", () => {
    fc.assert(
      fc.property(point, point, (one, other) => {
        expect(distanceKm(one, other)).toBeCloseTo(distanceKm(other, one), 9);
        expect(distanceKm(one, one)).toBe(0);
      }),
    );
  });

  test("to a hotel without coordinates puts it last", () => {
    expect(distanceKm({ latitude: 0, longitude: 0 }, { latitude: null, longitude: null })).toBe(Infinity);
  });
});

test("the box around a point holds whatever is within the distance", () => {
  fc.assert(
    fc.property(point, point, (center, place) => {
      expect(isInBox(boxAround(center, distanceKm(center, place)), place)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test("the box holds also what is on the other side of the earth, where distances are rounded", () => {
  const [center, place] = [
    { latitude: -89.997, longitude: 0 },
    { latitude: 89.999, longitude: 0 },
  ];
  expect(isInBox(boxAround(center, distanceKm(center, place)), place)).toBe(true);
});

test("the box around a point is not the whole world", () => {
  const box = boxAround({ latitude: 38.72, longitude: -9.14 }, 10);
  expect(box.north - box.south).toBeCloseTo(0.18, 2);
  expect(box.east - box.west).toBeCloseTo(0.23, 2);
});

test("a box that ends at the date line has its meridian under both signs", () => {
  expect(longitudeRanges(170, 180)).toEqual([
    [170, 180],
    [-180, -180],
  ]);
  expect(isInBox({ south: 0, west: -180, north: 1, east: -170 }, { latitude: 0, longitude: 180 })).toBe(true);
});
