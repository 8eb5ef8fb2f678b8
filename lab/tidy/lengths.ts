import { findingAt, isCode, isNode, isTest, lineAt, nodesOf } from "./source.ts";
import type { Finding, Source, SyntaxNode } from "./source.ts";

/** No file is longer, in lines; tests may be. */
export const LONGEST_FILE = 400;
/** No test file is longer. */
export const LONGEST_TEST = 600;
/** No function of the product is longer, in lines. */
export const LONGEST_FUNCTION = 70;
/** The ratchet: half of all files, and half of all functions, are at most this long. Lower it when they got shorter. */
export const MEDIAN_FILE = 100;
export const MEDIAN_FUNCTION = 12;

/** Files and functions that are too long. */
export function tooLong(source: Source): Finding[] {
  if (!isCode(source)) return [];
  const lines = lengthOf(source);
  const most = isTest(source) ? LONGEST_TEST : LONGEST_FILE;
  const file = lines > most ? [findingAt(source, { start: 0 }, `${lines} lines; ${most} at most`)] : [];
  return [...file, ...(isTest(source) ? [] : longFunctions(source))];
}

/** How many lines half of the files have at most. */
export function medianFile(sources: readonly Source[]): number {
  return median(sources.filter((source) => isCode(source) && !isTest(source)).map(lengthOf));
}

/** How many lines half of the functions have at most. */
export function medianFunction(sources: readonly Source[]): number {
  return median(
    sources.filter((source) => isCode(source) && !isTest(source)).flatMap((source) => functionLengths(source)),
  );
}

function longFunctions(source: Source): Finding[] {
  return functionsOf(source).flatMap((node) => {
    const lines = linesOf(source, node);
    return lines > LONGEST_FUNCTION
      ? [findingAt(source, node, `a function of ${lines} lines; ${LONGEST_FUNCTION} at most`)]
      : [];
  });
}

function functionLengths(source: Source): number[] {
  return functionsOf(source).map((node) => linesOf(source, node));
}

/** Functions with a body of statements: an arrow to an expression is a phrase, not a function to read. */
function functionsOf(source: Source): SyntaxNode[] {
  const kinds = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);
  return nodesOf(source).filter(
    (node) => kinds.has(node.type) && isNode(node["body"]) && node["body"].type !== "Literal" && isBlock(node["body"]),
  );
}

function isBlock(body: SyntaxNode): boolean {
  return body.type === "BlockStatement" || body.type === "FunctionBody";
}

function linesOf(source: Source, node: SyntaxNode): number {
  return lineAt(source, node.end) - lineAt(source, node.start) + 1;
}

function lengthOf(source: Source): number {
  return source.text.trimEnd().split("\n").length;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
