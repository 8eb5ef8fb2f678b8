import type { RefusalCode } from "./refusal_codes.ts";

/**
 * Why a request was not carried out. A value, not an exception: rules and use cases return it, and `http/`
 * alone turns it into a status and an RFC 9457 problem. Nothing was changed.
 */
export interface Refusal {
  readonly code: RefusalCode;
  /** One sentence for a person, without personal data. */
  readonly message: string;
  /** Members that stand beside `error` and `message` in the answer, in the API's own spelling. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** The answer of a rule or a use case. */
export type Decision<Value> =
  | { readonly accepted: true; readonly value: Value }
  | { readonly accepted: false; readonly refusal: Refusal };

/** The request was carried out, with this outcome. */
export function accept<Value>(value: Value): Decision<Value> {
  return { accepted: true, value };
}

/** The request is refused and has changed nothing. */
export function refuse(
  code: RefusalCode,
  message: string,
  detail?: Readonly<Record<string, unknown>>,
): { readonly accepted: false; readonly refusal: Refusal } {
  return { accepted: false, refusal: detail === undefined ? { code, message } : { code, message, detail } };
}
