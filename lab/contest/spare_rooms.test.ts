import { expect, it } from "vitest";
import { SpareRooms } from "./spare_rooms.ts";

const stay = (
  roomTypeId: number,
  arrival: number,
  departure: number,
): { roomTypeId: number; dates: { arrival: number; departure: number } } => ({
  roomTypeId,
  dates: { arrival, departure },
});

it("takes a room of every night, or none", () => {
  const spare = new SpareRooms();
  spare.set(1, 10, 1);
  spare.set(1, 11, 2);
  spare.set(1, 12, -3);
  expect(spare.take([stay(1, 10, 13)])).toBe(false);
  expect(spare.take([stay(1, 10, 12)])).toBe(true);
  expect(spare.take([stay(1, 10, 11)])).toBe(false);
  expect(spare.take([stay(1, 11, 12)])).toBe(true);
  expect(spare.take([stay(1, 11, 12)])).toBe(false);
});

it("takes the second wish when the first is gone, and knows nothing of nights that are not on sale", () => {
  const spare = new SpareRooms();
  spare.set(2, 10, 1);
  expect(spare.take([stay(1, 10, 11), stay(2, 10, 11)])).toBe(true);
  expect(spare.take([stay(1, 10, 11), stay(2, 10, 11)])).toBe(false);
});
