import { setTimeout as pause } from "node:timers/promises";
import { describeFinding } from "../../hotel/inventory/verify.ts";
import { verifyEverything } from "../../hotel/reservations/verify.ts";
import { faultsIn } from "../../hotel/testing/soundness.ts";
import { seeded } from "../load/random.ts";
import type { Anomaly } from "./anomaly.ts";
import type { Surroundings } from "./clients/sender.ts";
import { FaultPlan } from "./faults/all_faults.ts";
import type { Fault, Scene } from "./faults/fault.ts";
import { Auditor, readEvidence } from "./ledger/auditor.ts";
import { runRound, type RoundResult } from "./round.ts";
import { withPatience } from "./servers/patient.ts";
import { adoptOrphans, type Stage } from "./stage.ts";

/** How long a run goes on. */
export interface RunPlan {
  readonly seed: number;
  /** The end in any case, in seconds. */
  readonly seconds: number;
  /** Ends earlier as soon as there were so many rounds and so many acknowledged operations; undefined: not earlier. */
  readonly rounds: number | undefined;
  readonly operations: number | undefined;
  /** None: nothing goes wrong. */
  readonly faults: readonly Fault[];
  /** The checks that must all have found something before the run ends; none: whatever is found ends it. */
  readonly wanted: readonly string[];
  readonly say: (line: string) => void;
  /** Aborted: somebody wants it to end now, in order. */
  readonly signal: AbortSignal;
}

/** What a run has found. */
export interface RunResult {
  readonly rounds: readonly RoundResult[];
  readonly anomalies: readonly Anomaly[];
  readonly checks: number;
  readonly seconds: number;
}

/** Operations that are looked at together, at most about: it bounds the memory. */
const EPOCH = 30_000;
const ROUNDS_A_CHECK = 4;
/** How long nothing goes wrong between two rounds, in milliseconds. */
const QUIET_MS = 1_500;
/** Where a number of operations is wanted and none of rounds. */
const OPERATIONS_A_ROUND = 5_000;
const CHECKS_A_VERIFICATION = 25;
const LOOK_MS = 100;

/** Rounds of faults with checks in between, until the plan is fulfilled, the time is over, or something is wrong. */
export async function runRounds(stage: Stage, around: Surroundings, plan: RunPlan): Promise<RunResult> {
  return new Run(stage, around, plan).run();
}

class Run {
  readonly #stage: Stage;
  readonly #around: Surroundings;
  readonly #plan: RunPlan;
  readonly #auditor: Auditor;
  readonly #rounds: RoundResult[] = [];
  readonly #anomalies: Anomaly[] = [];
  readonly #started = performance.now();
  #checks = 0;

  constructor(stage: Stage, around: Surroundings, plan: RunPlan) {
    this.#stage = stage;
    this.#around = around;
    this.#plan = plan;
    this.#auditor = new Auditor(around.world);
  }

  async run(): Promise<RunResult> {
    const draw = seeded(this.#plan.seed);
    const scene: Scene = { ...this.#stage, draw };
    const faults = new FaultPlan(this.#plan.faults, draw);
    await this.#quiet();
    while (!this.#isOver() && !this.#isConvicted) {
      if (this.#plan.faults.length > 0 && !(await this.#round(faults.next(), scene))) break;
      await this.#quiet();
      if (this.#rounds.length % ROUNDS_A_CHECK === 0) await this.#check();
    }
    if (!this.#isConvicted) await this.#check(true);
    const seconds = this.#seconds();
    return { rounds: this.#rounds, anomalies: this.#anomalies, checks: this.#checks, seconds };
  }

  /** False when nothing works any more. */
  async #round(faults: readonly Fault[], scene: Scene): Promise<boolean> {
    const { history } = this.#around;
    const round = this.#rounds.length + 1;
    const result = await runRound(round, faults, scene, history).catch((error: unknown) => {
      throw new Error(`round ${round} (${faults.map(({ name }) => name).join(", ")}) broke off`, { cause: error });
    });
    this.#rounds.push(result);
    this.#plan.say(lineOf(result, history.tally.ok));
    return result.backAfterMs !== undefined;
  }

  /** A while without faults, until this round's share of the operations is done. */
  async #quiet(): Promise<void> {
    const { operations, rounds } = this.#plan;
    const inRound = operations === undefined ? 0 : Math.ceil(operations / (rounds ?? operations / OPERATIONS_A_ROUND));
    const share = inRound * (this.#rounds.length + 1);
    const least = performance.now() + QUIET_MS;
    const { history } = this.#around;
    while (performance.now() < least || (history.tally.ok < share && !this.#mustEnd())) {
      if (history.size > EPOCH) await this.#check();
      if (this.#isConvicted) return;
      await pause(LOOK_MS);
    }
  }

  get #isConvicted(): boolean {
    const found = new Set(this.#anomalies.map(({ check }) => check));
    return found.size > 0 && this.#plan.wanted.every((check) => found.has(check));
  }

  #mustEnd(): boolean {
    return this.#seconds() >= this.#plan.seconds || this.#plan.signal.aborted;
  }

  #isOver(): boolean {
    const { rounds, operations } = this.#plan;
    if (this.#mustEnd()) return true;
    if (rounds === undefined && operations === undefined) return false;
    return this.#rounds.length >= (rounds ?? 0) && this.#around.history.tally.ok >= (operations ?? 0);
  }

  async #check(isLast = false): Promise<void> {
    const { gate, history, known } = this.#around;
    await gate.close();
    const started = performance.now();
    const { database } = this.#stage.postgres;
    const operations = history.take();
    const evidence = await readEvidence(database, this.#auditor);
    this.#anomalies.push(...this.#auditor.judge({ operations, ...evidence }, known.ids));
    this.#checks += 1;
    const memory = Math.round(process.memoryUsage().rss / 1e6);
    this.#plan.say(
      `check ${this.#checks}: ${operations.length} operations and ${evidence.events.length} events in ` +
        `${Math.round(performance.now() - started)} ms, ${this.#anomalies.length} anomalies; ${memory} MB`,
    );
    if (isLast || this.#checks % CHECKS_A_VERIFICATION === 0) await this.#verify();
    const { standings } = this.#auditor.replay;
    adoptOrphans(
      this.#around,
      [...standings.values()].map((all) => all.at(-1)),
    );
    if (isLast) gate.end();
    else gate.open();
  }

  /** By the product's own verification, and by the statements of its tests, which share nothing with it. */
  async #verify(): Promise<void> {
    const messages = await withPatience(this.#stage.postgres.database, async (database) => [
      ...(await verifyEverything(database)).map(describeFinding),
      ...(await faultsIn(database.pool)),
    ]);
    for (const message of messages) {
      this.#anomalies.push({ check: "conservation", message, operations: [], events: [] });
    }
  }

  #seconds(): number {
    return (performance.now() - this.#started) / 1_000;
  }
}

function lineOf({ round, faults, struck, meanwhile, backAfterMs }: RoundResult, acknowledged: number): string {
  const { ok, refused, unknown } = meanwhile;
  const names = faults.map((fault, place) => `${fault} (struck ${struck[place] ?? 0})`).join(" + ");
  const back = backAfterMs === undefined ? "not back within a minute" : `back after ${Math.round(backAfterMs)} ms`;
  return `round ${round}: ${names}: meanwhile ${ok} acknowledged, ${refused} refused, ${unknown} unknown; ${back}; ${acknowledged} acknowledged in all`;
}
