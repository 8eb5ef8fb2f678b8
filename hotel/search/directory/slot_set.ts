/** A set of small whole numbers, one bit for each: 150,000 hotels are 19 kB, and two such sets meet in microseconds. */
export class SlotSet {
  #words: Uint32Array;

  /** Empty, with room for the numbers below `end`; it grows when one beyond is added. */
  constructor(end = 0) {
    this.#words = new Uint32Array((end + 31) >>> 5);
  }

  /** How many are in it. */
  get size(): number {
    let size = 0;
    for (const word of this.#words) size += bitsIn(word);
    return size;
  }

  add(slot: number): void {
    if (slot >>> 5 >= this.#words.length) this.#grow(slot);
    this.#words[slot >>> 5] = (this.#words[slot >>> 5] ?? 0) | (1 << (slot & 31));
  }

  addAll(slots: readonly number[]): void {
    for (const slot of slots) this.add(slot);
  }

  delete(slot: number): void {
    if (slot >>> 5 >= this.#words.length) return;
    this.#words[slot >>> 5] = (this.#words[slot >>> 5] ?? 0) & ~(1 << (slot & 31));
  }

  /** Keeps only what the other has too. */
  intersect(other: SlotSet): void {
    for (let place = 0; place < this.#words.length; place += 1) {
      this.#words[place] = (this.#words[place] ?? 0) & (other.#words[place] ?? 0);
    }
  }

  /** Takes in what the other has. */
  unite(other: SlotSet): void {
    other.forEach((slot) => this.add(slot));
  }

  copy(): SlotSet {
    const copy = new SlotSet();
    copy.#words = this.#words.slice();
    return copy;
  }

  /** In rising order. */
  forEach(visit: (slot: number) => void): void {
    for (let place = 0; place < this.#words.length; place += 1) {
      let word = this.#words[place] ?? 0;
      while (word !== 0) {
        const lowest = word & -word;
        visit((place << 5) + 31 - Math.clz32(lowest));
        word ^= lowest;
      }
    }
  }

  #grow(slot: number): void {
    const larger = new Uint32Array(Math.max((slot >>> 5) + 1, this.#words.length * 2));
    larger.set(this.#words);
    this.#words = larger;
  }
}

/** How many bits are set: pairs are added up in place, then fours, then bytes. */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
