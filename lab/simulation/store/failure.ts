import { DatabaseError } from "pg";

/** Errors that PostgreSQL reports here, by SQLSTATE. */
export const SQLSTATE = {
  divisionByZero: "22012",
  cardinality: "21000",
  unique: "23505",
  check: "23514",
  abortedTransaction: "25P02",
  deadlock: "40P01",
  lockTimeout: "55P03",
  shutdown: "57P01",
} as const;

/** An error as the driver hands it over. */
export function failure(code: string, message: string, constraint?: string): DatabaseError {
  const error = new DatabaseError(message, 0, "error");
  error.severity = "ERROR";
  error.code = code;
  error.constraint = constraint;
  return error;
}
