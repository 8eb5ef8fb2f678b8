/** What is kept under a key, made when it is asked for first. At most so many keys: with one more it starts anew. */
export function keptUnder<Key, Value>(kept: Map<Key, Value>, key: Key, most: number, make: () => Value): Value {
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= most) kept.clear();
  const made = make();
  kept.set(key, made);
  return made;
}
