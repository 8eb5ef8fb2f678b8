import { refuse } from "../vocabulary/refusal.ts";

/** One field of a body and the rule it breaks, as the member `errors` of the refusal shows it. */
export interface FieldError {
  /** JSON pointer into the body, such as `/photos/0`. */
  readonly field: string;
  /** A short stable name of the rule, such as `time_zone`. */
  readonly rule: string;
  /** One sentence for a person. */
  readonly message: string;
}

/** The refusal (400) of a body or a query for one field. */
export function invalidField(field: string, rule: string, message: string): ReturnType<typeof refuse> {
  return invalidFields([{ field, rule, message }]);
}

/** The refusal (400) of a body or a query with these errors; needs at least one. */
export function invalidFields(errors: readonly FieldError[]): ReturnType<typeof refuse> {
  return refuse("invalid_request", errors.map(({ message }) => message).join(" "), { errors });
}
