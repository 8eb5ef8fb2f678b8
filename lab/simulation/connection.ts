import type { SimulatedProcess } from "./process.ts";
import type { Asked, Outcome } from "./store/session.ts";
import { Session } from "./store/session.ts";
import type { Store } from "./store/store.ts";

/** A packet on its way: what is asked, and what to do with its outcome or the loss of the connection. */
export interface Sent {
  readonly asked: readonly Asked[];
  readonly settle: (outcome: Outcome) => void;
  readonly lose: (error: Error) => void;
}

/** Something that can happen next; true when it woke a process, which must come to rest before anything else happens. */
export type Step = () => boolean;

/** What can happen on a connection, each made once. */
export interface ConnectionSteps {
  readonly serve: Step;
  readonly deliver: Step;
  readonly close: Step;
}

/** A reply on its way back. */
export interface Reply {
  readonly sent: Sent;
  readonly outcome: Outcome;
}

/**
 * A connection between a process and the server. What is on its way keeps its order, and arrives when the schedule says so. Either side
 * may learn of its end long before the other.
 */
export class Connection {
  readonly number: number;
  /** The process that opened it. */
  readonly owner: SimulatedProcess;
  readonly lockTimeoutMs: number;
  readonly session: Session;
  readonly steps: ConnectionSteps;
  /** On their way to the server. */
  readonly requests: Sent[] = [];
  /** On their way back. */
  readonly replies: Reply[] = [];
  /** What the server is at. */
  serving: Sent | undefined;
  /** When the statement that waits began to. */
  waitingSince = 0;
  /** The process has sent its last. */
  isLeft = false;
  /** Nothing arrives at the process any more. */
  isBroken = false;
  /** The server has noticed its end. */
  isClosed = false;

  constructor(number: number, owner: SimulatedProcess, lockTimeoutMs: number, store: Store, steps: ConnectionSteps) {
    this.number = number;
    this.owner = owner;
    this.lockTimeoutMs = lockTimeoutMs;
    this.session = new Session(store);
    this.steps = steps;
  }

  /** Whether the process still uses it. */
  get isOpen(): boolean {
    return !this.isLeft;
  }

  /** Whether the server has nothing more to do for it but to notice its end. */
  get isSpent(): boolean {
    return this.isLeft && !this.isClosed && this.serving === undefined && this.requests.length === 0;
  }

  /** Whether the server can take a step for it. */
  get canStep(): boolean {
    return (
      !this.isClosed && (this.serving === undefined ? this.requests.length > 0 : this.session.blocker === undefined)
    );
  }

  /** Nothing arrives at the process any more, which does not learn of it: it has crashed. */
  fallSilent(): void {
    this.isLeft = true;
    this.isBroken = true;
    this.replies.length = 0;
  }

  /** Breaks it for the process: whatever it waits for is lost. What it sent may still arrive. */
  breakOff(): void {
    if (this.isBroken) return;
    const lost = [...this.replies.map(({ sent }) => sent), ...this.ownSent()];
    this.fallSilent();
    const error = new Error("Connection terminated unexpectedly");
    for (const sent of lost) sent.lose(error);
  }

  /** The server's side of it ends: the session with all it had open, and whatever had not arrived. */
  close(): void {
    this.isClosed = true;
    this.requests.length = 0;
    this.serving = undefined;
    this.session.close();
  }

  /** What was sent and has no reply yet. */
  ownSent(): Sent[] {
    return this.serving === undefined ? [...this.requests] : [this.serving, ...this.requests];
  }
}
