import type { Problem } from "./generated/operations.ts";

/** The stable code of a refusal, as docs/errors.md lists them. A newer server may send others. */
export type ProblemCode = Problem["error"];

/** The server answered and refused: nothing was changed. RFC 9457 problem details as an error. */
export class LastroomProblem extends Error {
  /** What programs branch on. */
  readonly error: ProblemCode;
  /** The HTTP status. */
  readonly status: number;
  /** The whole problem document, with the members that belong to its code: `nights`, `alternatives`, `errors` and so on. */
  readonly problem: Problem;
  /** The key the call was made with: a repeat with it cannot happen twice. Undefined for calls that change nothing. */
  readonly idempotencyKey: string | undefined;

  constructor(problem: Problem, idempotencyKey: string | undefined) {
    super(`${problem.error}: ${problem.message}`);
    this.name = "LastroomProblem";
    this.error = problem.error;
    this.status = problem.status;
    this.problem = problem;
    this.idempotencyKey = idempotencyKey;
  }
}

/**
 * No answer of the API came: no connection, a timeout, or a reply that is none of its own (a proxy's). Whether a change took
 * place is not known; repeat the call with the same `idempotencyKey` to learn it.
 */
export class LastroomUnreachable extends Error {
  readonly idempotencyKey: string | undefined;

  constructor(message: string, idempotencyKey: string | undefined, cause?: unknown) {
    super(message, { cause });
    this.name = "LastroomUnreachable";
    this.idempotencyKey = idempotencyKey;
  }
}

/** The problem document of a reply's body; undefined when it is none. */
export function readProblem(contentType: string | null, text: string): Problem | undefined {
  if (contentType?.startsWith("application/problem+json") !== true) return undefined;
  try {
    const problem = JSON.parse(text) as Partial<Problem> | null;
    return typeof problem?.error === "string" ? (problem as Problem) : undefined;
  } catch {
    return undefined;
  }
}
