import { remembered } from "./remembered.ts";

/**
 * What a name is compared by: without case, accents and the kind of white space, `são-paulo` like `Sao Paulo`. The same folding
 * as city_key(text) in the database (migration 0003), so both find the same city.
 */
export function foldText(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(ACCENTS, "")
    .toLowerCase()
    .replaceAll(LETTERS_OF_THEIR_OWN, (letter) => ASCII_OF[letter] ?? letter)
    .replaceAll(GAPS, " ")
    .replaceAll(OUTER_SPACE, "");
}

/** What a city is compared by: its name, folded. */
export const cityKey: (city: string) => string = remembered(foldText, 5_000);

/** What an amenity is compared by: `Wi-Fi`, `wi fi` and `wifi` are one. */
export const amenityKey: (amenity: string) => string = remembered((amenity) => wordsIn(amenity).join(""), 5_000);

/** The folded words of a text in their order: runs of letters, digits and the marks that belong to them. */
export function wordsIn(text: string): string[] {
  return foldText(text).match(WORDS) ?? [];
}

const ACCENTS = /[\u0300-\u036f]/g;
const GAPS = /[\s-]+/g;
const OUTER_SPACE = /^ | $/g;
const WORDS = /[\p{L}\p{N}\p{M}]*[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

// Letters that do not decompose. Capitals need no place here: unlike a database in the locale C, this lowers them all.
const LETTERS_OF_THEIR_OWN = /[ßæœþłøđðħŧıς]/g;
const ASCII_OF: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  þ: "th",
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  ħ: "h",
  ŧ: "t",
  ı: "i",
  ς: "σ",
};
