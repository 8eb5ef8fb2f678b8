/**
 * How far a known word is from one that was typed, both folded: 0 when it is the word or begins with it (in scripts that write
 * without spaces: has it inside), else the number of typing errors between them; undefined when that is more than `mistakesIn` forgives.
 */
export function closeness(asked: string, known: string): number | undefined {
  if (known === asked || isPartOf(asked, known)) return 0;
  const forgiven = mistakesIn(asked);
  if (forgiven === 0 || HAS_DIGIT.test(known)) return undefined;
  const mistakes = mistakesBetween(asked, known, forgiven);
  return mistakes <= forgiven ? mistakes : undefined;
}

/**
 * How many typing errors a word of this length may have: none up to 4 letters, one up to 8, two from 9 on; none with digits.
 * docs/search_directory.md has the measurements behind these numbers.
 */
export function mistakesIn(asked: string): number {
  if (HAS_DIGIT.test(asked) || asked.length < SHORTEST_WITH_ONE) return 0;
  return asked.length < SHORTEST_WITH_TWO ? 1 : 2;
}

/** Whether the word is of a script that is written without spaces, where a word is found inside others. */
export function isUnspaced(word: string): boolean {
  return UNSPACED.test(word);
}

/** The shortest word that is taken for the beginning of a longer one. */
export const SHORTEST_PREFIX = 3;

const SHORTEST_WITH_ONE = 5;
const SHORTEST_WITH_TWO = 9;
const HAS_DIGIT = /\p{N}/u;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function isPartOf(asked: string, known: string): boolean {
  if (asked.length >= SHORTEST_PREFIX && known.startsWith(asked)) return true;
  return isUnspaced(asked) && known.includes(asked);
}

/**
 * The least number of letters put in, left out, replaced, or swapped with their neighbour (optimal string alignment) that
 * makes one word of the other; counted only up to `most`, beyond that any greater number.
 */
export function mistakesBetween(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  const width = other.length + 1;
  let [before, last, row] = ROWS;
  for (let column = 0; column < width; column += 1) last[column] = column;
  for (let place = 1; place <= one.length; place += 1) {
    row[0] = place;
    let least = place;
    for (let column = 1; column < width; column += 1) {
      const same = one.charCodeAt(place - 1) === other.charCodeAt(column - 1);
      let mistakes = Math.min(at(last, column) + 1, at(row, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
      if (isSwap(one, other, place, column)) mistakes = Math.min(mistakes, at(before, column - 2) + 1);
      row[column] = mistakes;
      least = Math.min(least, mistakes);
    }
    if (least > most) return least;
    [before, last, row] = [last, row, before];
  }
  return at(last, other.length);
}

// Room for the longest word that is compared; made once, because this runs thousands of times for one search.
const ROWS: readonly [number[], number[], number[]] = [[], [], []];

function at(row: readonly number[], column: number): number {
  return row[column] ?? 0;
}

function isSwap(one: string, other: string, place: number, column: number): boolean {
  if (place < 2 || column < 2) return false;
  return (
    one.charCodeAt(place - 1) === other.charCodeAt(column - 2) &&
    one.charCodeAt(place - 2) === other.charCodeAt(column - 1)
  );
}
