import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { amenityKey, foldText, wordsIn } from "./fold_text.ts";

const database = await testDatabase();
const DATA = join(import.meta.dirname, "../../../../shared/data");

describe("city_key in the database folds alike", () => {
  test("letters of all kinds", async () => {
    const texts = [
      "  São-Paulo ",
      "ÅRHUS Århus århus",
      "Straße STRASSE ẞ",
      "Łódź Ærø Œuvre Đà Nẵng Þórshöfn Għarb Ŧ ıİ",
      "ΑΘΗΝΑ Αθήνα Πάτρας",
      "МОСКВА Йошкар-Ола ЇЖАК Ґ Є",
      "東京 ﾄｳｷｮｳ ｔｏｋｙｏ",
      "서울 ベルリン القاهرة",
      "a\u00a0b\u2003c\td - e--f",
      "-",
      "",
    ];
    expect(await foldedOtherwise(texts)).toEqual([]);
  });

  test("texts drawn from many alphabets", async () => {
    const texts = fc.sample(fc.string({ unit: fc.constantFrom(...ALPHABET), maxLength: 30 }), 2_000);
    expect(await foldedOtherwise(texts)).toEqual([]);
  });

  // Real names are not part of the project: compared where they lie beside it.
  test.runIf(existsSync(DATA))(
    "all names of the real hotels and cities",
    async () => {
      const distinct = [...new Set([...namesIn("hotels_geonames.csv.gz", 3), ...namesIn("cities15000.csv.gz", 1)])];
      expect(distinct.length).toBeGreaterThan(100_000);
      for (let from = 0; from < distinct.length; from += 10_000)
        expect(await foldedOtherwise(distinct.slice(from, from + 10_000))).toEqual([]);
    },
    300_000,
  );

  test("and what is not folded would show", async () => {
    const { rows } = await database.pool.query<{ key: string }>("SELECT city_key('Évora') AS key");
    expect(rows).toEqual([{ key: "evora" }]);
  });

  /** The texts that come out differently, with what the database makes of them. */
  async function foldedOtherwise(texts: readonly string[]): Promise<[text: string, key: string][]> {
    const { rows } = await database.pool.query<{ text: string; key: string }>(
      "SELECT text, city_key(text) AS key FROM unnest($1::text[]) AS text",
      [texts],
    );
    if (rows.length !== texts.length) throw new Error(`${rows.length} of ${texts.length} texts came back`);
    return rows.filter(({ text, key }) => foldText(text) !== key).map(({ text, key }) => [text, key]);
  }
});

test.each([
  ["Wi-Fi", "wifi"],
  ["wi fi", "wifi"],
  ["24/7 Réception", "247reception"],
])("the amenity %s is compared as %s", (amenity, key) => {
  expect(amenityKey(amenity)).toBe(key);
});

test("words are runs of letters and digits with their marks", () => {
  expect(wordsIn("L'Hôtel & Spa (2e), B&B!")).toEqual(["l", "hotel", "spa", "2e", "b", "b"]);
  expect(wordsIn("โรงแรม")).toEqual(["โรงแรม"]);
  expect(wordsIn(" -- ")).toEqual([]);
});

/** The names in a column, those with a comma up to it. */
function namesIn(file: string, column: number): string[] {
  const lines = gunzipSync(readFileSync(join(DATA, file)))
    .toString()
    .split("\n");
  return lines.map((line) => line.split(",")[column] ?? "");
}

/** Latin with and without accents, Greek, Cyrillic, and what separates. */
const ALPHABET = [
  "abzAZ019 -_'’.,&",
  "àÀéÉñÑçÇüÜßẞøØłŁđĐðÐħĦŧŦıİœŒæÆþÞǆﬁ",
  "αβςσΑΒΣάΆώΏϊΐ",
  "абвАБВёЁйЙїЇґҐєЄіІ",
  "日本ホテルｶﾞが가힣ذة",
].flatMap((letters) => letters.split(""));
