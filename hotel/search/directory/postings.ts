import type { SlotSet } from "./slot_set.ts";

/** For each value, by its number: the hotels that have it, by their slots and in no order. */
export class Postings {
  readonly #slots: number[][] = [];

  add(value: number, slot: number): void {
    const slots = this.#slots[value];
    if (slots === undefined) this.#slots[value] = [slot];
    else slots.push(slot);
  }

  /** Whether this was the last hotel with the value. */
  remove(value: number, slot: number): boolean {
    const slots = this.#slots[value] ?? [];
    takeOut(slots, slot);
    return slots.length === 0;
  }

  addTo(found: SlotSet, value: number): void {
    found.addAll(this.#slots[value] ?? []);
  }
}

/** Takes a number out of a list whose order does not matter. */
export function takeOut(list: number[], number: number): void {
  const place = list.indexOf(number);
  const last = list.pop();
  if (place < 0 && last !== undefined) list.push(last);
  if (place >= 0 && place < list.length && last !== undefined) list[place] = last;
}

/** Brings an index from what a hotel had to what it has: touches only what differs. */
export function applyDifference(
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
  add: (value: string) => void,
  remove: (value: string) => void,
): void {
  // Added first, so that a value does not go and come back when only its spelling changes places.
  for (const value of after) if (!before.has(value)) add(value);
  for (const value of before) if (!after.has(value)) remove(value);
}
