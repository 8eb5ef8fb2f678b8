import { describe, expect, it } from "vitest";
import type { AllSeen } from "./open_loop.ts";
import type { Sample } from "./sample.ts";
import { judgeSoak } from "./verdict.ts";

const SEEN: AllSeen = {
  answers: { "book 201": 90, "book 409": 3, "hold 201": 10, "confirm 200": 5, "cancel 200": 80, "search 200": 9 },
  notSent: 0,
  made: 100,
};

/** Half an hour, with values that may depend on the minute. */
function samples(change: (minute: number) => Partial<Sample> = () => ({})): Sample[] {
  return Array.from({ length: 60 }, (_, index) => ({
    at: 30 * (index + 1),
    apiMegabytes: 200,
    heapMegabytes: 90,
    loopLagMs: 12,
    openFiles: 60,
    postgresMegabytes: 100,
    relations: [{ name: "room_night", kind: "table", table: "room_night", bytes: 2 ** 20, live: 7_000, dead: 10 }],
    outboxRows: 1,
    oldestTransaction: 0,
    answersPerSecond: 600,
    p99: 10,
    ...change((index + 1) / 2),
  }));
}

describe("a soak", () => {
  it("is right when nothing grows, all is answered and the rows are there", () => {
    expect(judgeSoak(samples(), SEEN, 100, []).faults).toEqual([]);
  });

  it("is not when memory or open files grow", () => {
    const leaks = samples((minute) => ({ apiMegabytes: 200 + 2 * minute, openFiles: 60 + minute }));
    expect(judgeSoak(leaks, SEEN, 100, []).faults).toEqual([
      "the memory of the API process grows",
      "the open files of the API process become more",
    ]);
  });

  it("is not when a table grows without rows", () => {
    const bloated = samples((minute) => ({
      relations: [
        { name: "room_night", kind: "table", table: "room_night", bytes: minute * 2 ** 20, live: 7_000, dead: 10 },
      ],
    }));
    expect(judgeSoak(bloated, SEEN, 100, []).faults).toEqual(["the table room_night grows"]);
  });

  it("is not when an answer is wrong or missing; being overloaded is slow, not wrong", () => {
    const seen = { ...SEEN, answers: { ...SEEN.answers, "cancel 404": 1, "book 0": 2, "book 503": 7 } };
    expect(judgeSoak(samples(), seen, 100, []).faults).toEqual([
      '1 answers of the kind "cancel 404"',
      '2 answers of the kind "book 0"',
    ]);
  });

  it("is not when a reservation is missing or nobody made it; one without an answer may be there", () => {
    const missing = "100 reservations were answered with 201, 99 exist";
    expect(judgeSoak(samples(), SEEN, 99, []).faults).toEqual([missing]);
    expect(judgeSoak(samples(), SEEN, 101, []).faults).toHaveLength(1);
    const seen = { ...SEEN, answers: { ...SEEN.answers, "book 0": 1 } };
    expect(judgeSoak(samples(), seen, 101, []).faults).toEqual(['1 answers of the kind "book 0"']);
  });

  it("is not when the verification finds anything", () => {
    expect(judgeSoak(samples(), SEEN, 100, ["sold"]).faults).toEqual(["verification: sold"]);
  });
});
