import { openDatabase } from "../../hotel/database/database.ts";
import type { Database, Queryable } from "../../hotel/database/database.ts";
import { formatNight, nightOf, type Night } from "../../hotel/vocabulary/night.ts";
import { tonight } from "../bench/world.ts";
import { copyWorld, makeTemplate } from "../bench/worlds.ts";
import { installStrategy } from "../strategies/strategies.ts";
import type { Places } from "../strategies/strategy.ts";
import { missingService, startContender, type AtWork, type Contender } from "./contenders.ts";
import { judgeRows, type Judgement } from "./judgement.ts";
import type { ScenarioShowing, Showing, ShowingNumbers } from "./result.ts";
import { numbersOfFlow, runFlow, type FlowLength } from "./run_flow.ts";
import { numbersOfRush, runRush } from "./run_rush.ts";
import type { ContestScenario } from "./scenarios.ts";

/** How thorough a contest is. */
export interface ContestPlan {
  readonly contenders: readonly Contender[];
  readonly services: Places["services"];
  /** How many of the rounds of a rush are run, at least one; in (0, 1]. */
  readonly share: number;
  readonly flow: FlowLength;
  readonly say: (line: string) => void;
}

const TEMPLATE = "contest_world";
const DATABASE = "contest_run";

/** Puts every contender through a scenario, each on a fresh copy of its world. */
export async function runScenario(
  server: Database,
  scenario: ContestScenario,
  plan: ContestPlan,
): Promise<ScenarioShowing> {
  const firstNight = nightOf(await tonight(server.pool));
  await makeTemplate(server, TEMPLATE, { ...scenario.world, firstNight });
  const showings: Showing[] = [];
  for (const contender of plan.contenders) {
    const showing = await show(server, scenario, contender, plan, firstNight);
    plan.say(`${scenario.name}: ${lineOf(showing)}`);
    showings.push(showing);
  }
  return { name: scenario.name, about: scenario.about, showings };
}

async function show(
  server: Database,
  scenario: ContestScenario,
  contender: Contender,
  plan: ContestPlan,
  firstNight: Night,
): Promise<Showing> {
  const missing = missingService(contender, plan.services);
  if (missing !== undefined) return { contender: contender.name, notRun: `needs ${missing}` };
  const url = await copyWorld(server, TEMPLATE, DATABASE);
  const database = openDatabase({ url, poolSize: 1 });
  try {
    if (contender.strategy !== undefined) await installStrategy(database.pool, contender.strategy);
    const working = await startContender(contender, url, plan.services, scenario.world.nights);
    try {
      return { contender: contender.name, numbers: await measure(database.pool, scenario, working, plan, firstNight) };
    } finally {
      await working.stop();
    }
  } finally {
    await database.close();
  }
}

async function measure(
  connection: Queryable,
  scenario: ContestScenario,
  working: AtWork,
  plan: ContestPlan,
  firstNight: Night,
): Promise<ShowingNumbers> {
  const judgement = (): Promise<Judgement> => judgeRows(connection, formatNight(firstNight + scenario.world.nights));
  const trouble = async (): Promise<Pick<ShowingNumbers, "deadlocks" | "retries">> => ({
    deadlocks: await deadlocksOf(connection),
    retries: await working.retries(),
  });
  if (scenario.kind === "rush") {
    const rounds = Math.max(1, Math.round(plan.share * scenario.rounds));
    const seen = await runRush(scenario, working.ports, rounds, firstNight);
    return { ...numbersOfRush(seen, await judgement()), ...(await trouble()) };
  }
  const seen = await runFlow(scenario, working.ports, plan.flow, firstNight);
  return { ...numbersOfFlow(seen, await judgement()), ...(await trouble()) };
}

// As PostgreSQL counts them for this database, whoever was told. Its processes tell the statistics within a second of
// being idle, and at once when asked for here.
async function deadlocksOf(connection: Queryable): Promise<number> {
  await connection.query("SELECT pg_stat_force_next_flush()");
  const { rows } = await connection.query<{ deadlocks: number }>(
    "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
  );
  return rows[0]?.deadlocks ?? 0;
}

function lineOf({ contender, notRun, numbers }: Showing): string {
  if (numbers === undefined) return `${contender} not run: ${notRun ?? ""}`;
  const { accepted, refused, failed, doubleBookings, falseSoldOuts, bookingsPerSecond } = numbers;
  return `${contender}: ${accepted} booked, ${refused} refused, ${failed} failed, ${doubleBookings} double, ${falseSoldOuts} false sold-outs, ${Math.round(bookingsPerSecond)}/s`;
}
