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

/** How a candidate is looked at closer; a closer look never tells an earlier key. */
export interface CloserLook<Value> {
  /** From which key on it can stand, as exactly as that is found without its value; infinite when it is none after all. */
  bound(id: number): number;
  /** Its key and value, or undefined when it is none after all. */
  exact(id: number): { readonly key: number; readonly value: Value } | undefined;
}

/**
 * The first so many after a place, in order. Candidates are looked at in the order of what is known of them, first for a better bound
 * and then exactly, and only until the rest is proven to come later.
 */
export function firstOf<Value>(
  candidates: Candidates,
  after: Place | undefined,
  limit: number,
  look: CloserLook<Value>,
): Found<Value>[] {
  const heap = new BoundHeap(candidates);
  const found: Found<Value>[] = [];
  for (let next = heap.top(); next !== undefined; next = heap.top()) {
    const last = found.at(-1);
    if (found.length === limit && last !== undefined && comesBefore(last, next)) break;
    if (!next.isLookedAt) {
      heap.replace(look.bound(next.id));
      continue;
    }
    heap.pop();
    const one = look.exact(next.id);
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

/** A candidate, and whether its bound is already the better one. */
interface Top extends Place {
  readonly isLookedAt: boolean;
}

/** The candidates by bound, put in order only as far as they are asked for. */
class BoundHeap {
  readonly #bounds: Float64Array;
  readonly #ids: Int32Array;
  /** 1: the bound is the better one. */
  readonly #looks: Uint8Array;
  #size: number;

  constructor({ count, bounds, ids }: Candidates) {
    this.#bounds = bounds;
    this.#ids = ids;
    this.#looks = new Uint8Array(count);
    this.#size = count;
    for (let place = (count >> 1) - 1; place >= 0; place -= 1) this.#sink(place);
  }

  top(): Top | undefined {
    if (this.#size === 0) return undefined;
    return { key: this.#bounds[0] as number, id: this.#ids[0] as number, isLookedAt: this.#looks[0] === 1 };
  }

  /** Gives the top a better bound; one that is infinite is out. */
  replace(bound: number): void {
    if (bound === Number.POSITIVE_INFINITY) return this.pop();
    this.#bounds[0] = bound;
    this.#looks[0] = 1;
    this.#sink(0);
  }

  pop(): void {
    this.#size -= 1;
    this.#swap(0, this.#size);
    this.#sink(0);
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
    const [key, id, look] = [this.#bounds[one] as number, this.#ids[one] as number, this.#looks[one] as number];
    this.#bounds[one] = this.#bounds[other] as number;
    this.#ids[one] = this.#ids[other] as number;
    this.#looks[one] = this.#looks[other] as number;
    this.#bounds[other] = key;
    this.#ids[other] = id;
    this.#looks[other] = look;
  }
}
