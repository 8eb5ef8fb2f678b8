/** A place in the order of an answer: by key, and by id where keys are equal. */
export interface Place {
  readonly key: number;
  readonly id: number;
}

/** Something found, and its exact place. */
export interface Found<Value> extends Place {
  readonly value: Value;
}

/** What there is to choose from: ids, and from which key on each can stand. */
export interface Candidates {
  readonly count: number;
  readonly bounds: Float64Array;
  readonly ids: Int32Array;
}

/**
 * The first so many after a place, in order. `exact` is asked in the order of bounds and only until the rest is proven to come later;
 * it tells key and value of a candidate (never a key below its bound), or undefined when it is none after all.
 */
export function firstOf<Value>(
  candidates: Candidates,
  after: Place | undefined,
  limit: number,
  exact: (id: number) => { readonly key: number; readonly value: Value } | undefined,
): Found<Value>[] {
  const heap = new BoundHeap(candidates);
  const found: Found<Value>[] = [];
  for (let next = heap.pop(); next !== undefined; next = heap.pop()) {
    const last = found.at(-1);
    if (found.length === limit && last !== undefined && comesBefore(last, next)) break;
    const one = exact(next.id);
    if (one === undefined) continue;
    const place = { key: one.key, id: next.id, value: one.value };
    if (after !== undefined && !comesBefore(after, place)) continue;
    insert(found, place);
    if (found.length > limit) found.pop();
  }
  return found;
}

/** Whether one place comes before another. */
export function comesBefore(one: Place, other: Place): boolean {
  return one.key < other.key || (one.key === other.key && one.id < other.id);
}

function insert<Value>(found: Found<Value>[], place: Found<Value>): void {
  let at = found.length;
  while (at > 0 && comesBefore(place, found[at - 1] as Place)) at -= 1;
  found.splice(at, 0, place);
}

/** The candidates by bound, put in order only as far as they are asked for. */
class BoundHeap {
  readonly #bounds: Float64Array;
  readonly #ids: Int32Array;
  #size: number;

  constructor({ count, bounds, ids }: Candidates) {
    this.#bounds = bounds;
    this.#ids = ids;
    this.#size = count;
    for (let place = (count >> 1) - 1; place >= 0; place -= 1) this.#sink(place);
  }

  pop(): Place | undefined {
    if (this.#size === 0) return undefined;
    const top = { key: this.#bounds[0] as number, id: this.#ids[0] as number };
    this.#size -= 1;
    this.#bounds[0] = this.#bounds[this.#size] as number;
    this.#ids[0] = this.#ids[this.#size] as number;
    this.#sink(0);
    return top;
  }

  #sink(start: number): void {
    for (let place = start; ;) {
      let below = 2 * place + 1;
      if (below >= this.#size) return;
      if (below + 1 < this.#size && this.#isBefore(below + 1, below)) below += 1;
      if (!this.#isBefore(below, place)) return;
      this.#swap(place, below);
      place = below;
    }
  }

  #isBefore(one: number, other: number): boolean {
    const [key, otherKey] = [this.#bounds[one] as number, this.#bounds[other] as number];
    return key < otherKey || (key === otherKey && (this.#ids[one] as number) < (this.#ids[other] as number));
  }

  #swap(one: number, other: number): void {
    const [key, id] = [this.#bounds[one] as number, this.#ids[one] as number];
    this.#bounds[one] = this.#bounds[other] as number;
    this.#ids[one] = this.#ids[other] as number;
    this.#bounds[other] = key;
    this.#ids[other] = id;
  }
}
