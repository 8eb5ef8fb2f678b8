import pg from "pg";
import type { Database } from "../database/database.ts";
import { GatedSocket, type Gate, type Sending } from "./gated_socket.ts";
import type { NextStep } from "./schedules.ts";
import { effectOf } from "./statements.ts";

/** Whoever waits for a lock for less than this is not looked at while waiting: the answer comes soon, and is an error. */
const IMPATIENT_MS = 100;

/**
 * Somebody who works on a database through connections of their own, and is let go step by step: each round trip waits until
 * {@link letGo}. Outside of {@link start} and its end everything passes.
 */
export class GatedActor implements Gate {
  readonly place: number;
  /** The database as this actor has it. */
  readonly database: Database;
  /** The backends of its connections. */
  readonly pids = new Set<number>();
  /** Those that wait for a lock until they get it. */
  readonly patientPids = new Set<number>();
  #waiting: Sending[] = [];
  #inFlight = 0;
  #isWorking = false;

  constructor(place: number, database: Database, settings = "") {
    this.place = place;
    const options = `${database.connection.options ?? ""} ${settings}`;
    const connection = { ...database.connection, options, stream: () => new GatedSocket(this) };
    const pool = new pg.Pool({ ...connection, max: 1 });
    pool.on("error", () => undefined);
    this.database = { pool, connection, close: () => pool.end() };
  }

  /** Whether its work has ended. */
  get isDone(): boolean {
    return !this.#isWorking;
  }

  /** Whether nothing happens until it is let go: it is at the gate, or done. */
  get isSettled(): boolean {
    return this.isDone || (this.#waiting.length > 0 && this.#inFlight === 0);
  }

  /** What it does when it is let go; undefined when it is done or under way. */
  get nextStep(): NextStep | undefined {
    const [next] = this.#waiting;
    if (!this.isSettled || next === undefined) return undefined;
    return { actor: this.place, effect: effectOf(next.statements) };
  }

  /** Begins to work; the first step waits already. */
  async start<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#isWorking = true;
    try {
      return await work();
    } finally {
      this.#isWorking = false;
      // What is sent from now on is nobody's step.
      for (const sending of this.#waiting.splice(0)) sending.letGo();
    }
  }

  /** Makes the step that waits. */
  letGo(): void {
    const next = this.#waiting.shift();
    if (next === undefined) throw new Error("there is no step to make");
    this.#inFlight += 1;
    next.letGo();
  }

  opened(pid: number, lockTimeoutMs: number): void {
    this.pids.add(pid);
    if (lockTimeoutMs === 0 || lockTimeoutMs >= IMPATIENT_MS) this.patientPids.add(pid);
  }

  closed(pid: number): void {
    this.pids.delete(pid);
    this.patientPids.delete(pid);
  }

  arrived(sending: Sending): void {
    if (this.#isWorking) this.#waiting.push(sending);
    else sending.letGo();
  }

  answered(): void {
    this.#inFlight = Math.max(0, this.#inFlight - 1);
  }
}
