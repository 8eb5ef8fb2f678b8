/**
 * Loaded before a node's program (`--import .../shifted_clock.ts?shift=MILLISECONDS`), so that its clock is wrong by so much from
 * its first line on: what Date tells is all that the program asks for the time of day.
 */
const shiftMs = Number(new URL(import.meta.url).searchParams.get("shift"));
const RightDate = Date;

class ShiftedDate extends RightDate {
  static override now(): number {
    return RightDate.now() + shiftMs;
  }

  constructor(...parts: readonly unknown[]) {
    if (parts.length === 0) super(RightDate.now() + shiftMs);
    else super(...(parts as [number]));
  }
}

globalThis.Date = ShiftedDate as DateConstructor;
