import type { Database } from "../database/database.ts";
import { Admission } from "../reservations/admission/admission.ts";
import type { Answer, Command } from "../reservations/admission/command.ts";
import { Lane } from "../reservations/admission/lane.ts";
import type { AdmissionObserver } from "../reservations/admission/observer.ts";
import { outsideOf } from "../reservations/admission/outside.ts";
import { nothingKnown } from "../reservations/admission/read.ts";

/** A way to have commands decided, as a process of its own has it. */
export interface WayIn {
  submit(command: Command): Promise<Answer>;
  close(): Promise<void>;
}

const PATIENCE_MS = 30_000;

/** A lane that waits for a lock until it has it: then the schedule alone decides what happens, and no clock. */
export function patientLane(database: Database, observer: AdmissionObserver): WayIn {
  const outside = outsideOf(database);
  const lane = new Lane({
    outside,
    observer,
    known: nothingKnown(),
    lockTimeoutMs: PATIENCE_MS,
    longestBatch: 256,
    longestQueue: 1_000,
  });
  const submit = (command: Command): Promise<Answer> =>
    new Promise((answer, fail) => {
      const arrivedAt = outside.now();
      const how = {
        arrivedAt,
        deadline: arrivedAt + PATIENCE_MS,
        signal: undefined,
        attempts: 0,
        alone: false,
        hopeless: false,
      };
      lane.enqueue({ command, answer, fail, ...how });
    });
  return { submit, close: () => lane.close() };
}

/** Admission as it is, which puts a hotel aside that somebody else has locked for 50 ms. */
export function wholeAdmission(database: Database, observer: AdmissionObserver): WayIn {
  return new Admission({ database, lanes: 1, observer, patienceMs: PATIENCE_MS });
}
