import type { RateNight } from "../../rates/book/rate_night.ts";
import type { Restriction } from "../../rates/book/restriction.ts";
import type { MinorUnits } from "../../vocabulary/money.ts";
import type { Night } from "../../vocabulary/night.ts";

const NOTHING_SET: readonly RateNight[] = [];
const NO_PRICE = -1;
const LARGEST_INT32 = 2_147_483_647;

interface Entry {
  readonly name: string;
  readonly restriction: Restriction;
  /** How many cells have it. */
  cells: number;
}

/**
 * Each restriction that occurs, once: the same few are set for thousands of nights. Number 0 is none. The last cell that lets
 * go of a restriction takes it out, and its number is given again.
 */
export class RestrictionTable {
  readonly #all: Entry[] = [{ name: "{}", restriction: {}, cells: 0 }];
  readonly #numbers = new Map<string, number>([["{}", 0]]);
  readonly #free: number[] = [];

  /** How many restrictions occur. */
  get size(): number {
    return this.#numbers.size - 1;
  }

  /** The number of a restriction with these terms, for one cell more. */
  take(restriction: Restriction): number {
    const name = JSON.stringify(restriction);
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#free.pop() ?? this.#all.length;
      this.#all[number] = { name, restriction, cells: 0 };
      this.#numbers.set(name, number);
    }
    (this.#all[number] as Entry).cells += 1;
    return number;
  }

  /** One cell less has the restriction of a number. */
  release(number: number): void {
    if (number === 0) return;
    const entry = this.#all[number] as Entry;
    entry.cells -= 1;
    if (entry.cells > 0) return;
    this.#numbers.delete(entry.name);
    this.#free.push(number);
  }

  /** The restriction of a number that was given. */
  at(number: number): Restriction {
    return (this.#all[number] as Entry).restriction;
  }
}

interface Row {
  readonly ratePlanId: number;
  readonly channel: string;
  prices: Int32Array | Float64Array | undefined;
  restrictions: Uint32Array | undefined;
}

/**
 * What was set for single nights of one room type, without an object for each: a hotel that sets a price for every night has as
 * many of them as it has nights. The window is that of the index.
 */
export class RateCells {
  readonly #roomTypeId: number;
  readonly #nights: number;
  readonly #table: RestrictionTable;
  #rows: Row[] = [];
  #mayLimit = false;

  constructor(roomTypeId: number, nights: number, table: RestrictionTable) {
    this.#roomTypeId = roomTypeId;
    this.#nights = nights;
    this.#table = table;
  }

  /** Whether nothing is set on any night. */
  get isEmpty(): boolean {
    return this.#rows.length === 0;
  }

  /** Whether a sell limit may be set on some night: one was, since the cells were made. */
  get mayLimit(): boolean {
    return this.#mayLimit;
  }

  /** Whether a sell limit is set for a night, for any plan and channel. */
  hasSellLimit(night: Night): boolean {
    const place = night % this.#nights;
    return this.#rows.some(
      ({ restrictions }) =>
        restrictions !== undefined && this.#table.at(restrictions[place] as number).sellLimit !== undefined,
    );
  }

  /** Memory of the cells. */
  get bytes(): number {
    return this.#rows.reduce(
      (sum, { prices, restrictions }) => sum + (prices?.byteLength ?? 0) + (restrictions?.byteLength ?? 0),
      0,
    );
  }

  /** What is set for a night, for any plan and channel. */
  at(night: Night): readonly RateNight[] {
    if (this.#rows.length === 0) return NOTHING_SET;
    const place = night % this.#nights;
    const found: RateNight[] = [];
    for (const row of this.#rows) {
      const price = row.prices === undefined ? NO_PRICE : (row.prices[place] as number);
      const number = row.restrictions === undefined ? 0 : (row.restrictions[place] as number);
      if (price === NO_PRICE && number === 0) continue;
      const { ratePlanId, channel } = row;
      const restriction = this.#table.at(number);
      const roomTypeId = this.#roomTypeId;
      found.push(
        price === NO_PRICE
          ? { ...restriction, roomTypeId, night, ratePlanId, channel }
          : { ...restriction, roomTypeId, night, ratePlanId, channel, priceMinor: price },
      );
    }
    return found;
  }

  /** Forgets what is set for the nights `[from, to)`; where that is all of them, also for which plans and channels something was. */
  clear(from: Night, to: Night): void {
    for (const { prices, restrictions } of this.#rows) {
      for (let night = from; night < to; night += 1) {
        if (prices !== undefined) prices[night % this.#nights] = NO_PRICE;
        if (restrictions !== undefined) this.#setNumber(restrictions, night % this.#nights, 0);
      }
    }
    if (to - from < this.#nights) return;
    this.#rows = [];
    this.#mayLimit = false;
  }

  /** Sets one cell. */
  set(cell: RateNight): void {
    const { roomTypeId: _type, night, ratePlanId, channel, priceMinor, ...restriction } = cell;
    const row = this.#rowOf(ratePlanId, channel);
    const place = night % this.#nights;
    if (priceMinor !== undefined) this.#setPrice(row, place, priceMinor);
    const number = this.#table.take(restriction);
    if (number === 0 && row.restrictions === undefined) return;
    row.restrictions ??= new Uint32Array(this.#nights);
    this.#setNumber(row.restrictions, place, number);
    if (restriction.sellLimit !== undefined) this.#mayLimit = true;
  }

  #setNumber(restrictions: Uint32Array, place: number, number: number): void {
    this.#table.release(restrictions[place] as number);
    restrictions[place] = number;
  }

  #setPrice(row: Row, place: number, priceMinor: MinorUnits): void {
    row.prices ??= new Int32Array(this.#nights).fill(NO_PRICE);
    if (priceMinor > LARGEST_INT32 && row.prices instanceof Int32Array) row.prices = Float64Array.from(row.prices);
    row.prices[place] = priceMinor;
  }

  #rowOf(ratePlanId: number, channel: string): Row {
    const known = this.#rows.find((row) => row.ratePlanId === ratePlanId && row.channel === channel);
    if (known !== undefined) return known;
    const row = { ratePlanId, channel, prices: undefined, restrictions: undefined };
    this.#rows = [...this.#rows, row];
    return row;
  }
}
