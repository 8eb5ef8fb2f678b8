import { describe, expect, it } from "vitest";
import { shareInOrder, type TypeRequest } from "./rush_order.ts";

function request(roomTypeId: number, sentAt: number, status: number): TypeRequest {
  return { roomTypeId, sentAt, status };
}

describe("order of a rush", () => {
  it("is kept when the first ones of each type have the rooms, in whatever order they are told of", () => {
    expect(shareInOrder([[request(1, 3, 409), request(1, 1, 201), request(2, 2, 409), request(2, 0, 201)]])).toBe(1);
  });

  it("compares neither types nor rounds with each other", () => {
    const early = [request(1, 1, 409), request(1, 0, 201)];
    const late = [request(2, 5, 201), request(2, 6, 409)];
    expect(shareInOrder([[...early, ...late], late])).toBe(1);
  });

  it("sees the one who got a room before somebody who had come first", () => {
    const round = [request(1, 0, 201), request(1, 1, 409), request(1, 2, 201), request(1, 3, 409)];
    expect(shareInOrder([round])).toBe(0.75);
  });

  it("is not a number when nobody lost, or nobody was answered", () => {
    expect(shareInOrder([[request(1, 0, 201), request(1, 1, 0)]])).toBeNaN();
    expect(shareInOrder([])).toBeNaN();
  });
});
