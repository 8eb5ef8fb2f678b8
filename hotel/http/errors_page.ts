import { readFile, writeFile } from "node:fs/promises";
import { refusalMeanings } from "../vocabulary/refusal_codes.ts";

const FILE = new URL("../../docs/errors.md", import.meta.url);
const TABLE = /(<!-- codes: [^\n]*-->\n)[^]*(<!-- end of codes -->)/;

/**
 * docs/errors.md with its table of codes written anew from the registry; the prose around it stays. A test keeps the file equal. To
 * write it: `node hotel/http/errors_page.ts`. Throws when the page has lost the marks around the table.
 */
export async function errorsPage(): Promise<string> {
  const page = await readFile(FILE, "utf8");
  if (!TABLE.test(page)) throw new Error("docs/errors.md has no marked place for the table of codes");
  return page.replace(TABLE, (_table, begin: string, end: string) => `${begin}${tableOfCodes()}\n${end}`);
}

function tableOfCodes(): string {
  const entries = Object.entries(refusalMeanings);
  entries.sort(([one, { status }], [other, { status: otherStatus }]) => status - otherStatus || (one < other ? -1 : 1));
  const rows = entries.map(([code, { status, title, remedy }]) => `| \`${code}\` | ${status} | ${title} | ${remedy} |`);
  return ["| Code | Status | What it means | What to do |", "|---|---|---|---|", ...rows].join("\n");
}

if (import.meta.main) await writeFile(FILE, await errorsPage());
