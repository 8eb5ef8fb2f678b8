import { expect, test } from "vitest";
import { PATIENCE, readRetryAfter, waitBeforeRetry, type Attempt, type Failure } from "./retry.ts";

const NOW = Date.parse("2027-06-01T12:00:00Z");

function waitAfter(failure: Partial<Failure>, more: Partial<Attempt> = {}): number | undefined {
  const attempt = {
    failure: { status: undefined, retryAfter: null, ...failure },
    number: 1,
    repeatable: true,
    ...more,
  };
  return waitBeforeRetry(attempt, PATIENCE, 0.5, NOW);
}

test("silence and passing troubles are tried again, refusals are not", () => {
  expect(waitAfter({})).toBe(75);
  for (const status of [408, 500, 502, 503, 504]) expect(waitAfter({ status })).toBe(75);
  for (const status of [400, 401, 404, 409, 412, 422]) expect(waitAfter({ status })).toBeUndefined();
});

test("waits grow, and the attempts end", () => {
  expect([1, 2, 3, 4].map((number) => waitAfter({}, { number }))).toEqual([75, 150, 300, undefined]);
});

test("a call that may have happened is repeated only when a repeat is harmless", () => {
  expect(waitAfter({}, { repeatable: false })).toBeUndefined();
  expect(waitAfter({ status: 503 }, { repeatable: false })).toBeUndefined();
  expect(waitAfter({ status: 429, retryAfter: "2" }, { repeatable: false })).toBe(2_000);
});

test("Retry-After is kept to, and a server that asks for too much is not asked again", () => {
  expect(waitAfter({ status: 503, retryAfter: "1" })).toBe(1_000);
  expect(waitAfter({ status: 503, retryAfter: "0" })).toBe(0);
  expect(waitAfter({ status: 429, retryAfter: "60" })).toBeUndefined();
});

test("Retry-After in both forms", () => {
  expect(readRetryAfter("Tue, 01 Jun 2027 12:00:03 GMT", NOW)).toBe(3_000);
  expect(readRetryAfter("Tue, 01 Jun 2027 11:00:00 GMT", NOW)).toBe(0);
  expect(readRetryAfter("soon", NOW)).toBeUndefined();
  expect(readRetryAfter(null, NOW)).toBeUndefined();
});
