import fc from "fast-check";
import { expect, test } from "vitest";
import { HoldTimers } from "./held_rooms.ts";

const hold = fc.record({ expiresAt: fc.nat(100), rooms: fc.integer({ min: 1, max: 3 }) });
const step = fc.oneof(
  fc.record({ slot: fc.nat(2), night: fc.nat(2), held: fc.array(hold, { maxLength: 3 }) }),
  fc.record({ by: fc.nat(40) }),
);

test("at every moment exactly the holds of the last reading that have run out were given back", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const timers = new HoldTimers();
      const read = new Map<string, { expiresAt: number; rooms: number }[]>();
      const back = new Map<string, number>();
      let now = 0;
      for (const one of steps) {
        if ("by" in one) {
          now += one.by;
          timers.lapse(now, (slot, night, rooms) => {
            const name = `${slot} ${night}`;
            back.set(name, (back.get(name) ?? 0) + rooms);
          });
        } else {
          const name = `${one.slot} ${one.night}`;
          read.set(name, one.held);
          back.set(name, timers.replace(one.slot, one.night, one.held, now));
        }
        timers.lapse(now, () => undefined);
        expect(timers.next).toBeGreaterThan(now);
        for (const [name, held] of read) {
          const over = held.filter(({ expiresAt }) => expiresAt <= now);
          expect(back.get(name)).toBe(over.reduce((sum, { rooms }) => sum + rooms, 0));
        }
      }
    }),
  );
});

test("a night that is forgotten gives nothing back", () => {
  const timers = new HoldTimers();
  timers.replace(1, 20_000, [{ expiresAt: 5, rooms: 2 }], 0);
  timers.forget(1, 20_000);
  const told: number[] = [];
  timers.lapse(10, (_slot, _night, rooms) => told.push(rooms));
  expect([told, timers.size]).toEqual([[], 0]);
});

test("nights that are read again and again with the same holds take no more memory each time", () => {
  const timers = new HoldTimers();
  const held = Array.from({ length: 50 }, (_, place) => ({ expiresAt: 1_000 + place, rooms: 1 }));
  for (let reading = 0; reading < 1_000; reading += 1) timers.replace(reading % 3, 20_000, held, 0);
  expect(timers.size).toBeLessThan(5_000);
  let given = 0;
  timers.lapse(1_024, (_slot, _night, rooms) => (given += rooms));
  expect([given, timers.next]).toEqual([75, 1_025]);
});
