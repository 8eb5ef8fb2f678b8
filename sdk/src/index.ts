export type { CallOptions, InputOf, OperationName, ReplyOf } from "./call.ts";
export type * from "./generated/operations.ts";
export { createLastroom, type Lastroom, type LastroomOptions } from "./lastroom.ts";
export { LastroomProblem, LastroomUnreachable, type ProblemCode } from "./problem.ts";
export type { Reservations } from "./reservations.ts";
export { PATIENCE, type Patience } from "./retry.ts";
