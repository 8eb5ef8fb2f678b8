import { readFile } from "node:fs/promises";
import { STATUS_CODES } from "node:http";
import { expect, test } from "vitest";
import { refusalMeanings } from "../vocabulary/refusal_codes.ts";
import { errorsPage } from "./errors_page.ts";

test("docs/errors.md is what the registry says (node hotel/http/errors_page.ts)", async () => {
  const page = await readFile(new URL("../../docs/errors.md", import.meta.url), "utf8");
  expect(page).toBe(await errorsPage());
});

test("every code stands in the table once, with its status and remedy", async () => {
  const page = await errorsPage();
  for (const [code, { status, remedy }] of Object.entries(refusalMeanings)) {
    const rows = page.split("\n").filter((line) => line.startsWith(`| \`${code}\` |`));
    expect(rows).toEqual([expect.stringContaining(`| ${status} |`)]);
    expect(rows[0]).toContain(remedy);
  }
});

test("codes are stable words, statuses exist, and every refusal says what to do", () => {
  for (const [code, { status, title, remedy }] of Object.entries(refusalMeanings)) {
    expect(code).toMatch(/^[a-z][a-z_]+[a-z]$/);
    expect(STATUS_CODES[status]).toBeDefined();
    expect(status).toBeGreaterThanOrEqual(400);
    expect(title.length).toBeGreaterThan(5);
    expect(remedy).toMatch(/^[A-Z].*\.$/);
  }
});
