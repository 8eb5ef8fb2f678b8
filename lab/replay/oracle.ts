/**
 * What must happen, worked out with nothing but counters: a number for each room type and night. It imports nothing of the
 * product and knows nothing of rooms, seats or holds; so where it and the engine agree, they agree for different reasons.
 */
export class Oracle {
  readonly #rooms = new Map<string, number>();
  readonly #used = new Map<string, Map<number, number>>();

  /** Gives a room type so many rooms. */
  addType(type: string, rooms: number): void {
    this.#rooms.set(type, rooms);
    this.#used.set(type, new Map());
  }

  /** The rooms of a type. */
  roomsOf(type: string): number {
    return this.#rooms.get(type) ?? 0;
  }

  /** Rooms of a type in use on a night. */
  usedOn(type: string, night: number): number {
    return this.#used.get(type)?.get(night) ?? 0;
  }

  /** Whether the type has a room for one more stay on every night of `[from, to)`. */
  fits(type: string, from: number, to: number): boolean {
    const rooms = this.roomsOf(type);
    for (let night = from; night < to; night += 1) {
      if (this.usedOn(type, night) >= rooms) return false;
    }
    return true;
  }

  /** Uses a room of the type on every night of `[from, to)`. Throws when a night is full: the caller has asked before. */
  take(type: string, from: number, to: number): void {
    if (!this.fits(type, from, to))
      throw new Error(`the oracle has no room of ${type} on every night from ${from} to ${to}`);
    this.#add(type, from, to, 1);
  }

  /** Gives the nights `[from, to)` of one stay back. Throws when nothing is in use: they were not taken. */
  giveBack(type: string, from: number, to: number): void {
    for (let night = from; night < to; night += 1) {
      if (this.usedOn(type, night) === 0) throw new Error(`the oracle has no stay in ${type} on night ${night}`);
    }
    this.#add(type, from, to, -1);
  }

  /** Whether a stay could move to another type for `[from, to)`: only the other type's counters decide. */
  move(type: string, toType: string, from: number, to: number): boolean {
    if (!this.fits(toType, from, to)) return false;
    this.giveBack(type, from, to);
    this.take(toType, from, to);
    return true;
  }

  #add(type: string, from: number, to: number, change: number): void {
    const nights = this.#used.get(type);
    if (nights === undefined) throw new Error(`the oracle knows no room type ${type}`);
    for (let night = from; night < to; night += 1) nights.set(night, (nights.get(night) ?? 0) + change);
  }
}
