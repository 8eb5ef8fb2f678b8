import { foldText, wordsIn } from "./fold_text.ts";
import { remembered } from "./remembered.ts";

/** One word as a guest typed it: its parts, and the parts joined where it has several (`wi-fi`: `wi`, `fi`, `wifi`). */
export interface AskedWord {
  readonly parts: readonly string[];
  readonly joined?: string;
}

/** The words of a text that a guest typed; a hotel matches when each of them does, by all its parts or joined. */
export function askedWords(text: string): AskedWord[] {
  return tokensOf(text).map((parts) => (parts.length === 1 ? { parts } : { parts, joined: parts.join("") }));
}

/** Every word that a hotel can be found by, each once: of its name, city, country (in English) and amenities, folded. */
export function knownWords(hotel: {
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly amenities: readonly string[];
}): Set<string> {
  const { name, city, country, amenities } = hotel;
  return new Set([
    ...knownIn(name),
    ...knownInShared(city),
    ...knownInCountry(country),
    ...amenities.flatMap(knownInShared),
  ]);
}

function knownIn(text: string): string[] {
  return tokensOf(text).flatMap((parts) => (parts.length === 1 ? parts : [...parts, parts.join("")]));
}

/** What stands between spaces, each as its words. A hyphen does not end a token, though folding makes it a space. */
function tokensOf(text: string): string[][] {
  return foldText(text.replaceAll(HYPHENS, "'"))
    .split(" ")
    .map(wordsIn)
    .filter((parts) => parts.length > 0);
}

const HYPHENS = /(?<=\S)-(?=\S)/g;
const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
const knownInShared = remembered(knownIn, 20_000);
// Intl refuses with an exception what is not even the form of a code.
const knownInCountry = remembered(
  (country) => knownIn(/^[A-Z]{2}$/.test(country) ? (names.of(country) ?? "") : ""),
  1_000,
);
