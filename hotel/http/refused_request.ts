import type { Refusal } from "../vocabulary/refusal.ts";

/** A refusal from a place where fastify takes nothing but an error: parsers of bodies. The error handler turns it back. */
export class RefusedRequest extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = "RefusedRequest";
    this.refusal = refusal;
  }
}
