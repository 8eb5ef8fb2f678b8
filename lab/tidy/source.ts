import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseAst } from "vitest/node";

/** One text file of the project. */
export interface Source {
  /** From the root of the repository: `hotel/database/database.ts`. */
  readonly path: string;
  readonly text: string;
}

/** Something in a source that breaks a rule. */
export interface Finding {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly problem: string;
}

/** A node of the syntax tree (ESTree with TypeScript), as far as the rules need to know it. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

const LEFT_OUT = new Set(["node_modules", ".git", ".lastroom", "coverage", "results"]);
const TEXT = /\.(ts|sql|json|md|yml|yaml|sh)$|^\.[a-z.]+$|^run$/;
/** Generated, and checked against their source elsewhere. */
const GENERATED = new Set(["package-lock.json", "openapi.json", "sdk/src/generated/operations.ts"]);

/** Every text file of the project that people write. */
export async function readSources(root: string, folder = ""): Promise<Source[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const kept = entries.filter((entry) => !LEFT_OUT.has(entry.name));
  const parts = await Promise.all(
    kept.map(async (entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return readSources(root, path);
      return TEXT.test(entry.name) && !GENERATED.has(path) ? readOne(root, path) : [];
    }),
  );
  return parts.flat();
}

async function readOne(root: string, path: string): Promise<Source[]> {
  return [{ path, text: await readFile(join(root, path), "utf8") }];
}

/** Whether it is TypeScript. */
export const isCode = ({ path }: Source): boolean => path.endsWith(".ts");

/** Whether it is a test, or what only tests use. */
export const isTest = ({ path }: Source): boolean => path.endsWith(".test.ts") || path.startsWith("hotel/testing/");

/** The line of a position in the text, counted from 1. */
export function lineAt(source: Source, position: number): number {
  return source.text.slice(0, position).split("\n").length;
}

const trees = new WeakMap<Source, SyntaxNode[]>();

/** Every node of the syntax tree, parents before children. Throws when the source is not valid TypeScript. */
export function nodesOf(source: Source): SyntaxNode[] {
  const known = trees.get(source);
  if (known) return known;
  const nodes: SyntaxNode[] = [];
  collect(parseAst(source.text, { lang: "ts" }), nodes);
  trees.set(source, nodes);
  return nodes;
}

function collect(value: unknown, nodes: SyntaxNode[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, nodes);
  } else if (isNode(value)) {
    nodes.push(value);
    for (const field of Object.values(value)) collect(field, nodes);
  }
}

/** Whether a field of a node is a node itself. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && typeof (value as SyntaxNode).type === "string";
}

/** The finding at a node. */
export function findingAt(source: Source, node: { readonly start: number }, problem: string): Finding {
  return { path: source.path, line: lineAt(source, node.start), problem };
}

/** The findings as lines for a person: `path:line problem`. */
export function report(findings: readonly Finding[]): string {
  return findings.map(({ path, line, problem }) => `${path}:${line} ${problem}`).join("\n");
}
