import type { Client } from "pg";
import type { ClientOptions, Database } from "../../hotel/database/database.ts";
import { Admission } from "../../hotel/reservations/admission/admission.ts";
import type { AdmissionObserver } from "../../hotel/reservations/admission/observer.ts";
import type { Step } from "./connection.ts";
import type { Outside } from "../../hotel/reservations/admission/outside.ts";

/** What a process of the simulation asks its schedule for. */
export interface ProcessHost {
  readonly time: number;
  connect(process: SimulatedProcess, lockTimeoutMs: number): Client;
  newBatchId(): string;
}

/** A step that a process waits for, and that is made when the schedule says so. */
export interface Due {
  readonly at: number;
  readonly resume: () => void;
}

/** How the admissions of a schedule are set up. */
export interface ProcessOptions {
  readonly lanes: number;
  readonly patienceMs: number;
  readonly observer: AdmissionObserver;
}

// Admission opens its connections outside, and needs nothing else of a database.
const NO_DATABASE = {} as Database;

/** One life of a process: admission as it is, in a world that the schedule makes. After a crash another one begins. */
export class SimulatedProcess {
  readonly number: number;
  readonly admission: Admission;
  /** Work for after the present turn. */
  readonly later: (() => void)[] = [];
  readonly pauses: Due[] = [];
  /** Connections that are being opened. */
  readonly openings: (() => void)[] = [];
  /** Makes the first of what is left for {@link later}. */
  readonly takeLater: Step = () => takeFirst(this.later);
  /** Opens the connection that has been waited for longest. */
  readonly takeOpening: Step = () => takeFirst(this.openings);
  isCrashed = false;
  readonly #host: ProcessHost;

  constructor(number: number, host: ProcessHost, { lanes, patienceMs, observer }: ProcessOptions) {
    this.number = number;
    this.#host = host;
    const outside = this.#outside();
    this.admission = new Admission({ database: NO_DATABASE, outside, observer, lanes, patienceMs });
  }

  /** Whether it waits for nothing that the schedule could bring. */
  get isQuiet(): boolean {
    return this.later.length === 0 && this.pauses.length === 0 && this.openings.length === 0;
  }

  /** Opens a connection for what is not admission's. */
  open(lockTimeoutMs: number): Promise<Client> {
    return this.#open({ lockTimeoutMs });
  }

  /** Loses all that it had in memory. */
  crash(): void {
    this.isCrashed = true;
    this.later.length = 0;
    this.pauses.length = 0;
    this.openings.length = 0;
  }

  #outside(): Outside {
    return {
      open: (options) => this.#open(options),
      now: () => this.#host.time,
      pause: (ms) => new Promise((resume) => void this.pauses.push({ at: this.#host.time + ms, resume })),
      later: (work) => void this.later.push(work),
      newBatchId: () => this.#host.newBatchId(),
    };
  }

  #open({ lockTimeoutMs = 0 }: ClientOptions): Promise<Client> {
    const { promise, resolve, reject } = Promise.withResolvers<Client>();
    this.openings.push(() => {
      try {
        resolve(this.#host.connect(this, lockTimeoutMs));
      } catch (error) {
        reject(error);
      }
    });
    return promise;
  }
}

function takeFirst(work: (() => void)[]): boolean {
  work.shift()?.();
  return true;
}
