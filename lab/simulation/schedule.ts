import { clientOf } from "./client.ts";
import { isReady, newTry, wantsAgain, type Caller, type Try, type TryOutcome } from "./callers.ts";
import { Connection, type Step } from "./connection.ts";
import type { Coverage } from "./coverage.ts";
import { faultAt } from "./fault_effects.ts";
import type { PlannedFault } from "./faults.ts";
import { Witness } from "./witness.ts";
import { SimulatedProcess, type Due, type ProcessHost } from "./process.ts";
import { setRatesAt } from "./rates/set_rates_at.ts";
import { commandOf, isForAdmission, type PlannedCall } from "./requests.ts";
import type { Draw } from "../load/random.ts";
import { packetName } from "./await_points.ts";
import type { Asked, Outcome } from "./store/session.ts";
import { SQLSTATE } from "./store/failure.ts";
import type { Guards, Store } from "./store/store.ts";
import { Trace } from "./trace.ts";
import { openStore, type WorldPlan } from "./world.ts";

/** What a schedule is made of. The same plan takes the same course. */
export interface SchedulePlan {
  readonly world: WorldPlan;
  readonly calls: readonly PlannedCall[];
  readonly faults: readonly PlannedFault[];
  readonly processes: number;
  readonly lanes: number;
  readonly patienceMs: number;
  /** Chooses what happens next; zero is the plain course, in which everything comes in the order in which it was begun. */
  readonly draw: Draw;
  /** Chooses instead from the first fault on. */
  readonly drawAfterFault?: Draw;
  readonly guards: Guards;
  readonly keepsLines: boolean;
  /** Told of every packet that a process sends, and on which connection. */
  readonly onSent?: (connection: number, asked: readonly Asked[]) => void;
}

const MOST_STEPS = 4_000;
// One in so many: a timer runs out although messages are on their way, a statement of somebody else comes in between.
const TIMER_FIRST = 16;
const BREAK_PACKET = 6;

/** One schedule: processes, connections, a server and callers, of which one after the other takes a step. */
export class Schedule implements ProcessHost {
  readonly plan: SchedulePlan;
  readonly store: Store;
  readonly trace: Trace;
  readonly coverage: Coverage;
  readonly witness: Witness;
  readonly callers: Caller[];
  draw: Draw;
  readonly processes: SimulatedProcess[] = [];
  connections: Connection[] = [];
  /** Milliseconds since the schedule began, as processes measure them. */
  time = 0;
  /** Steps so far. */
  steps = 0;
  /** The next COMMIT is answered with a warning. */
  warnsCommit = false;
  /** Connections that will be refused. */
  refusesConnections = 0;
  #ending: { readonly connection: Connection; readonly done: () => void }[] = [];
  #batches = 0;
  #connected = 0;
  #nextFault = 0;
  // Filled anew for every choice: the steps themselves are made once.
  readonly #steps: Step[] = [];
  readonly #asking: readonly Step[];

