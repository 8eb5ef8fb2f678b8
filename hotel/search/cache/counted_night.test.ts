import fc from "fast-check";
import { expect, test } from "vitest";
import { nightOf } from "../../vocabulary/night.ts";
import { keyOf, readKept, writeKept } from "./counted_night.ts";

test("the key of a night is its hotel, room type and date", () => {
  expect(keyOf({ hotelId: 1, roomTypeId: 12, night: nightOf("2027-06-01") })).toBe("availability:1:12:2027-06-01");
});

test("what was written is read", () => {
  const kept = fc.record({
    version: fc.nat(Number.MAX_SAFE_INTEGER),
    life: fc.stringMatching(/^[0-9a-f]{12}$/),
    free: fc.integer({ min: -1, max: 32_767 }),
    goodUntil: fc.nat(8_640_000_000_000_000),
    used: fc.nat(32_767),
    physical: fc.nat(32_767),
  });
  fc.assert(
    fc.property(kept, (one) => {
      expect(readKept(writeKept(one, one))).toEqual(one);
    }),
  );
});

test.each([
  "",
  "7",
  "7 abc 1 0 1",
  "7 abc 1 0 1 1 1",
  "-7 abc 1 0 1 1",
  "7 abc x 0 1 1",
  "7 xyz 1 0 1 1",
  "7 abc -2 0 1 1",
])("what somebody else wrote is not: %j", (text) => {
  expect(readKept(text)).toBeUndefined();
});
