import { describe, expect, test } from "vitest";
import { htmlOf } from "./html_report.ts";
import { escaped } from "./html_text.ts";
import type { ContestResult } from "./result.ts";
import { SAMPLE_RESULT } from "./sample_result.ts";

const EVIL = `<script>alert("1")</script> & 'so on'`;
/** Every text of a result is hostile. */
const HOSTILE: ContestResult = {
  machine: EVIL,
  postgres: EVIL,
  madeAt: EVIL,
  scenarios: SAMPLE_RESULT.scenarios.map((scenario) => ({
    name: EVIL,
    about: EVIL,
    showings: [
      { contender: EVIL, notRun: EVIL },
      ...scenario.showings.map((showing) => ({ ...showing, contender: EVIL })),
    ],
  })),
};
const NEVER_CLOSED = new Set(["meta", "br", "hr", "!doctype"]);

describe("the page", () => {
  const page = htmlOf(SAMPLE_RESULT);

  test("closes every tag it opens", () => {
    expect(leftOpen(page)).toEqual([]);
    expect(leftOpen(htmlOf(HOSTILE))).toEqual([]);
    expect(leftOpen("<p><b></p>")).not.toEqual([]);
  });

  test("asks for nothing from anywhere", () => {
    expect(page).not.toMatch(/https?:|src\s*=|href\s*=|@import|url\(|<script|<link/i);
  });

  test("shows every contender, in the table and in both charts", () => {
    for (const { contender } of SAMPLE_RESULT.scenarios.flatMap(({ showings }) => showings)) {
      expect(page).toContain(`<th scope="row">${contender}</th>`);
      expect(page.split(`>${contender}</text>`)).toHaveLength(3);
    }
  });

  test("tells who was not run, and why", () => {
    expect(page).toContain("not run: needs redis-server");
    expect(page).toContain("redlock, two processes: not run");
  });

  test("has no number that is none", () => {
    expect(page).not.toMatch(/NaN|Infinity|undefined/);
    const empty = { ...SAMPLE_RESULT, scenarios: [{ name: "nobody", about: "No contender.", showings: [] }] };
    expect(htmlOf(empty)).not.toMatch(/NaN|Infinity|undefined/);
  });

  test("names every identifier once and refers to none that is missing", () => {
    const identifiers = [...page.matchAll(/ id="([^"]*)"/g)].map(([, identifier]) => identifier);
    const references = [...page.matchAll(/ aria-labelledby="([^"]*)"/g)].flatMap(([, list = ""]) => list.split(" "));
    expect(new Set(identifiers).size).toBe(identifiers.length);
    expect(identifiers).toEqual(expect.arrayContaining(references));
  });
});

test("texts of the result are text, not HTML", () => {
  const page = htmlOf(HOSTILE);
  expect(page).not.toContain("<script");
  expect(page).toContain(escaped(EVIL));
  expect(page).not.toContain(`"1"`);
});

test("bars are as long as their numbers, and what is more than nothing can be seen", () => {
  const widths = [...htmlOf(SAMPLE_RESULT).matchAll(/<rect [^>]*width="([^"]*)"/g)].map(([, width]) => width);
  expect(widths).toEqual(["100.0%", "100.0%", "22.5%", "22.5%", "22.5%", "100.0%"]);
});

/** The tags that are open at the end or closed by another, in a simple reading that does for HTML without omitted tags. */
function leftOpen(page: string): string[] {
  const open: string[] = [];
  for (const [tag, slash, name = ""] of page.matchAll(/<(\/?)([a-z!][\w-]*)[^>]*>/gi)) {
    if (NEVER_CLOSED.has(name.toLowerCase()) || tag.endsWith("/>")) continue;
    if (slash !== "/") open.push(name);
    else if (open.at(-1) === name) open.pop();
    else return [...open, tag];
  }
  return open;
}
