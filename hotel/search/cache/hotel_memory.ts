/** How much a {@link HotelMemory} keeps, and for how long. */
export interface HotelMemoryOptions<Data> {
  /** Reads hotels that are not kept, all in one statement; one that it leaves out does not exist. */
  readonly load: (hotelIds: readonly number[]) => Promise<ReadonlyMap<number, Data>>;
  /** The most that is kept, by weight; those hotels that were not asked for the longest go first. */
  readonly most: number;
  /** How much the data of a hotel weighs; 1 unless told. */
  readonly weightOf?: (data: Data) => number;
  /** How long a hotel is kept when nobody says that it changed, in milliseconds. */
  readonly lifeMs: number;
}

interface Kept<Data> {
  readonly until: number;
  /** 1 until it is known. */
  weight: number;
  readonly data: Promise<Data | undefined>;
}

/**
 * Data of hotels, kept in this process until an event says that it changed. Who asks while a hotel is being read waits for that
 * reading; what was read before {@link forget} is never kept after it.
 */
export class HotelMemory<Data> {
  readonly #options: HotelMemoryOptions<Data>;
  readonly #hotels = new Map<number, Kept<Data>>();
  #weight = 0;

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
    const found = new Map<number, Data>();
    for (const { hotelId, data } of asked) {
      const one = await data;
      if (one !== undefined) found.set(hotelId, one);
    }
    this.#cut();
    return found;
  }

  /** The next who asks for the hotel reads it. */
  forget(hotelId: number): void {
    this.#weight -= this.#hotels.get(hotelId)?.weight ?? 0;
    this.#hotels.delete(hotelId);
  }

  /** The same for all hotels. */
  forgetAll(): void {
    this.#hotels.clear();
    this.#weight = 0;
  }

  #loadMissing(hotelIds: readonly number[], now: number): void {
    const missing = hotelIds.filter((hotelId) => (this.#hotels.get(hotelId)?.until ?? now) <= now);
    if (missing.length === 0) return;
    const loaded = this.#options.load(missing);
    const until = now + this.#options.lifeMs;
    for (const hotelId of new Set(missing)) {
      this.forget(hotelId);
      const kept = { until, weight: 1, data: loaded.then((hotels) => hotels.get(hotelId)) };
      this.#hotels.set(hotelId, kept);
      this.#weight += 1;
      void kept.data.then(
        (data) => this.#weigh(hotelId, kept, data),
        () => this.#hotels.get(hotelId) === kept && this.forget(hotelId),
      );
    }
  }

  #weigh(hotelId: number, kept: Kept<Data>, data: Data | undefined): void {
    if (data === undefined || this.#hotels.get(hotelId) !== kept) return;
    const weight = this.#options.weightOf?.(data) ?? 1;
    this.#weight += weight - kept.weight;
    kept.weight = weight;
  }

  #cut(): void {
    for (const hotelId of this.#hotels.keys()) {
      if (this.#weight <= this.#options.most) return;
      this.forget(hotelId);
    }
  }
}
