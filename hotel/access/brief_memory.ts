/** What {@link BriefMemory} may be told. */
export interface BriefMemoryOptions {
  /** How long an answer holds, in milliseconds. */
  readonly lifeMs: number;
  /** The most answers kept. */
  readonly maxEntries: number;
}

interface Entry<Value> {
  readonly until: number;
  readonly answer: Value | Promise<Value>;
}

/**
 * Remembers answers of the database for a moment, so that a busy partner is not looked up thousands of times a second. Callers
 * who ask for the same key at once share one look-up; what was looked up before {@link forget} is never remembered after it.
 */
export class BriefMemory<Key, Value> {
  readonly #entries = new Map<Key, Entry<Value>>();
  readonly #lifeMs: number;
  readonly #maxEntries: number;

  constructor(options: BriefMemoryOptions) {
    this.#lifeMs = options.lifeMs;
    this.#maxEntries = options.maxEntries;
  }

  /** The answer for the key, at once when it is remembered. `now` in milliseconds of a steady clock. */
  get(key: Key, now: number, look: () => Promise<Value>): Value | Promise<Value> {
    const entry = this.#entries.get(key);
    if (entry && entry.until > now) return entry.answer;
    const answer = look();
    this.#keep(key, { until: now + this.#lifeMs, answer });
    answer.then(
      (value) => this.#settle(key, answer, { until: now + this.#lifeMs, answer: value }),
      () => this.#settle(key, answer, undefined),
    );
    return answer;
  }

  /** The next caller looks again. */
  forget(key: Key): void {
    this.#entries.delete(key);
  }

  #settle(key: Key, look: Promise<Value>, entry: Entry<Value> | undefined): void {
    if (this.#entries.get(key)?.answer !== look) return;
    if (entry) this.#entries.set(key, entry);
    else this.#entries.delete(key);
  }

  #keep(key: Key, entry: Entry<Value>): void {
    if (this.#entries.size >= this.#maxEntries) this.#entries.clear();
    this.#entries.set(key, entry);
  }
}
