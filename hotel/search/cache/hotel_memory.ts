/** How much a {@link HotelMemory} keeps, and for how long. */
export interface HotelMemoryOptions<Data> {
  /** Reads hotels that are not kept, all in one statement; one that it leaves out does not exist. */
  readonly load: (hotelIds: readonly number[]) => Promise<ReadonlyMap<number, Data>>;
  /** The most hotels kept; those that were not asked for the longest go first. */
  readonly most: number;
  /** How long a hotel is kept when nobody says that it changed, in milliseconds. */
  readonly lifeMs: number;
}

interface Kept<Data> {
  readonly until: number;
  readonly data: Promise<Data | undefined>;
}

/**
 * Data of hotels, kept in this process until an event says that it changed. Who asks while a hotel is being read waits for that
 * reading; what was read before {@link forget} is never kept after it.
 */
export class HotelMemory<Data> {
  readonly #options: HotelMemoryOptions<Data>;
  readonly #hotels = new Map<number, Kept<Data>>();

  constructor(options: HotelMemoryOptions<Data>) {
    this.#options = options;
  }

  /** The hotels that exist, by id. `now` in milliseconds of a steady clock. */
  async get(hotelIds: readonly number[], now: number): Promise<Map<number, Data>> {
    this.#loadMissing(hotelIds, now);
    // Taken out and put in again, a hotel is the last to go.
    const asked = hotelIds.map((hotelId) => {
      const kept = this.#hotels.get(hotelId);
      if (kept !== undefined && this.#hotels.delete(hotelId)) this.#hotels.set(hotelId, kept);
      return { hotelId, data: kept?.data };
    });
    this.#cut();
    const found = new Map<number, Data>();
    for (const { hotelId, data } of asked) {
      const one = await data;
      if (one !== undefined) found.set(hotelId, one);
    }
    return found;
  }

  /** The next who asks for the hotel reads it. */
  forget(hotelId: number): void {
    this.#hotels.delete(hotelId);
  }

  /** The same for all hotels. */
  forgetAll(): void {
    this.#hotels.clear();
  }

  #loadMissing(hotelIds: readonly number[], now: number): void {
    const missing = hotelIds.filter((hotelId) => (this.#hotels.get(hotelId)?.until ?? now) <= now);
    if (missing.length === 0) return;
    const loaded = this.#options.load(missing);
    const until = now + this.#options.lifeMs;
    for (const hotelId of new Set(missing)) {
      const kept = { until, data: loaded.then((hotels) => hotels.get(hotelId)) };
      this.#hotels.set(hotelId, kept);
      kept.data.catch(() => {
        if (this.#hotels.get(hotelId) === kept) this.#hotels.delete(hotelId);
      });
    }
  }

  #cut(): void {
    for (const hotelId of this.#hotels.keys()) {
      if (this.#hotels.size <= this.#options.most) return;
      this.#hotels.delete(hotelId);
    }
  }
}
