import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Value } from "typebox/value";
import { describe, expect, test } from "vitest";
import { exampleFiles } from "../testing/example_files.ts";
import { PriceExamples, type PriceExample, type PriceExampleFile } from "../testing/price_example_format.ts";
import { writeAmount } from "../testing/price_example_words.ts";
import { askExample } from "../testing/price_examples.ts";
import { PRICE_STEPS } from "./pricing/price_trace.ts";
import { explainStay, priceStay } from "./price_stay.ts";

const files = exampleFiles<PriceExampleFile>("prices");

test.each(files)("$name is written as examples are written", ({ content }) => {
  expect(Value.Errors(PriceExamples, content)).toEqual([]);
});

describe.each(files)("$name", ({ content }) => {
  test.each(content.examples)("$title", (example) => {
    expect(answered(content, example)).toEqual(expected(example));
  });
});

test("there are enough of them, and no two have the same title", () => {
  const titles = files.flatMap(({ content }) => content.examples.map(({ title }) => title));
  expect(titles.length).toBeGreaterThanOrEqual(90);
  expect(new Set(titles).size).toBe(titles.length);
});

test("the example in docs/rates.md is one of them, and every step is explained there", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/rates.md"), "utf8");
  for (const step of PRICE_STEPS) expect(page).toContain(`| \`${step}\` |`);
  const title = /, \*(.+)\*\):$/m.exec(page)?.[1];
  const example = files.flatMap(({ content }) => content.examples).find((one) => one.title === title);
  expect(example?.explained?.length).toBe(5);
  for (const words of example?.explained ?? []) expect(page).toContain(`| ${words} | `);
});

/** What the example says, no more and no less. */
function expected({ prices, total, explained, refused }: PriceExample): object {
  return { prices, total, explained, refused };
}

/** The same of what the rates say, of what the example asks for; priced and explained are never told apart. */
function answered({ hotels }: PriceExampleFile, example: PriceExample): object {
  const hotel = hotels[example.hotel];
  if (hotel === undefined) throw new TypeError(`no hotel is called ${example.hotel}`);
  const { facts, ask, buyer } = askExample(hotel, example);
  const [priced, explained] = [priceStay(facts, ask, buyer), explainStay(facts, ask, buyer)];
  expect(explained).toMatchObject(priced);
  if (!priced.accepted || !explained.accepted) {
    return { refused: priced.accepted ? undefined : priced.refusal.code };
  }
  const money = (amount: number): string => writeAmount(amount, hotel.currency);
  return {
    prices: priced.value.nightly.map(({ priceMinor }) => money(priceMinor)),
    total: example.total === undefined ? undefined : money(priced.value.totalMinor),
    explained: example.explained === undefined ? undefined : explained.value.steps[0]?.steps.map(({ words }) => words),
  };
}
