import type { Draft, Outcome } from "./strategy.ts";

/** A draft as it travels: JSON, and without the rooms of its type, of which there may be thousands. */
export type DraftJob = Omit<Draft, "roomIds" | "fingerprint"> & { readonly fingerprint: string };

/** An outcome as it travels. */
export type OutcomeJob = Exclude<Outcome, { kind: "known" }> | { kind: "known"; fingerprint: string; reply: string };

/** Makes a draft ready for a queue. */
export function draftJob({ roomIds: _, ...draft }: Draft): DraftJob {
  return { ...draft, fingerprint: draft.fingerprint.toString("base64") };
}

/** The draft again, with the rooms of its type. */
export function draftOfJob(job: DraftJob, roomIds: readonly number[]): Draft {
  return { ...job, roomIds, fingerprint: Buffer.from(job.fingerprint, "base64") };
}

/** Makes an outcome ready for a queue. */
export function outcomeJob(outcome: Outcome): OutcomeJob {
  if (outcome.kind !== "known") return outcome;
  return { ...outcome, fingerprint: outcome.fingerprint.toString("base64") };
}

/** The outcome again. */
export function outcomeOfJob(job: OutcomeJob): Outcome {
  return job.kind === "known" ? { ...job, fingerprint: Buffer.from(job.fingerprint, "base64") } : job;
}