  constructor(plan: SchedulePlan, coverage: Coverage) {
    this.plan = plan;
    this.draw = plan.draw;
    this.coverage = coverage;
    this.trace = new Trace(plan.keepsLines);
    this.store = openStore(plan.world, plan.guards);
    this.callers = plan.calls.map((call, number) => ({ number, call, tries: [], mayRepeat: true }));
    this.#asking = this.callers.map((caller) => () => this.#ask(caller));
    this.witness = new Witness(this);
    this.store.onCommit = (decidedAt) => this.witness.committed(decidedAt);
    for (let number = 0; number < plan.processes; number += 1) this.processes.push(this.#start(number));
  }

  /** Goes on until a process was woken; true when nothing can happen any more. */
  advance(): boolean {
    for (;;) {
      this.steps += 1;
      if (this.steps > MOST_STEPS) {
        this.witness.blame("the schedule has no end");
        return true;
      }
      if (this.#faultIsDue()) return false;
      const step = this.#choose();
      if (step === undefined) return true;
      if (step()) {
        this.#passTime(1);
        return false;
      }
    }
  }

  /** Lets time pass for processes and hotels. */
  #passTime(ms: number): void {
    this.time += ms;
    this.store.now += ms;
  }

  /** Moves the clock of the hotels alone. */
  moveClock(ms: number): void {
    this.store.now += ms;
    this.witness.look();
  }

  /** Loses all that a process had in memory, and starts it again. */
  crash(process: SimulatedProcess): void {
    process.crash();
    for (const connection of this.connections) if (connection.owner === process) connection.fallSilent();
    this.#ending = this.#ending.filter(({ connection }) => connection.owner !== process);
    for (const caller of this.callers) {
      for (const one of caller.tries) {
        if (one.process === process && one.outcome === undefined) this.#ended(caller, one.of.number, { kind: "lost" });
      }
    }
    this.processes[process.number] = this.#start(process.number);
  }

  /** A request of a caller reaches a process. */
  submit(caller: Caller, process: SimulatedProcess): void {
    const one = newTry(caller, this.callers, process, this.store.now);
    caller.tries.push(one);
    this.witness.began(one);
    this.trace.add(1000 + caller.number * 8 + process.number);
    this.trace.say(
      () => `${one.requestId} ${caller.call.wish.kind} of ${one.reservationId} to process ${process.number}`,
    );
    if (!isForAdmission(caller.call)) return this.#setRates(caller, one);
    const command = commandOf(caller.call, one.of, one);
    process.admission.submit(command, { signal: one.signal }).then(
      (answer) => this.#ended(caller, one.of.number, { kind: "answered", answer }),
      (error: unknown) => this.#ended(caller, one.of.number, { kind: "failed", error }),
    );
  }

  // Whatever goes wrong, whoever sets rates knows nothing of the outcome, and looks again.
  #setRates(caller: Caller, one: Try): void {
    const { world, guards } = this.plan;
    setRatesAt(one, world, guards).then(
      (answer) => this.#ended(caller, one.of.number, { kind: "answered", answer }),
      () => this.#ended(caller, one.of.number, { kind: "lost" }),
    );
  }

