import type { Night } from "../../vocabulary/night.ts";

/** Rooms of one type that are held on one night until an instant, in milliseconds since 1970 by the clock of the hotels. */
export interface HeldRooms {
  readonly expiresAt: number;
  readonly rooms: number;
}

/** Told of rooms whose hold has run out: they are free again. */
export type OnLapsed = (slot: number, night: Night, rooms: number) => void;

interface Waiting extends HeldRooms {
  readonly slot: number;
  readonly night: Night;
  /** Replaced by a later reading, or counted as free already. */
  isDone: boolean;
}

const FEW = 1_000;

/**
 * The holds that will run out, by when. What was read for a night replaces what was known of it, so a hold that was confirmed,
 * released or reaped meanwhile is forgotten with the same reading that tells its effect on the counters.
 */
export class HoldTimers {
  readonly #byNight = new Map<number, Waiting[]>();
  #heap: Waiting[] = [];
  /** How many of the heap have been replaced. */
  #done = 0;

  /** How many are being waited for, and replaced ones that have not come up yet: never many more than those. */
  get size(): number {
    return this.#heap.length;
  }

  /** When the next one runs out; infinite when none is waited for. */
  get next(): number {
    return this.#heap[0]?.expiresAt ?? Number.POSITIVE_INFINITY;
  }

  /** Replaces the holds of a night and returns the rooms of those that have run out by now. */
  replace(slot: number, night: Night, held: readonly HeldRooms[], now: number): number {
    this.forget(slot, night);
    let lapsed = 0;
    const waiting: Waiting[] = [];
    for (const { expiresAt, rooms } of held) {
      if (expiresAt <= now) lapsed += rooms;
      else waiting.push({ slot, night, expiresAt, rooms, isDone: false });
    }
    if (waiting.length > 0) this.#byNight.set(keyOf(slot, night), waiting);
    for (const one of waiting) this.#push(one);
    return lapsed;
  }

  /** Forgets the holds of a night. */
  forget(slot: number, night: Night): void {
    const key = keyOf(slot, night);
    const known = this.#byNight.get(key);
    if (known === undefined) return;
    for (const one of known) {
      if (one.isDone) continue;
      one.isDone = true;
      this.#done += 1;
    }
    this.#byNight.delete(key);
    if (this.#done > this.#heap.length / 2 + FEW) this.#clearOut();
  }

  /** Tells of every hold that has run out by now, each once. */
  lapse(now: number, onLapsed: OnLapsed): void {
    for (let top = this.#heap[0]; top !== undefined && top.expiresAt <= now; top = this.#heap[0]) {
      this.#pop();
      if (top.isDone) {
        this.#done -= 1;
        continue;
      }
      top.isDone = true;
      onLapsed(top.slot, top.night, top.rooms);
    }
  }

  // In a rush the same nights are read again many times a second, each time with all holds on them, which live for minutes.
  #clearOut(): void {
    this.#heap = this.#heap.filter(({ isDone }) => !isDone).toSorted((one, other) => one.expiresAt - other.expiresAt);
    this.#done = 0;
  }

  #push(one: Waiting): void {
    const heap = this.#heap;
    let place = heap.length;
    heap.push(one);
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above] as Waiting;
      if (parent.expiresAt <= one.expiresAt) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = one;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop() as Waiting;
    const { length } = heap;
    if (length === 0) return;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= length) break;
      const [left, right] = [heap[below] as Waiting, heap[below + 1]];
      if (right !== undefined && right.expiresAt < left.expiresAt) below += 1;
      const child = heap[below] as Waiting;
      if (child.expiresAt >= last.expiresAt) break;
      heap[place] = child;
      place = below;
    }
    heap[place] = last;
  }
}

function keyOf(slot: number, night: Night): number {
  return slot * 65_536 + (night % 65_536);
}
