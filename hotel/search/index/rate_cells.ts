import type { RateNight } from "../../rates/book/rate_night.ts";
import type { Restriction } from "../../rates/book/restriction.ts";
import type { MinorUnits } from "../../vocabulary/money.ts";
import type { Night } from "../../vocabulary/night.ts";

const NOTHING_SET: readonly RateNight[] = [];
const NO_PRICE = -1;
const LARGEST_INT32 = 2_147_483_647;

/** Each restriction that occurs, once: the same few are set for thousands of nights. Number 0 is none. */
export class RestrictionTable {
  readonly #all: Restriction[] = [{}];
  readonly #numbers = new Map<string, number>([["{}", 0]]);

  /** The number of a restriction with these terms. */
  numberOf(restriction: Restriction): number {
    const name = JSON.stringify(restriction);
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#all.length;
      this.#all.push(restriction);
      this.#numbers.set(name, number);
    }
    return number;
  }

  /** The restriction of a number that was given. */
  at(number: number): Restriction {
    return this.#all[number] as Restriction;
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

  constructor(roomTypeId: number, nights: number, table: RestrictionTable) {
    this.#roomTypeId = roomTypeId;
    this.#nights = nights;
    this.#table = table;
  }

  /** Whether nothing is set on any night. */
  get isEmpty(): boolean {
    return this.#rows.length === 0;
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
      const own = { ...this.#table.at(number), roomTypeId: this.#roomTypeId, night, ratePlanId, channel };
      found.push(price === NO_PRICE ? own : { ...own, priceMinor: price });
    }
    return found;
  }

  /** Forgets what is set for the nights `[from, to)`. */
  clear(from: Night, to: Night): void {
    for (const { prices, restrictions } of this.#rows) {
      for (let night = from; night < to; night += 1) {
        if (prices !== undefined) prices[night % this.#nights] = NO_PRICE;
        if (restrictions !== undefined) restrictions[night % this.#nights] = 0;
      }
    }
  }

  /** Sets one cell. */
  set(cell: RateNight): void {
    const { roomTypeId: _type, night, ratePlanId, channel, priceMinor, ...restriction } = cell;
    const row = this.#rowOf(ratePlanId, channel);
    const place = night % this.#nights;
    if (priceMinor !== undefined) this.#setPrice(row, place, priceMinor);
    const number = this.#table.numberOf(restriction);
    if (number === 0 && row.restrictions === undefined) return;
    row.restrictions ??= new Uint32Array(this.#nights);
    row.restrictions[place] = number;
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
