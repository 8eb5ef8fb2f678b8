import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const root = import.meta.dirname;
const files = await listFiles("");
const pages = new Map(
  await Promise.all(
    files.filter((path) => path.endsWith(".md")).map(async (path) => [path, await readPage(path)] as const),
  ),
);
const everyPage = [...pages].map(([path, text]) => ({ path, text }));
const page = (path: string): string => pages.get(path) ?? "";

test("the pages are read", () => {
  expect([...pages.keys()]).toEqual(expect.arrayContaining(["README.md", "ARCHITECTURE.md", "docs/locking.md"]));
});

test.each(everyPage)(
  "every relative link of $path leads to a file, and to a heading where it names one",
  ({ path, text }) => {
    expect(linksOf(text).filter((link) => !leadsSomewhere(path, link))).toEqual([]);
  },
);

test.each(everyPage)("every file and folder that $path names is there", ({ text }) => {
  expect(pathsIn(text).filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test("ARCHITECTURE.md names many files", () => {
  expect(pathsIn(page("ARCHITECTURE.md")).length).toBeGreaterThan(30);
});

test("README.md names exactly the scripts that there are", async () => {
  const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  expect(scriptsIn(page("README.md"))).toEqual(Object.keys(manifest.scripts).toSorted());
});

test.each(everyPage)("every test that $path says to run is there", ({ text }) => {
  const filters = [...text.matchAll(/npm test -- ([\w./-]+)/g)].map(([, filter = ""]) => filter);
  const tests = files.filter((path) => path.endsWith(".test.ts"));
  expect(filters.filter((filter) => !tests.some((path) => path.includes(filter)))).toEqual([]);
});

test("STYLE.md quotes code that is there", async () => {
  const quotes = quotesIn(page("STYLE.md"));
  expect(quotes.length).toBeGreaterThan(4);
  for (const { path, parts } of quotes) {
    const code = inOneLine(await readFile(join(root, path), "utf8"));
    expect(
      parts.filter((part) => !code.includes(part)),
      path,
    ).toEqual([]);
  }
});

test("the controls of these tests: what is not there is found", () => {
  expect(linksOf("[a](docs/nothing.md) [b](https://example.com) ![c](STYLE.md#style)")).toEqual([
    "docs/nothing.md",
    "STYLE.md#style",
  ]);
  expect(leadsSomewhere("README.md", "docs/nothing.md")).toBe(false);
  expect(leadsSomewhere("docs/locking.md", "../STYLE.md#style")).toBe(true);
  expect(leadsSomewhere("docs/locking.md", "../STYLE.md#nothing")).toBe(false);
  expect(pathsIn("`hotel/nothing.ts`, hotel/main.ts, `npm test`")).toEqual(["hotel/nothing.ts", "hotel/main.ts"]);
  expect(scriptsIn("`npm start` or npm run a:b, and npm test")).toEqual(["a:b", "start", "test"]);
});

async function listFiles(folder: string): Promise<string[]> {
  const left = new Set(["node_modules", ".git", ".lastroom", "coverage", "results"]);
  const found: string[] = [];
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isFile()) found.push(path);
    else if (entry.isDirectory() && !left.has(entry.name)) found.push(...(await listFiles(path)));
  }
  return found;
}

/** Without comments: what is not shown promises nothing. */
async function readPage(path: string): Promise<string> {
  return (await readFile(join(root, path), "utf8")).replaceAll(/<!--.*?-->/gs, "");
}

function linksOf(text: string): string[] {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
  return links.filter((link) => !/^[a-z]+:/.test(link));
}

function leadsSomewhere(from: string, link: string): boolean {
  const [path = "", heading] = link.split("#");
  const target = path === "" ? from : join(dirname(from), path);
  if (!existsSync(join(root, target))) return false;
  return heading === undefined || headingsOf(page(target)).includes(heading);
}

/** As GitHub names them: small letters, spaces to dashes, nothing else but letters, digits, dashes. */
function headingsOf(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** Paths from the root of the repository, whether or not they are in backticks. */
function pathsIn(text: string): string[] {
  const found = text.matchAll(/(?<![\w./@-])((?:hotel|sdk|cli|lab|docs)\/[\w./-]*[\w/]|\.ci\/run)(?![\w*{])/g);
  return [...new Set([...found].map(([, path = ""]) => path))];
}

/** The lines of code that end with the file they are from; `...` stands for what is left out. */
function quotesIn(text: string): { path: string; parts: string[] }[] {
  const lines = text.matchAll(/^(?:\/\/ good: )?(.+?) {2,}(?:(?:\/\/|--) )?(hotel\/[\w./]+\.ts)$/gm);
  return [...lines].map(([, line = "", path = ""]) => ({ path, parts: line.split("...").map(inOneLine) }));
}

function inOneLine(code: string): string {
  return code.replaceAll(/\s+/g, " ").trim();
}

function scriptsIn(text: string): string[] {
  const found = [...text.matchAll(/npm (?:run ([\w:-]+)|(start|test))\b/g)];
  return [...new Set(found.map(([, script, short]) => script ?? short ?? ""))].toSorted();
}
