import { expect, test } from "vitest";
import { Circuit } from "./circuit.ts";

function circuitAt(): { readonly circuit: Circuit; readonly clock: { now: number } } {
  const clock = { now: 0 };
  return { circuit: new Circuit(() => clock.now), clock };
}

function fail(circuit: Circuit, times: number): void {
  for (let time = 0; time < times; time += 1) circuit.failed();
}

test("a failure now and then changes nothing", () => {
  const { circuit } = circuitAt();
  for (let round = 0; round < 10; round += 1) {
    fail(circuit, 2);
    expect(circuit.mayTry()).toBe(true);
    circuit.succeeded();
  }
  expect(circuit.isOpen).toBe(false);
});

test("after three in a row nobody tries for a second, then one does", () => {
  const { circuit, clock } = circuitAt();
  fail(circuit, 3);
  expect(circuit.isOpen).toBe(true);
  clock.now = 999;
  expect(circuit.mayTry()).toBe(false);
  clock.now = 1_000;
  expect([circuit.mayTry(), circuit.mayTry()]).toEqual([true, false]);
  circuit.succeeded();
  expect([circuit.mayTry(), circuit.mayTry(), circuit.isOpen]).toEqual([true, true, false]);
});

test("the pauses double, up to half a minute", () => {
  const { circuit, clock } = circuitAt();
  fail(circuit, 3);
  const pauses = Array.from({ length: 8 }, () => {
    const from = clock.now;
    while (!circuit.mayTry()) clock.now += 500;
    circuit.failed();
    return clock.now - from;
  });
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});
