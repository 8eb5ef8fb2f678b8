import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Value } from "typebox/value";
import { describe, expect, test } from "vitest";
import { PriceExamples, type PriceExampleFile } from "../testing/price_example_format.ts";
import { writeAmount } from "../testing/price_example_words.ts";
import { askExample } from "../testing/price_examples.ts";
import { explainStay, priceStay } from "./price_stay.ts";

const folder = join(import.meta.dirname, "examples");
const files = readdirSync(folder)
  .filter((name) => name.startsWith("prices_"))
  .map((name) => ({ name, content: JSON.parse(readFileSync(join(folder, name), "utf8")) as PriceExampleFile }));

test.each(files)("$name is written as examples are written", ({ content }) => {
  expect(Value.Errors(PriceExamples, content)).toEqual([]);
});

describe.each(files)("$name", ({ content }) => {
  const { hotels } = content;
  test.each(content.examples)("$title", (example) => {
    const hotel = hotels[example.hotel];
    if (hotel === undefined) throw new TypeError(`no hotel is called ${example.hotel}`);
    const { facts, ask, buyer } = askExample(hotel, example);
    const explained = explainStay(facts, ask, buyer);
    const priced = priceStay(facts, ask, buyer);
    if (!priced.accepted || !explained.accepted) {
      expect([priced, explained].map((one) => !one.accepted && one.refusal.code)).toEqual([
        example.refused,
        example.refused,
      ]);
      return;
    }
    const money = (amount: number): string => writeAmount(amount, hotel.currency);
    expect(priced.value.nightly.map(({ priceMinor }) => money(priceMinor))).toEqual(example.prices);
    if (example.total !== undefined) expect(money(priced.value.totalMinor)).toBe(example.total);
    const [firstNight] = explained.value.steps;
    if (example.explained) expect(firstNight?.steps.map(({ words }) => words)).toEqual(example.explained);
    expect(explained.value).toMatchObject(priced.value);
  });
});

test("there are enough of them, and no two have the same title", () => {
  const titles = files.flatMap(({ content }) => content.examples.map(({ title }) => title));
  expect(titles.length).toBeGreaterThanOrEqual(90);
  expect(new Set(titles).size).toBe(titles.length);
});
