/** A place in the order of an answer: by key, and by id where keys are equal. */
export interface Place {
  readonly key: number;
  readonly id: number;
}

/** Something found, and its exact place. */
export interface Found<Value> extends Place {
  readonly value: Value;
}

/** What there is to choose from: ids, and from which key on each can stand; infinite: it is none. */
export interface Candidates {
  readonly bounds: Float64Array;
  readonly ids: Int32Array;
}

/** How a candidate is looked at closer, by its number among the candidates; a closer look never tells an earlier key. */
export interface CloserLook<Value> {
  /** From which key on it can stand, as exactly as that is found without its value; infinite when it is none after all. */
  bound(number: number): number;
  /** Its key and value, or undefined when it is none after all. */
  exact(number: number): { readonly key: number; readonly value: Value } | undefined;
}

/**
 * The first so many after a place, in order. Candidates are looked at in the order of what is known of them, first for a better bound
 * and then exactly, and only until the rest is proven to come later.
 *
 * @param candidates their bounds are replaced by better ones
 */
export function firstOf<Value>(
  candidates: Candidates,
  after: Place | undefined,
  limit: number,
  look: CloserLook<Value>,
): Found<Value>[] {
  const { bounds, ids } = candidates;
  const heap = new BoundHeap(candidates);
  const isLookedAt = new Uint8Array(ids.length);
  const found: Found<Value>[] = [];
  for (let next = heap.top(); next !== undefined; next = heap.top()) {
    const id = ids[next] as number;
    const last = found.at(-1);
    if (found.length === limit && last !== undefined && comesBefore(last, { key: bounds[next] as number, id })) break;
    if (isLookedAt[next] === 0) {
      isLookedAt[next] = 1;
      heap.replaceTop(look.bound(next));
      continue;
    }
    heap.pop();
    const one = look.exact(next);
    if (one === undefined) continue;
    const place = { key: one.key, id, value: one.value };
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

/** The numbers of candidates by bound, put in order only as far as they are asked for. */
class BoundHeap {
  readonly #bounds: Float64Array;
  readonly #ids: Int32Array;
  readonly #numbers: Int32Array;
  #size = 0;

  constructor({ bounds, ids }: Candidates) {
    this.#bounds = bounds;
    this.#ids = ids;
    this.#numbers = new Int32Array(ids.length);
    for (let number = 0; number < ids.length; number += 1) {
      if ((bounds[number] as number) < Number.POSITIVE_INFINITY) this.#numbers[this.#size++] = number;
    }
    for (let place = (this.#size >> 1) - 1; place >= 0; place -= 1) this.#sink(place);
  }

  top(): number | undefined {
    return this.#size === 0 ? undefined : this.#numbers[0];
  }

  /** Gives the top a better bound; one that is infinite is out. */
  replaceTop(bound: number): void {
    if (bound === Number.POSITIVE_INFINITY) return this.pop();
    this.#bounds[this.#numbers[0] as number] = bound;
    this.#sink(0);
  }

  pop(): void {
    this.#size -= 1;
    this.#numbers[0] = this.#numbers[this.#size] as number;
    this.#sink(0);
  }

  #sink(start: number): void {
    const numbers = this.#numbers;
    const sinking = numbers[start] as number;
    let place = start;
    for (let below = 2 * place + 1; below < this.#size; below = 2 * place + 1) {
      if (below + 1 < this.#size && this.#isBefore(numbers[below + 1] as number, numbers[below] as number)) below += 1;
      if (!this.#isBefore(numbers[below] as number, sinking)) break;
      numbers[place] = numbers[below] as number;
      place = below;
    }
    numbers[place] = sinking;
  }

  #isBefore(one: number, other: number): boolean {
    const key = this.#bounds[one] as number;
    const otherKey = this.#bounds[other] as number;
    return key < otherKey || (key === otherKey && (this.#ids[one] as number) < (this.#ids[other] as number));
  }
}
