import type { Database } from "../../hotel/database/database.ts";
import { nightOf, type Night } from "../../hotel/vocabulary/night.ts";
import { benchScenario, gatherField, type BenchPlan, type Field, type ScenarioResult } from "./bench.ts";
import type { Contender, SizedContender } from "./contenders.ts";
import { benchIdle, type IdlePlan, type IdleResult } from "./idle.ts";
import { measureLoadCost } from "./load_cost.ts";
import { describeMachine } from "./machine.ts";
import { figuresOf, type BenchResult } from "./result.ts";
import { benchRush, type RushResult } from "./rush.ts";
import { hotScenario, soldOutScenario, spreadScenario, type BenchScenario } from "./scenarios.ts";
import { targetResults } from "./targets.ts";
import { tonight } from "./world.ts";
import { makeTemplate } from "./worlds.ts";

/** What is to be measured, of whom. */
export interface BenchOrder {
  /** The engine, first as the targets mean it. */
  readonly engines: readonly Contender[];
  readonly sized: readonly SizedContender[];
  /** One scenario only: `hot`, `spread`, `sold_out`, `rush` or `idle`. */
  readonly only: string | undefined;
  /** Timed rounds of the rush. */
  readonly rushRounds: number;
  readonly idle: Omit<IdlePlan, "length">;
  readonly plan: BenchPlan;
}

/** So many of the baselines meet what takes longer: the best on the hot night. */
const BEST = 2;
const ORDINARY_SIZE = 16;
const HOT = "hot";

/** Measures everything that is ordered, one thing after the other. Throws when there is no scenario of the name wanted. */
export async function measureAll(server: Database, folder: string, order: BenchOrder): Promise<BenchResult> {
  const { plan } = order;
  const machine = await describeMachine(server.pool, folder);
  const loadMicroseconds = await measureLoadCost(plan.length.connections);
  const measuring = new Measuring(server, order, nightOf(await tonight(server.pool)));
  await measuring.run();
  const { scenarios, rush, idle } = measuring;
  const targets = targetResults(figuresOf({ scenarios, rush, idle }));
  return { machine, loadMicroseconds, runs: plan.runs, length: plan.length, scenarios, rush, idle, targets };
}

class Measuring {
  readonly scenarios: ScenarioResult[] = [];
  rush: readonly RushResult[] = [];
  idle: IdleResult | undefined = undefined;
  readonly #server: Database;
  readonly #order: BenchOrder;
  readonly #firstNight: Night;
  /** Who ran on the hot night, with their best numbers of connections. */
  #hotField: Field | undefined;

  constructor(server: Database, order: BenchOrder, firstNight: Night) {
    this.#server = server;
    this.#order = order;
    this.#firstNight = firstNight;
  }

  async run(): Promise<void> {
    const { engines, plan } = this.#order;
    const steps: Readonly<Record<string, () => Promise<unknown>>> = {
      [HOT]: async () => (this.#hotField = await this.#everybody(hotScenario(this.#firstNight))),
      spread: () => this.#everybody(spreadScenario(this.#firstNight)),
      sold_out: () => this.#some(soldOutScenario(this.#firstNight), [...engines.slice(0, 1), ...this.#best()]),
      rush: () => this.#rush([...engines, ...this.#best()]),
      idle: () => this.#idle(spreadScenario(this.#firstNight)),
    };
    const { only } = this.#order;
    const wanted = Object.entries(steps).filter(([name]) => only === undefined || only === name);
    if (wanted.length === 0) throw new Error(`no scenario ${only ?? ""}: ${Object.keys(steps).join(", ")}`);
    for (const [name, step] of wanted) {
      plan.say(`${name}:`);
      await step();
    }
  }

  async #everybody(scenario: BenchScenario): Promise<Field> {
    const { engines, sized, plan } = this.#order;
    await makeTemplate(this.#server, scenario.template, scenario.world);
    const field = await gatherField(this.#server, scenario, engines, sized, plan);
    this.scenarios.push(await benchScenario(this.#server, scenario, field, plan));
    return field;
  }

  async #some(scenario: BenchScenario, contenders: readonly Contender[]): Promise<void> {
    await makeTemplate(this.#server, scenario.template, scenario.world);
    const field = { contenders, trials: [] };
    this.scenarios.push(await benchScenario(this.#server, scenario, field, this.#order.plan));
  }

  async #rush(contenders: readonly Contender[]): Promise<void> {
    const { rushRounds, plan } = this.#order;
    this.rush = await benchRush(this.#server, contenders, rushRounds, this.#firstNight, plan.say);
  }

  async #idle(scenario: BenchScenario): Promise<void> {
    const { engines, idle, plan } = this.#order;
    const [engine] = engines;
    if (engine === undefined) return;
    // When only this is wanted, nobody has built the world.
    if (this.#order.only !== undefined) await makeTemplate(this.#server, scenario.template, scenario.world);
    this.idle = await benchIdle(this.#server, scenario, engine, { ...idle, length: plan.length });
  }

  /** The best baselines on the hot night as they ran there; the first of the list where it was left out. */
  #best(): Contender[] {
    const hot = this.scenarios.find(({ name }) => name === HOT);
    if (hot === undefined || this.#hotField === undefined) {
      const baselines = this.#order.sized.filter(({ kind }) => kind === "baseline");
      return baselines.slice(0, BEST).map((sized) => sized.ofSize(ORDINARY_SIZE));
    }
    const field = this.#hotField.contenders;
    const ranked = hot.standings
      .filter(({ kind }) => kind === "baseline")
      .toSorted((one, other) => other.rate - one.rate);
    return ranked.slice(0, BEST).flatMap(({ name }) => field.filter((contender) => contender.name === name));
  }
}
