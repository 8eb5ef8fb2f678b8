import { describe, expect, test } from "vitest";
import { exampleFiles } from "../testing/example_files.ts";
import { PLAN_IDS, restrictionWorld, stayOf, type WrittenExample } from "../testing/restriction_world.ts";
import { accept, refuse } from "../vocabulary/refusal.ts";
import { allowStay, whyNot, type RestrictionInTheWay } from "./restrictions/allow_stay.ts";

const files = exampleFiles<{ readonly examples: readonly WrittenExample[] }>("restrictions");
const planNames = new Map<number, string>(Object.entries(PLAN_IDS).map(([name, id]) => [id, name]));

function inWords({ date, rule, value, rate_plan_id: plan, channel }: RestrictionInTheWay): string {
  const words = [`${date} ${rule} ${value}`];
  if (plan !== undefined) words.push(`of ${planNames.get(plan)}`);
  if (channel !== undefined) words.push(`on ${channel}`);
  return words.join(" ");
}

describe.each(files)("$name", ({ content }) => {
  test.each(content.examples)("$title", (example) => {
    const facts = restrictionWorld(example);
    const { ask, buyer } = stayOf(example);
    const reasons = whyNot(facts, ask, buyer);
    expect({ sold: reasons.length === 0, why: reasons.map(inWords) }).toEqual({
      sold: example.sold,
      why: example.why ?? [],
    });
    const message = expect.stringContaining(reasons[0]?.date ?? "") as string;
    expect(allowStay(facts, ask, buyer)).toEqual(
      example.sold ? accept(true) : refuse("restricted", message, { restrictions: reasons }),
    );
  });
});

test("there are enough of them, each with a title of its own", () => {
  const titles = files.flatMap(({ content }) => content.examples.map(({ title }) => title));
  expect(titles.length).toBeGreaterThanOrEqual(90);
  expect(new Set(titles).size).toBe(titles.length);
});
