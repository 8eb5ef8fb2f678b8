import { expect, test } from "vitest";
import { LowMark } from "./low_mark.ts";

const limit = 10;
const nothing = { moved: 0, limit, lastEventId: 0, transaction: null };

test("the mark waits until every transaction that could hold a lower id has ended", () => {
  const mark = new LowMark();
  mark.learn({ moved: 3, limit, lastEventId: 8, transaction: 100n, horizon: 90n });
  expect(mark.eventId).toBe(0);
  mark.learn({ ...nothing, horizon: 99n });
  expect(mark.eventId).toBe(0);
  mark.learn({ ...nothing, horizon: 100n });
  expect(mark.eventId).toBe(8);
});

test("a full batch proves only what lies before its last row", () => {
  const mark = new LowMark();
  mark.learn({ moved: 3, limit, lastEventId: 50, transaction: 100n, horizon: 90n });
  mark.learn({ moved: 10, limit, lastEventId: 30, transaction: 101n, horizon: 101n });
  expect(mark.eventId).toBe(30);
});

test("the mark never goes back", () => {
  const mark = new LowMark();
  mark.learn({ moved: 3, limit, lastEventId: 50, transaction: 100n, horizon: 90n });
  mark.learn({ moved: 1, limit, lastEventId: 20, transaction: 101n, horizon: 101n });
  expect(mark.eventId).toBe(50);
  mark.learn({ ...nothing, horizon: 102n });
  expect(mark.eventId).toBe(50);
});
