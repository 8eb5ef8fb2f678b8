import fc from "fast-check";
import { expect, test } from "vitest";
import { RateLimiter } from "./rate_limiter.ts";

test("a quota may be used at once and refills evenly", () => {
  const limiter = new RateLimiter("address", { requests: 3, windowSeconds: 60 });
  const taken = Array.from({ length: 5 }, () => limiter.take("a", 1_000));
  expect(taken.map(({ allowed }) => allowed)).toEqual([true, true, true, false, false]);
  expect(taken.map(({ remaining }) => remaining)).toEqual([2, 1, 0, 0, 0]);
  expect(taken[4]).toMatchObject({ retrySeconds: 20, resetSeconds: 60 });
  expect(limiter.take("a", 20_999).allowed).toBe(false);
  expect(limiter.take("a", 21_000).allowed).toBe(true);
  expect(limiter.take("b", 21_000).allowed).toBe(true);
});

test("what was given back can be used again", () => {
  const limiter = new RateLimiter("sign-in", { requests: 1, windowSeconds: 60 });
  expect(limiter.take("a", 0).allowed).toBe(true);
  limiter.giveBack("a");
  expect(limiter.take("a", 0).allowed).toBe(true);
  expect(limiter.take("a", 0).allowed).toBe(false);
});

test("the table is bounded, and an active key is not forgotten for idle ones", () => {
  const limiter = new RateLimiter("address", { requests: 10, windowSeconds: 3_600 }, 100);
  for (let call = 0; call < 10; call += 1) limiter.take("active", call);
  for (let stranger = 0; stranger < 1_000; stranger += 1) {
    limiter.take(`stranger ${stranger}`, 10);
    if (stranger % 30 === 0) limiter.take("active", 10 + stranger);
    expect(limiter.size).toBeLessThanOrEqual(101);
  }
  expect(limiter.peek("stranger 1", 2_000).remaining).toBe(10);
});

test("in any window no more than twice the quota passes, and a steady caller below the rate always does", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 200 }),
      (requests, gaps) => {
        const limiter = new RateLimiter("any", { requests, windowSeconds: 60 });
        const passed: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          if (limiter.take("a", now).allowed) passed.push(now);
        }
        const inWindow = (start: number): number =>
          passed.filter((time) => time >= start && time < start + 60_000).length;
        expect(Math.max(...passed.map(inWindow))).toBeLessThanOrEqual(2 * requests);
        const steady = new RateLimiter("steady", { requests, windowSeconds: 60 });
        expect(gaps.every((_gap, call) => steady.take("a", (call * 60_000) / requests).allowed)).toBe(true);
      },
    ),
  );
});
