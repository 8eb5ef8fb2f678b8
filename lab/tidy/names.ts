import { basename, dirname } from "node:path";
import { findingAt, isCode, isNode, nodesOf } from "./source.ts";
import type { Finding, Source, SyntaxNode } from "./source.ts";

/** Words that say where code was left, not what it is. */
const EMPTY_WORDS = ["util", "utils", "utility", "helper", "helpers", "common", "shared", "manager", "misc", "stuff"];
/** Words cut short; the whole word reads better. `id`, `url`, `sql`, `api` and the like are words by now. */
const CUT_WORDS =
  "addr amt arr avail btn cb cfg cnt conf ctx curr del desc dest dt elem err evt fn " +
  "idx impl mgr msg num obj opts org params prev qty req resp resv rsv str svc tmp usr val";
const says = (words: readonly string[], problem: string): [string, string][] => words.map((word) => [word, problem]);
const BANNED_IN_FILES = new Map([
  ...says(EMPTY_WORDS, "says nothing: name the thing"),
  ...says(CUT_WORDS.split(" "), "is cut short: write the word"),
]);
/** In code a hotel has a manager, and a lock is shared. */
const BANNED_IN_CODE = new Map([...BANNED_IN_FILES].filter(([word]) => word !== "manager" && word !== "shared"));

const FILE_NAME = /^[a-z0-9_]+(\.race)?(\.test|\.config)?\.(ts|sql)$/;

/** Names of files and folders that are not snake_case, say nothing or are cut short. */
export function badFileName(source: Source): Finding[] {
  const name = basename(source.path);
  const shape = /\.(ts|sql)$/.test(name) && !FILE_NAME.test(name) ? ["a file name is snake_case"] : [];
  const words = [...dirname(source.path).split("/"), name.split(".")[0] ?? ""].flatMap((part) => part.split(/[_-]/));
  return [...shape, ...words.flatMap((word) => problemOf(word, BANNED_IN_FILES))].map((problem) =>
    findingAt(source, { start: 0 }, problem),
  );
}

/** Names that this code declares (variables, parameters, functions, types, fields) and that say nothing or are cut short. */
export function badName(source: Source): Finding[] {
  if (!isCode(source)) return [];
  return declaredNames(source).flatMap((node) =>
    wordsOf(String(node["name"]))
      .flatMap((word) => problemOf(word, BANNED_IN_CODE))
      .map((problem) => findingAt(source, node, problem)),
  );
}

function declaredNames(source: Source): SyntaxNode[] {
  return nodesOf(source).flatMap((node) => {
    if (node.type === "VariableDeclarator") return patternNames(node["id"]);
    if (/^(TSInterface|TSTypeAlias|Class|Function)Declaration$/.test(node.type))
      return [...patternNames(node["id"]), ...parameters(node)];
    if (/Function(Expression)?$|^ArrowFunctionExpression$/.test(node.type)) return parameters(node);
    if (node.type === "TSPropertySignature" || node.type === "MethodDefinition") return patternNames(node["key"]);
    return [];
  });
}

function parameters(node: SyntaxNode): SyntaxNode[] {
  return Array.isArray(node["params"]) ? node["params"].flatMap(patternNames) : [];
}

/** The names in `{ a, b: c }`, `[a]`, `a = 1`: those it introduces, `a` and `c`; a field taken over by its own name is another's. */
function patternNames(pattern: unknown): SyntaxNode[] {
  if (!isNode(pattern)) return [];
  if (pattern.type === "Identifier") return [pattern];
  if (pattern.type === "AssignmentPattern") return patternNames(pattern["left"]);
  if (pattern.type === "RestElement") return patternNames(pattern["argument"]);
  if (pattern.type === "ArrayPattern") return (pattern["elements"] as unknown[]).flatMap(patternNames);
  if (pattern.type !== "ObjectPattern") return [];
  const renamed = (pattern["properties"] as SyntaxNode[]).filter((property) => property["shorthand"] !== true);
  return renamed.flatMap((property) => patternNames(property["value"] ?? property));
}

function wordsOf(name: string): string[] {
  return name.split(/_|(?<=[a-z0-9])(?=[A-Z])/).map((word) => word.toLowerCase());
}

function problemOf(word: string, banned: ReadonlyMap<string, string>): string[] {
  const reason = banned.get(word);
  return reason === undefined ? [] : [`"${word}" ${reason}`];
}
