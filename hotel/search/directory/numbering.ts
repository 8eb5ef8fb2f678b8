/** Small whole numbers for keys, from 0 and without many gaps, so that they can be places in an array: a number given back is given again. */
export class Numbering<Key> {
  readonly #numbers = new Map<Key, number>();
  readonly #keys: (Key | undefined)[] = [];
  readonly #free: number[] = [];

  /** How many keys have a number. */
  get size(): number {
    return this.#numbers.size;
  }

  /** Greater than every number that is given. */
  get end(): number {
    return this.#keys.length;
  }

  numberOf(key: Key): number | undefined {
    return this.#numbers.get(key);
  }

  keyOf(number: number): Key | undefined {
    return this.#keys[number];
  }

  /** The number of a key, a new one when it has none. */
  give(key: Key): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#free.pop() ?? this.#keys.length;
    this.#numbers.set(key, number);
    this.#keys[number] = key;
    return number;
  }

  /** The key has no number any more; another will get it. */
  release(key: Key): void {
    const number = this.#numbers.get(key);
    if (number === undefined) return;
    this.#numbers.delete(key);
    this.#keys[number] = undefined;
    this.#free.push(number);
  }
}