  connect(process: SimulatedProcess, lockTimeoutMs: number): ReturnType<typeof clientOf> {
    if (this.refusesConnections > 0) {
      this.refusesConnections -= 1;
      throw new Error("connect ECONNREFUSED");
    }
    this.#connected += 1;
    const connection: Connection = new Connection(this.#connected, process, lockTimeoutMs, this.store, {
      serve: () => this.#serve(connection),
      deliver: () => this.#deliver(connection),
      close: () => this.#close(connection),
    });
    this.connections.push(connection);
    return clientOf(connection, {
      sent: (connection, asked) => this.plan.onSent?.(connection.number, asked),
      ending: (connection, done) => void this.#ending.push({ connection, done }),
    });
  }

  newBatchId(): string {
    this.#batches += 1;
    return `00000000-0000-7000-9000-${this.#batches.toString(16).padStart(12, "0")}`;
  }

  #start(number: number): SimulatedProcess {
    const { lanes, patienceMs } = this.plan;
    return new SimulatedProcess(number, this, { lanes, patienceMs, observer: this.witness.observer });
  }

  #ended(caller: Caller, number: number, outcome: TryOutcome): void {
    const one = caller.tries[number];
    if (one === undefined || one.outcome !== undefined) return this.witness.blame("a request was answered twice");
    one.outcome = outcome;
    this.witness.answered(one);
  }

  #faultIsDue(): boolean {
    const fault = this.plan.faults[this.#nextFault];
    if (fault === undefined || fault.step > this.steps) return false;
    this.#nextFault += 1;
    this.draw = this.plan.drawAfterFault ?? this.draw;
    faultAt(this, fault.fault);
    this.connections = this.connections.filter(({ isClosed }) => !isClosed);
    return true;
  }

  #choose(): Step | undefined {
    const steps = this.#possible();
    const timer = this.#nextTimer();
    if (timer !== undefined && (steps.length === 0 || this.draw(TIMER_FIRST) === TIMER_FIRST - 1))
      return () => this.#ring(timer);
    return steps[steps.length < 2 ? 0 : this.draw(steps.length)];
  }

  #possible(): Step[] {
    const steps = this.#steps;
    steps.length = 0;
    for (const connection of this.connections) addConnectionSteps(steps, connection);
    for (const process of this.processes) {
      if (process.later.length > 0) steps.push(process.takeLater);
      if (process.openings.length > 0) steps.push(process.takeOpening);
    }
    for (let index = 0; index < this.#ending.length; index += 1) steps.push(() => this.#end(index));
    for (const caller of this.callers) {
      const step = isReady(caller, this.callers) || wantsAgain(caller) ? this.#asking[caller.number] : undefined;
      if (step !== undefined) steps.push(step);
    }
    return steps;
  }

  #end(index: number): boolean {
    const [ending] = this.#ending.splice(index, 1);
    ending?.done();
    return true;
  }

  #ask(caller: Caller): boolean {
    if (caller.tries.length > 0 && this.draw(4) === 3) {
      caller.mayRepeat = false;
      return false;
    }
    const place = caller.tries.length === 0 ? caller.call.process : this.draw(this.processes.length);
    const process = this.processes[place];
    if (process === undefined) throw new RangeError(`there is no process ${place}`);
    this.submit(caller, process);
    return true;
  }

  // Statements of a packet run back to back, unless something else comes in between; in the plain course it always may.
  #serve(connection: Connection): boolean {
    const { session } = connection;
    if (connection.serving === undefined) {
      connection.serving = connection.requests.shift();
      session.take(connection.serving?.asked ?? []);
    }
    do {
      this.trace.add(connection.number * 64);
      if (this.trace.isKept)
        this.trace.say(() => `connection ${connection.number} (process ${connection.owner.number}): ${session.next}`);
      const outcome = session.step();
      if (outcome !== undefined) return this.#reply(connection, outcome);
      if (session.blocker !== undefined) return this.#waits(connection);
    } while (this.draw(BREAK_PACKET) !== 0);
    return false;
  }

  #waits(connection: Connection): boolean {
    connection.waitingSince = this.time;
    this.coverage.add("lock wait");
    this.witness.waited = true;
    this.trace.say(() => `connection ${connection.number} waits for a lock`);
    if (!connection.session.isDeadlocked) return false;
    this.witness.blame("sessions wait for each other");
    return this.#reply(connection, connection.session.interrupt(SQLSTATE.deadlock));
  }

  #reply(connection: Connection, outcome: Outcome): boolean {
    const sent = connection.serving;
    connection.serving = undefined;
    for (const { rowCount } of outcome.answers) this.trace.add(rowCount);
    const code = outcome.error?.code;
    if (code !== undefined) {
      this.trace.addText(code);
      this.trace.say(() => `connection ${connection.number}: ${code} ${outcome.error?.message ?? ""}`);
    }
    if (sent === undefined || connection.isBroken) return false;
    const isWarned = this.warnsCommit && outcome.error === undefined && sent.asked.at(-1)?.name === "commit";
    if (isWarned) this.warnsCommit = false;
    connection.replies.push({ sent, outcome: isWarned ? { ...outcome, isWarned } : outcome });
    return false;
  }

  #deliver(connection: Connection): boolean {
    const reply = connection.replies.shift();
    if (reply === undefined) return false;
    this.trace.add(connection.number * 64 + 1);
    if (this.trace.isKept)
      this.trace.say(() => `connection ${connection.number}: the reply to "${packetName(reply.sent.asked)}" arrives`);
    reply.sent.settle(reply.outcome);
    return true;
  }

  #close(connection: Connection): boolean {
    this.trace.say(() => `connection ${connection.number}: the server notices its end`);
    connection.close();
    this.connections = this.connections.filter((one) => one !== connection);
    return false;
  }

  #nextTimer(): Timer | undefined {
    let first: Timer | undefined;
    for (const { pauses } of this.processes) {
      for (const pause of pauses)
        if (first === undefined || pause.at < first.at) first = { at: pause.at, pauses, pause };
    }
    for (const connection of this.connections) {
      if (connection.session.blocker === undefined) continue;
      const at = connection.waitingSince + connection.lockTimeoutMs;
      if (first === undefined || at < first.at) first = { at, connection };
    }
    return first;
  }

  #ring(timer: Timer): boolean {
    this.#passTime(Math.max(0, timer.at - this.time));
    this.trace.add(2);
    if ("connection" in timer) {
      this.coverage.add("lock timeout");
      return this.#reply(timer.connection, timer.connection.session.interrupt(SQLSTATE.lockTimeout));
    }
    timer.pauses.splice(timer.pauses.indexOf(timer.pause), 1);
    timer.pause.resume();
    return true;
  }
}

type Timer =
  | { readonly at: number; readonly connection: Connection }
  | { readonly at: number; readonly pauses: Due[]; readonly pause: Due };

function addConnectionSteps(steps: Step[], connection: Connection): void {
  if (connection.canStep) steps.push(connection.steps.serve);
  if (connection.replies.length > 0) steps.push(connection.steps.deliver);
  if (connection.isSpent) steps.push(connection.steps.close);
}
