import { expect, test } from "vitest";
import { progressBar } from "./progress.ts";

function screenOf(isTTY: boolean): { isTTY: boolean; shown: string[]; write(text: string): void } {
  const shown: string[] = [];
  return { isTTY, shown, write: (text) => void shown.push(text) };
}

test("a terminal is redrawn ten times a second, with the time that is left", () => {
  let now = 0;
  const screen = screenOf(true);
  const bar = progressBar(200, screen, () => now);
  for (now of [0, 50, 100, 4000]) bar.show(0, now / 80);
  bar.show(1, 200);
  bar.show(1, 200);
  bar.end();
  expect(screen.shown).toHaveLength(5);
  expect(screen.shown[2]).toBe("\r[########......................] 1970-01-01  50 of 200 bookings, 12 s left\u001b[K");
  expect(screen.shown[3]).toContain("[##############################] 1970-01-02  200 of 200 bookings, 0 s left");
  expect(screen.shown[4]).toBe("\n");
});

test("a file gets a line every ten seconds, and one at the end", () => {
  let now = 0;
  const screen = screenOf(false);
  const bar = progressBar(100, screen, () => now);
  for (now = 0; now < 25_000; now += 1000) bar.show(0, now / 1000);
  bar.show(0, 100);
  bar.show(1, 100);
  bar.end();
  expect(screen.shown).toHaveLength(4);
  expect(screen.shown.every((line) => line.endsWith("\n"))).toBe(true);
});
