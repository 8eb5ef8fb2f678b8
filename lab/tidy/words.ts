import { findingAt, isCode, isNode, isTest, lineAt, nodesOf } from "./source.ts";
import type { Finding, Source, SyntaxNode } from "./source.ts";

/** Put together here, so that the rules do not find themselves. */
const LATER = new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"].join("|")})\\b`);
const MACHINE_PATH = new RegExp(
  `(?<![\\w.$}])/(${["ho" + "me", "ro" + "ot", "Us" + "ers", "wo" + "rk"].join("|")})/[\\w.]`,
);
const SWITCHED_OFF = /\/[/*].*(@ts-(ignore|nocheck|expect-error)|(eslint|oxlint)-disable)(?!.*--? \w)/;

/** Leftovers in the text of any file: work put off, paths of somebody's machine, checks switched off without a reason. */
export function leftovers(source: Source): Finding[] {
  const rules: [RegExp, (found: string) => string][] = [
    [LATER, (found) => `${found}: do it, or write an issue`],
    [MACHINE_PATH, (found) => `${found}… is a path of one machine`],
  ];
  if (isCode(source)) rules.push([SWITCHED_OFF, () => "a check is switched off without a reason (-- why)"]);
  return source.text.split("\n").flatMap((line, index) =>
    rules.flatMap(([pattern, problem]) => {
      const found = pattern.exec(line);
      return found ? [{ path: source.path, line: index + 1, problem: problem(found[0]) }] : [];
    }),
  );
}

/** The type that switches types off. */
export function anyType(source: Source): Finding[] {
  if (!isCode(source)) return [];
  return nodesOf(source)
    .filter((node) => node.type === "TSAnyKeyword")
    .map((node) => findingAt(source, node, "any switches the types off"));
}

/** Tests that are left out: `only` always, `skip` and its kin unless a comment right there says why; and tests that sleep. */
export function idleTests(source: Source): Finding[] {
  if (!source.path.endsWith(".test.ts")) return [];
  return nodesOf(source).flatMap((node) => {
    const problem = idleProblem(source, node);
    return problem === undefined ? [] : [findingAt(source, node, problem)];
  });
}

const TEST_WORDS = new Set(["test", "it", "describe"]);
const SKIPS = new Set(["skip", "skipIf", "runIf", "todo", "fails"]);

function idleProblem(source: Source, node: SyntaxNode): string | undefined {
  if (node.type === "CallExpression" && isNode(node["callee"]) && node["callee"]["name"] === "setTimeout") {
    return "a test must not sleep: wait for what it waits for";
  }
  if (node.type !== "MemberExpression" || !isNode(node["object"]) || !isNode(node["property"])) return undefined;
  if (!TEST_WORDS.has(String(node["object"]["name"]))) return undefined;
  const word = String(node["property"]["name"]);
  if (word === "only") return "only leaves all other tests out";
  return SKIPS.has(word) && !hasComment(source, node) ? `${word} without a reason` : undefined;
}

function hasComment(source: Source, node: SyntaxNode): boolean {
  const line = lineAt(source, node.start);
  const around = source.text.split("\n").slice(Math.max(0, line - 2), line + 1);
  return around.some((text) => text.trim().startsWith("//") || text.trim().startsWith("*"));
}

/** What the product exports without saying what it is. One docstring does for a group without blank lines in between. */
export function undocumented(source: Source): Finding[] {
  if (!isCode(source) || isTest(source) || !source.path.startsWith("hotel/")) return [];
  const found: Finding[] = [];
  let groupEnd = -1;
  for (const node of nodesOf(source)) {
    if (node.type !== "ExportNamedDeclaration" || !isNode(node["declaration"])) continue;
    const isInGroup = groupEnd >= 0 && !/\n\s*\n/.test(source.text.slice(groupEnd, node.start));
    if (isInGroup || source.text.slice(0, node.start).trimEnd().endsWith("*/")) groupEnd = node.end;
    else found.push(findingAt(source, node, "an export needs a docstring"));
  }
  return found;
}
