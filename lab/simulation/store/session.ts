import type { DatabaseError } from "pg";
import { failure, SQLSTATE } from "./failure.ts";
import type { Answer, Waiting } from "./statement.ts";
import { behaviourOf } from "./statements.ts";
import type { Store } from "./store.ts";
import type { Transaction } from "./transaction.ts";

/** A statement as a client asks for it. */
export interface Asked {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What a packet came to: the answers of the statements that ran, and the error of the one that failed. */
export interface Outcome {
  readonly answers: readonly Answer[];
  readonly error: DatabaseError | undefined;
  /** COMMIT came with the warning of a cancelled wait for the standby. */
  readonly isWarned?: boolean;
}

/**
 * One session of the server. Carries out the statements of a packet one by one; each {@link step} runs one, or goes on with one that
 * had to wait. After an error the rest of the packet is not run, and an open transaction accepts nothing but its end.
 */
export class Session {
  readonly #store: Store;
  #packet: readonly Asked[] | undefined;
  #answers: Answer[] = [];
  #waiting: Waiting | undefined;
  #transaction: Transaction | undefined;
  #isImplicit = false;
  #isAborted = false;
  // One at a time is all that anybody sets here: how many rows were held when it was set.
  #savepoint = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The transaction it waits for; undefined: it can go on. */
  get blocker(): Transaction | undefined {
    const blocker = this.#transaction?.waitsFor;
    return blocker === undefined || blocker.isOver ? undefined : blocker;
  }

  /** Whether it waits for somebody who waits for it. */
  get isDeadlocked(): boolean {
    return this.blocker !== undefined && this.#transaction?.isDeadlocked === true;
  }

  /** Whether it is in the middle of a packet. */
  get isBusy(): boolean {
    return this.#packet !== undefined;
  }

  /** Whether it holds a transaction open. */
  get isInTransaction(): boolean {
    return this.#transaction !== undefined || this.#isAborted;
  }

  /** The name of the statement that runs next, or goes on. */
  get next(): string | undefined {
    return this.#packet?.[this.#answers.length]?.name;
  }

  /** Begins a packet; the one before must have ended. */
  take(packet: readonly Asked[]): void {
    if (this.#packet !== undefined) throw new Error("a session has one packet at a time");
    this.#packet = packet;
    this.#answers = [];
  }

  /** Runs one statement, or goes on with one that waited; the outcome once the packet has ended. */
  step(): Outcome | undefined {
    const asked = this.#packet?.[this.#answers.length];
    if (asked === undefined) throw new Error("there is no statement to run");
    try {
      const answer = this.#run(asked);
      if (answer === undefined) return undefined;
      this.#answers.push(answer);
    } catch (error) {
      return this.#fail(error);
    }
    return this.#answers.length === this.#packet?.length ? this.#end(undefined) : undefined;
  }

  /** Ends the statement that waits: the lock timeout, or a deadlock. */
  interrupt(code: typeof SQLSTATE.lockTimeout | typeof SQLSTATE.deadlock): Outcome {
    const timeout = code === SQLSTATE.lockTimeout;
    return this.#fail(failure(code, timeout ? "canceling statement due to lock timeout" : "deadlock detected"));
  }

  /** The connection has ended: so does what was open. */
  close(): void {
    this.#packet = undefined;
    this.#waiting = undefined;
    this.#rollback();
  }

  #run({ name, values }: Asked): Answer | undefined {
    if (name === "commit" || name === "rollback") return this.#endTransaction(name === "commit");
    if (this.#isAborted) throw failure(SQLSTATE.abortedTransaction, "current transaction is aborted");
    if (name === "begin") return this.#begin();
    if (name.startsWith("savepoint ")) return this.#setSavepoint();
    if (name.startsWith("rollback to ")) return this.#returnToSavepoint();
    return this.#waiting === undefined ? this.#start(name, values) : this.#goOn(this.#waiting);
  }

  #start(name: string, values: readonly unknown[]): Answer | undefined {
    if (this.#transaction === undefined) {
      this.#transaction = this.#store.begin();
      this.#isImplicit = true;
    }
    const begun = behaviourOf(name)({ store: this.#store, transaction: this.#transaction, values });
    return "next" in begun ? this.#goOn(begun) : begun;
  }

  #goOn(waiting: Waiting): Answer | undefined {
    if (this.#transaction !== undefined) this.#transaction.waitsFor = undefined;
    this.#waiting = undefined;
    const { done, value } = waiting.next();
    if (done === true) return value;
    this.#waiting = waiting;
    if (this.#transaction !== undefined) this.#transaction.waitsFor = value;
    return undefined;
  }

  #begin(): Answer {
    this.#transaction ??= this.#store.begin();
    this.#isImplicit = false;
    return { command: "BEGIN", rows: [], rowCount: 0 };
  }

  #setSavepoint(): Answer {
    this.#savepoint = this.#transaction?.rows.length ?? 0;
    return { command: "SAVEPOINT", rows: [], rowCount: 0 };
  }

  #returnToSavepoint(): Answer {
    this.#transaction?.letGoSince(this.#savepoint);
    return { command: "ROLLBACK", rows: [], rowCount: 0 };
  }

  #endTransaction(keep: boolean): Answer {
    const isKept = keep && !this.#isAborted;
    if (isKept && this.#transaction !== undefined) {
      this.#store.commit(this.#transaction);
      this.#transaction = undefined;
    }
    this.#rollback();
    return { command: isKept ? "COMMIT" : "ROLLBACK", rows: [], rowCount: 0 };
  }

  #rollback(): void {
    this.#transaction?.rollback();
    this.#transaction = undefined;
    this.#isAborted = false;
    this.#isImplicit = false;
  }

  // A failed transaction lets go of everything at once; the block stays, and accepts nothing but its end.
  #fail(error: unknown): Outcome {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    this.#waiting = undefined;
    const isBlock = this.#isAborted || (this.#transaction !== undefined && !this.#isImplicit);
    this.#rollback();
    this.#isAborted = isBlock;
    return this.#end(error as DatabaseError);
  }

  // A packet outside a transaction is one.
  #end(error: DatabaseError | undefined): Outcome {
    if (this.#isImplicit) this.#endTransaction(true);
    this.#packet = undefined;
    return { answers: this.#answers, error };
  }
}
