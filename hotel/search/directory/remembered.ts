/**
 * The same function, which remembers what it answered for the last texts: for those that thousands of hotels share, such as
 * amenities and cities. At most so many texts; then it starts anew.
 */
export function remembered<Value>(answer: (text: string) => Value, most: number): (text: string) => Value {
  const answers = new Map<string, Value>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    if (answers.size >= most) answers.clear();
    const value = answer(text);
    answers.set(text, value);
    return value;
  };
}
