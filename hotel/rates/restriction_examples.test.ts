import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PLAN_IDS, restrictionWorld, stayOf, type WrittenExample } from "../testing/restriction_world.ts";
import { allowStay, whyNot, type RestrictionInTheWay } from "./restrictions/allow_stay.ts";

const FOLDER = join(import.meta.dirname, "examples");
const files = readdirSync(FOLDER).filter((name) => name.startsWith("restrictions_"));
const planNames = new Map<number, string>(Object.entries(PLAN_IDS).map(([name, id]) => [id, name]));

function inWords({ date, rule, value, rate_plan_id: plan, channel }: RestrictionInTheWay): string {
  const words = [`${date} ${rule} ${value}`];
  if (plan !== undefined) words.push(`of ${planNames.get(plan)}`);
  if (channel !== undefined) words.push(`on ${channel}`);
  return words.join(" ");
}

function readExamples(file: string): readonly WrittenExample[] {
  const { examples } = JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as { examples: WrittenExample[] };
  return examples;
}

describe.each(files)("%s", (file) => {
  test.each(readExamples(file).map((example) => [example.title, example] as const))("%s", (_, example) => {
    const facts = restrictionWorld(example);
    const { ask, buyer } = stayOf(example);
    const decision = allowStay(facts, ask, buyer);
    expect({ sold: decision.accepted, why: whyNot(facts, ask, buyer).map(inWords) }).toEqual({
      sold: example.sold,
      why: example.why ?? [],
    });
    if (!decision.accepted) {
      expect(decision.refusal).toMatchObject({
        code: "restricted",
        detail: { restrictions: whyNot(facts, ask, buyer) },
      });
      expect(decision.refusal.message).toContain(example.why?.[0]?.slice(0, 10));
    }
  });
});

test("there are enough of them, each with a title of its own", () => {
  const titles = files.flatMap(readExamples).map(({ title }) => title);
  expect(titles.length).toBeGreaterThanOrEqual(90);
  expect(new Set(titles).size).toBe(titles.length);
});
