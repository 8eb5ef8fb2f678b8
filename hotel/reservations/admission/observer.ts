import type { Answer } from "./command.ts";
import type { FailureKind } from "./lane.ts";

/** Who watches admission: metrics and logs. Must not throw. */
export interface AdmissionObserver {
  /** Requests were taken from a queue after so many milliseconds each; so many are left. */
  waited(milliseconds: readonly number[], left: number): void;
  /** A batch of so many requests was decided; zero milliseconds: there was nothing to commit. */
  committed(requests: number, milliseconds: number, lapsedNights: number): void;
  /** So many requests were refused, or got an earlier answer again, without a transaction. */
  refusedBySight(requests: number): void;
  /** A request was answered. */
  decided(command: string, answer: Answer): void;
  /** A batch failed and is tried again, taken apart or given up. */
  failed(kind: FailureKind, error: unknown): void;
}

/** Watches nothing. */
export const unobserved: AdmissionObserver = {
  waited: () => undefined,
  committed: () => undefined,
  refusedBySight: () => undefined,
  decided: () => undefined,
  failed: () => undefined,
};
